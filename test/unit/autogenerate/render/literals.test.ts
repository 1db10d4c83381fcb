import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  commentLines,
  propertyKey,
  stringLiteral,
  templateText,
} from "../../../../src/autogenerate/render/literals.ts";

const evaluate = (source: string): unknown => new Function(`return ${source};`)();
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("`", "$", "{", "}", "\\", '"', "'", "\n", "\r", "\u2028", "\ud800", "a"),
  }),
);

describe("text in generated source", () => {
  test("a string literal evaluates to the text, whatever it holds", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(evaluate(stringLiteral(text))).toBe(text);
      }),
    );
  });

  test("a string literal does not look like a template", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(stringLiteral(text)).not.toContain("${");
      }),
    );
  });

  test("a template literal evaluates to the text and never to an expression", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(evaluate(`\`${templateText(text)}\``)).toBe(text);
      }),
    );
  });

  test("a property key is the key, also one that would set the prototype", () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText, fc.constantFrom("__proto__", "constructor", "1e3", "a-b", "class")),
        (key) => {
          expect(Object.keys(evaluate(`({ ${propertyKey(key)}: 1 })`) as object)).toEqual([key]);
        },
      ),
    );
  });

  test("literals are printable on one line", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(stringLiteral(text)).not.toMatch(/\p{Cc}|[\u2028\u2029]/u);
      }),
    );
  });

  test("a comment's text cannot leave the comment", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const line of commentLines(text)) expect(line).toMatch(/^\/\/[^\n\r\u2028\u2029]*$/);
      }),
    );
  });

  test("quotes are chosen as formatters choose them", () => {
    expect(stringLiteral("it's")).toBe(`"it's"`);
    expect(stringLiteral('say "x"')).toBe(`'say "x"'`);
  });
});
