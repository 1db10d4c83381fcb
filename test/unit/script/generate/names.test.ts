import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { creationDate } from "../../../../src/script/generate/creation-date.ts";
import { fillFileTemplate } from "../../../../src/script/generate/file-template.ts";
import { slugOf } from "../../../../src/script/generate/slug.ts";

describe("slugs", () => {
  test.each([
    ["Add account table", 40, "add_account_table"],
    ["Hello, wonderful World", 10, "hello_"],
    ["Übergröße  ändern!", 40, "übergröße_ändern"],
    ["onelongwordwithoutbreaks", 10, "onelongwor_"],
    ["", 40, ""],
    ["!!!", 40, ""],
  ])("%j within %d is %j", (message, limit, expected) => {
    expect(slugOf(message, limit)).toBe(expected);
  });

  test("are file names of at most one character more than the limit", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 60 }), (message, limit) => {
        const slug = slugOf(message, limit);
        expect(slug.length).toBeLessThanOrEqual(limit + 1);
        expect(slug).not.toMatch(/[\s/\\.:]/);
      }),
    );
  });
});

describe("file_template", () => {
  const values = { rev: "abc", slug: "add", year: 2026, month: 3, hour: 7 };

  test.each([
    ["%(rev)s_%(slug)s", "abc_add"],
    ["%(year)d_%(month).2d_%(hour)02d", "2026_03_07"],
    ["%(rev)5s|%(rev)-5s|", "  abc|abc  |"],
    ["100%% %(month)d", "100% 3"],
    ["%(rev).2s", "ab"],
  ])("%s gives %s", (template, expected) => {
    expect(fillFileTemplate(template, values)).toBe(expected);
  });

  test("names unknown tokens", () => {
    expect(() => fillFileTemplate("%(nope)s", values)).toThrow("unknown token 'nope'");
    expect(() => fillFileTemplate("50% off", values)).toThrow("a percent sign that begins no token");
  });
});

test("a creation date in a time zone is the same moment", () => {
  const date = creationDate("asia/kathmandu");
  const clock = Date.UTC(date.year, date.month - 1, date.day, date.hour, date.minute, date.second) / 1000;
  expect(date.offset).toBe("+05:45");
  expect(clock - (5 * 60 + 45) * 60).toBe(date.epoch);
});
