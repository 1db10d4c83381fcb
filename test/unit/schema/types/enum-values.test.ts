import { describe, expect, test } from "vitest";
import * as mysql from "../../../../src/dialect/mysql/public.ts";
import * as postgresql from "../../../../src/dialect/postgresql/public.ts";
import { MetaData } from "../../../../src/schema/meta-data.ts";
import { enumType } from "../../../../src/schema/types/generic.ts";

describe.each([
  ["sa", enumType],
  ["mysql", mysql.enum],
  ["postgresql", postgresql.enum],
])("the values of %s.enum", (_module, make) => {
  test("are copied and frozen", () => {
    const values = ["a", "b"];
    const type = make(values, {});
    values.push("c");
    expect(type.options.values).toEqual(["a", "b"]);
  });

  test.each([
    ['one text, as in Python\'s Enum("a", "b")', "ab"],
    ["a list that holds something else", ["a", 1]],
    ["nothing", undefined],
  ])("cannot be %s", (_what, values) => {
    // Revision files run without a type check.
    const wrong = values as readonly string[];
    expect(() => make(wrong, {})).toThrow(
      expect.objectContaining({ code: "SCHEMA", message: expect.stringContaining("a list of strings") }),
    );
  });
});

test("the schema of an enum type is its own, else that of its MetaData", () => {
  const metadata = new MetaData({ schema: "app" });
  expect(enumType(["a"], { metadata }).options).toEqual({ values: ["a"], schema: "app" });
  expect(enumType(["a"], { metadata, schema: "own" }).options.schema).toBe("own");
  expect(enumType(["a"], { metadata: new MetaData() }).options).toEqual({ values: ["a"] });
});
