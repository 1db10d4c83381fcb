import { writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import setup from "../support/global-setup.ts";
import { blocksOf } from "./blocks.ts";
import { runFragments } from "./fragments.ts";
import { type BlockResult, walkPage } from "./page.ts";
import { documentationPages, type Page, readPage, root } from "./pages.ts";
import { typeErrorsOf } from "./type-check.ts";

/** Writes into pages what their commands and operations give now: `npm run transcripts -- docs/tutorial.md …`, or all. */
const names = process.argv.slice(2).map((path) => relative(root, resolve(path)));
const pages = names.length === 0 ? documentationPages() : names.map(readPage);
const tearDown = await setup();
try {
  for (const page of pages) await updatePage(page);
} finally {
  await tearDown();
}

async function updatePage({ name, markdown }: Page): Promise<void> {
  const blocks = blocksOf(name, markdown);
  const results = [...(await walkPage(name, markdown)), ...(await runFragments(blocks))];
  writeFileSync(join(root, name), correct(markdown, results));
  for (const line of await typeErrorsOf(blocks)) console.error(line);
}

/** The page with the corrections, from the last to the first so that lines keep their numbers. */
function correct(markdown: string, results: readonly BlockResult[]): string {
  const lines = markdown.split("\n");
  const wrong = results.filter(({ correction }) => correction !== null);
  for (const { block, correction } of wrong.sort((left, right) => right.block.line - left.block.line)) {
    const count = block.text.split("\n").length - 1;
    lines.splice(block.line, count, ...(correction ?? "").split("\n").slice(0, -1));
  }
  return lines.join("\n");
}
