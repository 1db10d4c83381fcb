import { sql as kysely } from "kysely";
import { describe, expect, test } from "vitest";
import { column } from "../../../src/schema/column.ts";
import { check, exclude } from "../../../src/schema/constraints.ts";
import { desc, index } from "../../../src/schema/index-def.ts";
import { computed } from "../../../src/schema/server-default.ts";
import { fragmentToSqlText } from "../../../src/schema/sql-fragment.ts";
import { sql } from "../../../src/schema/sql-text.ts";
import { integer } from "../../../src/schema/types/generic.ts";

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

  test("whole queries are refused with the way to run them", () => {
    const query = { toOperationNode: () => ({ kind: "SelectQueryNode" }) };
    expect(() => fragmentToSqlText(query)).toThrow(
      expect.objectContaining({ code: "OPERATION", hint: expect.stringContaining("op.execute()") }),
    );
  });
});
