import { expect, test } from "vitest";
import * as sa from "../../../../src/sa/index.ts";
import { sqlType } from "../../../../src/schema/types/sql-type.ts";

test("types that say the same are one object", () => {
  expect(sqlType("generic", "string", { length: 20 })).toBe(sqlType("generic", "string", { length: 20 }));
  expect(sqlType("generic", "string", { length: undefined })).toBe(sqlType("generic", "string"));
});

test("types that differ in anything are not", () => {
  const types = [
    sqlType("generic", "string"),
    sqlType("standard", "string"),
    sqlType("generic", "text"),
    sqlType("generic", "string", { length: 20 }),
    sqlType("generic", "string", { precision: 20 }),
    sqlType("generic", "string", { text: "20" }),
    sqlType("generic", "string", { native: true }),
    sqlType("generic", "string", { text: "true" }),
    sqlType("generic", "string", { collation: "a", text: "b" }),
    sqlType("generic", "string", { collation: "a\0text\0string\u00001\0b" }),
  ];
  expect(new Set(types).size).toBe(types.length);
});

test("options that are objects are kept as they are given", () => {
  const values = Object.freeze(["a", "b"]);
  const [first, second] = [sqlType("generic", "enum", { values }), sqlType("generic", "enum", { values })];
  expect(first.options.values).toBe(values);
  expect(first).toEqual(second);
});

test("a type cannot be changed", () => {
  const { options, variants } = sqlType("generic", "string", { length: 30 });
  expect([options, variants].every((each) => Object.isFrozen(each))).toBe(true);
});

test.each([
  ["string", ["x"], "The type string: 'length' must be a whole number such as 50; it was 'x'."],
  ["varchar", [1.5], "The type VARCHAR: 'length' must be a whole number such as 50; it was 1.5."],
  ["numeric", [10, "2"], "The type numeric: 'scale' must be a whole number such as 50; it was '2'."],
  [
    "text",
    [{ collation: "C" }],
    "The type text: 'length' must be a whole number such as 50, or undefined in front of options: text(undefined, { … }); it was { collation: 'C' }.",
  ],
])("sa.%s(%j) is refused", (name, args, message) => {
  // Scripts are stripped of their types and not checked.
  const untyped = sa as unknown as Record<string, (...given: unknown[]) => unknown>;
  expect(() => untyped[name]?.(...args)).toThrow(message);
});

test("a number may count digits before the point, and a length may be the longest", () => {
  expect(sqlType("standard", "NUMERIC", { precision: 2, scale: -3 }).options.scale).toBe(-3);
  expect(sqlType("mssql", "nvarchar", { length: "max" }).options.length).toBe("max");
});
