import { describe, expect, test } from "vitest";
import { inlineParameters } from "../../../../src/dialect/default/inline-parameters.ts";
import type { Dialect } from "../../../../src/dialect/dialect.ts";
import { mssql } from "../../../../src/dialect/mssql/index.ts";
import { mysql } from "../../../../src/dialect/mysql/index.ts";
import { oracle } from "../../../../src/dialect/oracle/index.ts";
import { postgresql } from "../../../../src/dialect/postgresql/index.ts";
import { sqlite } from "../../../../src/dialect/sqlite/index.ts";

const inline = (sql: string, parameters: readonly unknown[], dialect: Dialect): string =>
  inlineParameters({ sql, parameters }, dialect, (value) => `<${value}>`);

describe("literals in the place of parameters", () => {
  test.each<readonly [string, Dialect, readonly unknown[], string, string]>([
    ["numbered", postgresql, [1, 2], "select $2, $1, $1", "select <2>, <1>, <1>"],
    ["beyond nine", postgresql, Array.from({ length: 12 }, (_, at) => at), "$12 $1", "<11> <0>"],
    ["in turn", sqlite, ["a", "b"], "a = ? and b = ?", "a = <a> and b = <b>"],
    ["of SQL Server", mssql, [1, 2], "@1 @p2 @name", "<1> <2> @name"],
    ["of Oracle", oracle, [1, 2], ":2 :1 :x", "<2> <1> :x"],
    ["an operator with a question mark", postgresql, [1], "doc ? 'a' and id = $1", "doc ? 'a' and id = <1>"],
    ["of an array", postgresql, [1, 2], "array[$1, $2]", "array[<1>, <2>]"],
    ["in a literal", sqlite, [1], "a = 'it''s ?' and b = ?", "a = 'it''s ?' and b = <1>"],
    ["in a literal of MySQL", mysql, [1], "a = 'it\\'s ?' and b = ?", "a = 'it\\'s ?' and b = <1>"],
    ["in a quoted name", sqlite, [1], 'a = "x?" and `y?` = ?', 'a = "x?" and `y?` = <1>'],
    ["in comments", sqlite, [1], "/* ? */ a -- ?\n = ?", "/* ? */ a -- ?\n = <1>"],
    ["in a dollar-quoted text", postgresql, [1], "$f$ $1 $f$ $1", "$f$ $1 $f$ <1>"],
  ])("%s", (_title, dialect, parameters, sql, expected) => {
    expect(inline(sql, parameters, dialect)).toBe(expected);
  });

  test("a placeholder without a parameter is an error", () => {
    expect(() => inline("a = $2", [1], postgresql)).toThrow(/placeholder number 2, but was given 1/);
  });
});
