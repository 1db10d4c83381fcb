import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { databaseKinds } from "../support/databases.ts";
import { type Block, blocksOf } from "./blocks.ts";
import { runFragments } from "./fragments.ts";
import { type BlockResult, databaseOf, type Outcome, walkPage } from "./page.ts";
import { documentationPages, root } from "./pages.ts";
import { typeErrorsOf } from "./type-check.ts";

const pages = documentationPages();
const blocks: readonly Block[] = pages.flatMap(({ name, markdown }) => blocksOf(name, markdown));
const outcomes = new Map<string, Outcome>();

afterAll(() => console.info(figures()));

describe("the documentation", () => {
  test("every link to a page leads to one, and to a heading of it", () => {
    const broken = pages.flatMap(({ name, markdown }) =>
      linksOf(markdown)
        .filter((link) => !leadsSomewhere(name, link))
        .map((link) => `${name}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  test("the index names every page", () => {
    const index = linksOf(pages.find(({ name }) => name === "docs/README.md")?.markdown ?? "");
    const listed = ["README.md", "docs/README.md", ...index.map((link) => `docs/${link}`)];
    expect(pages.map(({ name }) => name).filter((name) => !listed.includes(name))).toEqual([]);
  });

  test("every block is tried, or says why not", () => {
    const untried = blocks.filter((block) => !isTried(block) && !block.directives.skip);
    expect(untried.map(placeOf)).toEqual([]);
  });

  test("code of all pages has correct types", async () => {
    expect(await typeErrorsOf(blocks)).toEqual([]);
    for (const block of blocks.filter(({ language }) => language === "ts")) note(block, "checked");
  });

  test("operations give the SQL that the pages show", async () => {
    const results = await runFragments(blocks);
    expect(wrongIn(results)).toEqual([]);
  });

  for (const { name, markdown } of pages) {
    const kind = databaseKinds().find((candidate) => candidate.name === databaseOf(markdown));
    const title = `${name}: files and commands do what the page says`;
    const options = { concurrent: true, timeout: 180_000, skip: (kind?.missing ?? null) !== null };
    test(title, options, async (context) => {
      context.expect(wrongIn(await walkPage(name, markdown))).toEqual([]);
    });
  }

  test("at least nine of ten blocks are run", () => {
    const run = [...outcomes.values()].filter((outcome) => outcome === "run").length;
    const missing = pages.some(({ markdown }) =>
      databaseKinds().some((kind) => kind.name === databaseOf(markdown) && kind.missing !== null),
    );
    if (!missing) expect(run / blocks.length).toBeGreaterThanOrEqual(0.9);
  });
});

/** Notes what was tried, and gives what differs as readable text. */
function wrongIn(results: readonly BlockResult[]): readonly string[] {
  for (const { block, outcome } of results) note(block, outcome);
  return results
    .filter(({ correction }) => correction !== null)
    .map(({ block, correction }) => `${placeOf(block)} should say:\n${correction}\nbut says:\n${block.text}`);
}

function note(block: Block, outcome: Outcome): void {
  if (outcome !== "checked" || !outcomes.has(placeOf(block))) outcomes.set(placeOf(block), outcome);
}

const placeOf = ({ page, line }: Block): string => `${page}:${line}`;

function isTried({ language, directives }: Block): boolean {
  return (
    ["ts", "sh", "sql"].includes(language) || directives.file !== undefined || directives.shows !== undefined
  );
}

function linksOf(markdown: string): readonly string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(((?!https?:)[^)\s]+)\)/g)].map(([, link = ""]) => link);
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const file = path === "" ? join(root, page) : join(root, dirname(page), path);
  if (!existsSync(file)) return false;
  return anchor === undefined || anchorsOf(readFileSync(file, "utf8")).includes(anchor);
}

/** The anchors of headings, as GitHub makes them. */
function anchorsOf(markdown: string): readonly string[] {
  const withoutCode = markdown.replace(/^```[\s\S]*?^```$/gm, "");
  return [...withoutCode.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/ /g, "-"),
  );
}

function figures(): string {
  const count = (wanted: Outcome): number =>
    [...outcomes.values()].filter((outcome) => outcome === wanted).length;
  return `Documentation: ${blocks.length} blocks on ${pages.length} pages; ${count("run")} run, ${count("checked")} type-checked only, ${count("skipped")} skipped with a reason.`;
}
