import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import setup from "../support/global-setup.ts";
import { blocksOf } from "./blocks.ts";
import { runFragments } from "./fragments.ts";
import { type BlockResult, walkPage } from "./page.ts";
import { typeErrorsOf } from "./type-check.ts";

/** Writes into pages what their commands and operations give now: `node test/docs/update.ts docs/tutorial.md …`. */
const tearDown = await setup();
try {
  for (const path of process.argv.slice(2)) await updatePage(path);
} finally {
  await tearDown();
}

async function updatePage(path: string): Promise<void> {
  const page = basename(path);
  const markdown = readFileSync(path, "utf8");
  const blocks = blocksOf(page, markdown);
  const results = [...(await walkPage(page, markdown)), ...(await runFragments(blocks))];
  writeFileSync(path, correct(markdown, results));
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
