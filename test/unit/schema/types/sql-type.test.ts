import { expect, test } from "vitest";
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
