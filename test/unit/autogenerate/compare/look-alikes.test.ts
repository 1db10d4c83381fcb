import { describe, expect, test } from "vitest";
import { looksLikeColumn } from "../../../../src/autogenerate/compare/look-alikes.ts";
import { mysql } from "../../../../src/dialect/mysql/index.ts";
import * as mysqlTypes from "../../../../src/dialect/mysql/public.ts";
import * as postgresqlTypes from "../../../../src/dialect/postgresql/public.ts";
import { sqlite } from "../../../../src/dialect/sqlite/index.ts";
import { column } from "../../../../src/schema/column.ts";
import { integer, string } from "../../../../src/schema/types/generic.ts";
import type { TypeInput } from "../../../../src/schema/types/sql-type.ts";

describe("a column may be a renamed one", () => {
  test.each<readonly [string, TypeInput, TypeInput, boolean]>([
    ["of the same type", string(20), string(20), true],
    ["of another type", string(20), integer(), false],
    [
      "of two types that the database does not have",
      postgresqlTypes.tsvector(),
      mysqlTypes.set(["a"]),
      false,
    ],
    [
      "of one type that the database does not have",
      postgresqlTypes.tsvector(),
      postgresqlTypes.tsvector(),
      false,
    ],
  ])("%s: %o", (_what, before, after, expected) => {
    expect(looksLikeColumn(sqlite, column("a", before), column("b", after))).toBe(expected);
  });

  test("by what this database writes for its type", () => {
    expect(
      looksLikeColumn(mysql, column("a", mysqlTypes.set(["a"])), column("b", mysqlTypes.set(["a"]))),
    ).toBe(true);
  });
});
