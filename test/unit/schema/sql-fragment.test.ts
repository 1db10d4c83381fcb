import { expressionBuilder, sql as kysely } from "kysely";
import { describe, expect, test } from "vitest";
import { dialectNamed } from "../../../src/dialect/registry.ts";
import { column } from "../../../src/schema/column.ts";
import { check, exclude } from "../../../src/schema/constraints.ts";
import { desc, index } from "../../../src/schema/index-def.ts";
import { computed } from "../../../src/schema/server-default.ts";
import { fragmentToSqlText } from "../../../src/schema/sql-fragment.ts";
import { sql } from "../../../src/schema/sql-text.ts";
import { integer } from "../../../src/schema/types/generic.ts";

const eb = expressionBuilder<{ t: { a: number; b: string } }, "t">();
const theirs = kysely`lower(${kysely.ref("name")}) <> ${5}`;
const ours = sql`lower(${sql.id("name")}) <> ${5}`;

describe("fragments of the user's own Kysely", () => {
  test.each<readonly [string, unknown, unknown]>([
    ["a check", check(theirs).condition, ours],
    ["an index part", index("ix", [theirs]).parts[0]?.expression, ours],
    ["a descending index part", desc(theirs).expression, ours],
    ["an element of EXCLUDE", exclude([[theirs, "="]]).elements[0]?.expression, ours],
    ["a predicate of EXCLUDE", exclude([], { where: theirs }).where, ours],
    ["a server default", column("a", integer(), { serverDefault: theirs }).serverDefault, ours],
    ["a generated column", computed(theirs).text, ours],
    ["a part of the sql tag", sql`${theirs}`, ours],
  ])("are accepted as %s", (_title, given, expected) => {
    const parts = (value: unknown): unknown =>
      // Kysely leaves empty pieces of text between values.
      (value as typeof ours).parts.filter((part) => part.kind !== "raw" || part.text !== "");
    expect(parts(given)).toEqual(parts(expected));
  });

  test.each<readonly [string, { toOperationNode(): unknown }, string]>([
    ["tables and identifiers", kysely`${kysely.table("s.t")} ${kysely.id("a", "b")}`, "s.t a.b"],
    [
      "raw text and literals",
      kysely`${kysely.raw("now()")} + ${kysely.lit(5)} ${kysely.lit("a'b")}`,
      "now() + 5 'a''b'",
    ],
    ["fragments in fragments and joined lists", kysely`a in (${kysely.join([1, kysely`b`])})`, "a in (1, b)"],
    ["conditions", eb.and([eb("a", ">", 1), eb("b", "in", ["x", "y"])]), "(a > 1 and b in ('x', 'y'))"],
    ["calls of functions", eb.fn("coalesce", ["a", eb.val(0)]), "coalesce(a, 0)"],
  ])("may hold %s", (_what, fragment, text) => {
    expect(dialectNamed("postgresql").literals.sqlText(fragmentToSqlText(fragment))).toBe(text);
  });

  test("whole queries are refused with the way to run them", () => {
    const query = { toOperationNode: () => ({ kind: "SelectQueryNode" }) };
    expect(() => fragmentToSqlText(query)).toThrow(
      expect.objectContaining({ code: "OPERATION", hint: expect.stringContaining("op.execute()") }),
    );
  });
});

test("a value that is undefined is refused by the sql tag, while null is NULL", () => {
  expect(() => sql`a = ${1} and b = ${undefined}`).toThrow("sql`…`: value 2 of the text is undefined.");
  expect(sql`${null}`.parts).toEqual([{ kind: "value", value: null }]);
});
