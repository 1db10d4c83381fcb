import { expressionBuilder, sql } from "kysely";
import { expect, test } from "vitest";
import {
  isCompilableQuery,
  isKyselyFragment,
  kyselyFragmentParts,
  renderKyselyFragment,
} from "../../../src/connection/kysely-fragment.ts";

const spelling = {
  identifier: (path: readonly string[]) => path.map((name) => `"${name}"`).join("."),
  literal: (value: unknown) => (typeof value === "number" ? String(value) : `'${String(value)}'`),
};

test.each([
  ["text, references and values", sql`lower(${sql.ref("t.email")}) <> ${"x"}`, `lower("t"."email") <> 'x'`],
  ["tables and identifiers", sql`${sql.table("s.t")} ${sql.id("a", "b")}`, `"s"."t" "a"."b"`],
  ["raw text and literals", sql`${sql.raw("now()")} + ${sql.lit(5)} ${sql.lit("a'b")}`, `now() + 5 'a'b'`],
  ["fragments in fragments and joined lists", sql`a in (${sql.join([1, sql`b`])})`, `a in (1, b)`],
])("%s", (_rule, fragment, text) => {
  expect(isKyselyFragment(fragment)).toBe(true);
  expect(renderKyselyFragment(fragment, spelling)).toBe(text);
});

test("expressions of the builder", () => {
  const eb = expressionBuilder<{ t: { a: number; b: string } }, "t">();
  const expression = eb.and([eb("a", ">", 1), eb("b", "in", ["x", "y"])]);
  expect(renderKyselyFragment(expression, spelling)).toBe(`("a" > 1 and "b" in ('x', 'y'))`);
});

test("pieces have no dialect", () => {
  expect(kyselyFragmentParts(sql`${sql.ref("a")} = ${1}`)).toEqual([
    { kind: "identifier", path: ["a"] },
    { kind: "raw", text: " = " },
    { kind: "value", value: 1 },
  ]);
});

test("a whole query in DDL is refused with the way out", () => {
  const query = expressionBuilder<{ t: { a: number } }, "t">().selectFrom("t").select("a");
  expect(() => kyselyFragmentParts(query)).toThrow("SelectQueryNode");
});

test("queries that compile are told by shape", () => {
  expect(isCompilableQuery({ compile: () => ({ sql: "", parameters: [] }) })).toBe(true);
  expect([isCompilableQuery(null), isCompilableQuery("x"), isKyselyFragment({})]).toEqual([
    false,
    false,
    false,
  ]);
});
