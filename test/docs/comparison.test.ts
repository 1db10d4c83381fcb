import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readResults } from "../../comparison/results.ts";
import { rows } from "../../comparison/rows/index.ts";
import { evidenceOf, tableOf, withGenerated } from "../../comparison/table.ts";
import { unusableTools, versions } from "../../comparison/tools/index.ts";
import { root } from "./pages.ts";

const results = readResults();

test.each([
  ["README.md", tableOf(results)],
  ["comparison/README.md", `${tableOf(results)}\n${evidenceOf(results)}`],
])("%s shows what the last run of the comparison saw", (name, text) => {
  const markdown = readFileSync(join(root, name), "utf8");
  expect(withGenerated(markdown, text)).toBe(markdown);
});

test("the last run tried every row with every tool, in the versions that are named", () => {
  expect(results.rows.map(({ name, title }) => [name, title])).toEqual(
    rows.map(({ name, title }) => [name, title]),
  );
  expect(results.versions).toEqual(versions);
  for (const { findings } of results.rows) expect(Object.keys(findings)).toEqual(Object.keys(versions));
});

test("every cell has its evidence, and only tools that cannot be started are not run", () => {
  for (const { findings } of results.rows) {
    for (const [name, { verdict, evidence }] of Object.entries(findings)) {
      expect(evidence).not.toBe("");
      expect(verdict === "not run").toBe(unusableTools.some((tool) => tool.name === name));
    }
  }
});
