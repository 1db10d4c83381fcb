import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readResults } from "../../comparison/results.ts";
import { rows } from "../../comparison/rows/index.ts";
import { evidenceOf, tableOf, withGenerated } from "../../comparison/table.ts";
import { versions } from "../../comparison/tools/index.ts";
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

test("every cell has its evidence", () => {
  for (const { findings } of results.rows) {
    for (const { evidence } of Object.values(findings)) expect(evidence).not.toBe("");
  }
});
