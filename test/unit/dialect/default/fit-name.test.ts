import { describe, expect, test } from "vitest";
import { fitName } from "../../../../src/dialect/default/fit-name.ts";
import { finalName } from "../../../../src/schema/names.ts";

const rules = { maxLength: 63, maxExplicitLength: 63, maxLengthUnit: "bytes" } as const;

describe("names that are too long", () => {
  test("a name of a convention is cut and ends in four digits of its MD5", () => {
    const long = "ix_a_rather_long_table_name_for_this_an_even_longer_column_name_which_goes_past_the_limit";
    expect(
      fitName(finalName(long), { maxLength: 64, maxExplicitLength: 64, maxLengthUnit: "characters" }),
    ).toEqual(finalName("ix_a_rather_long_table_name_for_this_an_even_longer_colu_46c2"));
  });

  test("an explicit name is refused", () => {
    expect(() => fitName("x".repeat(64), rules)).toThrow(
      expect.objectContaining({
        code: "IDENTIFIER_TOO_LONG",
        message: expect.stringContaining("exceeds maximum length of 63 characters"),
      }),
    );
  });

  test("bytes count where the database counts bytes, and no character is cut in two", () => {
    const fitted = fitName(finalName("ü".repeat(40)), rules);
    expect(fitted).toMatchObject({ text: expect.stringMatching(/^ü{27}_[0-9a-f]{4}$/) });
    expect(() => fitName("ü".repeat(40), rules)).toThrow(/63 bytes/);
  });

  test("a name that fits stays as it is", () => {
    expect(fitName("x".repeat(63), rules)).toBe("x".repeat(63));
  });
});
