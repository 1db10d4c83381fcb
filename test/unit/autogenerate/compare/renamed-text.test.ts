import { expect, test } from "vitest";
import { renamedText } from "../../../../src/autogenerate/compare/renamed-schema.ts";
import type { Dialect } from "../../../../src/dialect/dialect.ts";
import { mysql } from "../../../../src/dialect/mysql/index.ts";
import { postgresql } from "../../../../src/dialect/postgresql/index.ts";
import { plainText, rawSql } from "../../../../src/schema/sql-text.ts";

test.each<readonly [string, Dialect, string, string]>([
  ["a word", postgresql, "a > 0 AND ab > 0", '"order" > 0 AND ab > 0'],
  ["a word that is a reserved one by now", mysql, "a > 0", "`order` > 0"],
  ["a name in quotes", mysql, "`a` > 0", "`order` > 0"],
  ["no string and no comment", postgresql, "a <> 'a' /* a */", "\"order\" <> 'a' /* a */"],
  ["a name that needed quotes", postgresql, '"Old name" > a', 'plain > "order"'],
  [
    "no keyword that a column is called like",
    postgresql,
    'CASE WHEN "when" THEN 1 END',
    "CASE WHEN moment THEN 1 END",
  ],
])("renaming columns in an expression of the server changes %s", (_what, dialect, text, expected) => {
  const names = new Map([
    ["a", "order"],
    ["Old name", "plain"],
    ["when", "moment"],
    ["WHEN", "other"],
  ]);
  expect(plainText(renamedText(dialect, rawSql(text), names))).toBe(expected);
});
