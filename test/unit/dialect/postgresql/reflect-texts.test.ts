import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrayLiteral, parseArray } from "../../../../src/dialect/postgresql/reflect-array.ts";
import { withoutOuterParentheses } from "../../../../src/dialect/postgresql/reflect-expression.ts";

describe("arrays as PostgreSQL writes them", () => {
  test.each([
    ["{}", []],
    ["{1,2}", ["1", "2"]],
    ["[0:1]={1,2}", ["1", "2"]],
    ['{a,"b c","d\\"e","f\\\\g",""}', ["a", "b c", 'd"e', "f\\g", ""]],
  ])("%s", (text, items) => {
    expect(parseArray(text)).toEqual(items);
  });

  test("what is written can be read", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (items) => {
        expect(parseArray(arrayLiteral(items))).toEqual(items);
      }),
    );
  });
});

describe("only parentheses around the whole expression are taken away", () => {
  test.each([
    ["(a > 0)", "a > 0"],
    ["((a > 0) AND (b > 0))", "(a > 0) AND (b > 0)"],
    ["(a > 0) OR (b > 0)", "(a > 0) OR (b > 0)"],
    ["(name <> ')'::text)", "name <> ')'::text"],
    ["(a = E'\\')')", "a = E'\\')'"],
    ['("odd)name" > 1)', '"odd)name" > 1'],
    ["lower(a)", "lower(a)"],
  ])("%s", (text, expected) => {
    expect(withoutOuterParentheses(text)).toBe(expected);
  });
});
