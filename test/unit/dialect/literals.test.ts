import { sql as kyselySql } from "kysely";
import { describe, expect, test } from "vitest";
import { dialectNamed } from "../../../src/dialect/registry.ts";
import { inlineLiteral } from "../../../src/schema/server-default.ts";
import { type SqlText, sql } from "../../../src/schema/sql-text.ts";
import * as types from "../../../src/schema/types/generic.ts";

const { literals: pg } = dialectNamed("postgresql");
const { literals: sqlite } = dialectNamed("sqlite");

describe("literals", () => {
  test.each<readonly [string, unknown, Parameters<typeof pg.render>[1], string, string]>([
    ["a string", "it's", types.string(), "'it''s'", "'it''s'"],
    ["a backslash", "a\\b", types.string(), "E'a\\\\b'", "'a\\b'"],
    ["a decimal as a string stays exact", "12.50", types.numeric(), "12.50", "12.50"],
    ["a bigint", 2n ** 70n, types.numeric(), "1180591620717411303424", "1180591620717411303424"],
    ["a boolean", true, types.boolean(), "true", "1"],
    ["nothing", undefined, types.string(), "NULL", "NULL"],
    [
      "a Date is UTC",
      new Date("2024-01-02T03:04:05.678Z"),
      types.dateTime(),
      "'2024-01-02 03:04:05.678'",
      "'2024-01-02 03:04:05.678000'",
    ],
    [
      "a Date with a zone",
      new Date("2024-01-02T03:04:05Z"),
      types.dateTime({ timezone: true }),
      "'2024-01-02 03:04:05+00'",
      "'2024-01-02 03:04:05.000000'",
    ],
    ["a Date as a date", new Date("2024-01-02T23:59:59Z"), types.date(), "'2024-01-02'", "'2024-01-02'"],
    [
      "microseconds of an ISO text",
      "2024-01-02T03:04:05.000123",
      types.dateTime(),
      "'2024-01-02 03:04:05.000123'",
      "'2024-01-02 03:04:05.000123'",
    ],
    ["bytes", Uint8Array.of(0, 255), types.largeBinary(), "E'\\\\x00ff'", "X'00ff'"],
    ["JSON", { a: "it's" }, types.json(), `'{"a":"it''s"}'`, `'{"a":"it''s"}'`],
    ["a string as JSON", "x", types.json(), `'"x"'`, `'"x"'`],
    ["a UUID", "1234-5", types.uuid(), "'1234-5'", "'12345'"],
    ["SQL", sql`now()`, types.string(), "now()", "now()"],
    ["an inline literal", inlineLiteral("x"), types.string(), "'x'", "'x'"],
  ])("%s", (_title, value, type, onPostgresql, onSqlite) => {
    expect([pg.render(value, type), sqlite.render(value, type)]).toEqual([onPostgresql, onSqlite]);
  });

  test.each<readonly [string, unknown, Parameters<typeof pg.render>[1]]>([
    ["text that is no number", "1; DROP TABLE t", types.integer()],
    ["an object without a type for it", { a: 1 }, types.string()],
    ["a NUL character", "a\0b", types.string()],
    ["an invalid Date", new Date("x"), types.date()],
    ["infinity on SQLite", Number.POSITIVE_INFINITY, types.float()],
  ])("%s is refused", (_title, value, type) => {
    expect(() => sqlite.render(value, type)).toThrow(expect.objectContaining({ code: "OPERATION" }));
  });
});

describe("SQL text", () => {
  test("names are quoted as needed and values are literals", () => {
    expect(pg.sqlText(sql`${sql.id("t", "Order")} <> ${"it's"} and ${sql`x in (${1}, ${null})`}`)).toBe(
      `t."Order" <> 'it''s' and x in (1, NULL)`,
    );
  });

  test("fragments of the user's own Kysely pass", () => {
    const fragment = kyselySql`${kyselySql.ref("s.t.Name")} = ${"it's"} and ${kyselySql.id("a", "b")} in (${kyselySql.join([1, 2])}) ${kyselySql.raw("-- x")} ${kyselySql.lit(true)}`;
    // The public types accept fragments by their shape.
    expect(pg.sqlText(fragment as unknown as SqlText)).toBe(
      `s.t."Name" = 'it''s' and a.b in (1, 2) -- x true`,
    );
  });
});
