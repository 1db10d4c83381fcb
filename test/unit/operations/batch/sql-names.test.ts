import { describe, expect, test } from "vitest";
import { sqlite } from "../../../../src/dialect/sqlite/index.ts";
import { allWords, columnWords, renameColumns } from "../../../../src/operations/batch/sql-names.ts";

const rename = (text: string, columns: Record<string, string>): string =>
  renameColumns(text, {
    tableName: "t",
    columns: new Map(Object.entries(columns)),
    dialect: sqlite,
    ambiguous: (word) => {
      throw new Error(`ambiguous ${word}`);
    },
  });

describe("renaming columns in SQL text", () => {
  test.each([
    ["words in any case", "a > 0 AND A < 5", "b > 0 AND b < 5"],
    ["quoted names", '"a" > 0 AND `a` < [a]', "b > 0 AND b < b"],
    ["the table's own name goes", "t.a > t.c", "b > c"],
    ["no strings", "a <> 'a' AND c LIKE 'it''s a'", "b <> 'a' AND c LIKE 'it''s a'"],
    ["no comments", "a /* a */ > 0 -- a", "b /* a */ > 0 -- a"],
    ["no functions", "a(a) > 0", "a(b) > 0"],
    ["no collations and types", "a COLLATE a = CAST(a AS a)", "b COLLATE a = CAST(b AS a)"],
    ["no parts of words", "ab + a1 + a_ + xa + a", "ab + a1 + a_ + xa + b"],
    ["no columns of others", "other.x = a", "other.x = b"],
  ])("%s", (_rule, text, expected) => {
    expect(rename(text, { a: "b" })).toBe(expected);
  });

  test("a new name is quoted where it has to be", () => {
    expect(rename("a > 0", { a: "Order By" })).toBe('"Order By" > 0');
  });

  test("a word that may be a keyword is not guessed", () => {
    expect(() => rename("key > 0", { key: "k" })).toThrow("ambiguous key");
    expect(rename('"key" > 0', { key: "k" })).toBe("k > 0");
  });

  test("names can swap", () => {
    expect(rename("a < b", { a: "b", b: "a" })).toBe("b < a");
  });
});

test("the columns that a text may mean are found, functions and strings are not", () => {
  expect([...columnWords(`lower("Name") <> 'x' AND t.age > 0`, sqlite.lexis)].sort()).toEqual([
    "age",
    "and",
    "name",
  ]);
  expect(allWords("SELECT x.y FROM [my table]", sqlite.lexis).has("my table")).toBe(true);
});
