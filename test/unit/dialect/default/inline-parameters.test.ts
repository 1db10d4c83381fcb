import { describe, expect, test } from "vitest";
import { inlineParameters } from "../../../../src/dialect/default/inline-parameters.ts";

const inline = (sql: string, parameters: readonly unknown[], first: string): string =>
  inlineParameters({ sql, parameters }, first, (value) => `<${value}>`);

describe("literals in the place of parameters", () => {
  test.each<readonly [string, string, readonly unknown[], string, string]>([
    ["numbered", "$1", [1, 2], "select $2, $1, $1", "select <2>, <1>, <1>"],
    ["beyond nine", "$1", Array.from({ length: 12 }, (_, at) => at), "$12 $1", "<11> <0>"],
    ["in turn", "?", ["a", "b"], "a = ? and b = ?", "a = <a> and b = <b>"],
    ["of SQL Server", "@p1", [1, 2], "@1 @p2 @name", "<1> <2> @name"],
    ["of Oracle", ":1", [1, 2], ":2 :1 :x", "<2> <1> :x"],
    ["an operator with a question mark", "$1", [1], "doc ? 'a' and id = $1", "doc ? 'a' and id = <1>"],
    ["in a literal", "?", [1], "a = 'it''s ?' and b = ?", "a = 'it''s ?' and b = <1>"],
    ["in a quoted name", "?", [1], 'a = "x?" and `y?` = ?', 'a = "x?" and `y?` = <1>'],
    ["in comments", "?", [1], "/* ? */ a -- ?\n = ?", "/* ? */ a -- ?\n = <1>"],
    ["in a dollar-quoted text", "$1", [1], "$f$ $1 $f$ $1", "$f$ $1 $f$ <1>"],
  ])("%s", (_title, first, parameters, sql, expected) => {
    expect(inline(sql, parameters, first)).toBe(expected);
  });

  test("a placeholder without a parameter is an error", () => {
    expect(() => inline("a = $2", [1], "$1")).toThrow(/placeholder number 2, but was given 1/);
  });
});
