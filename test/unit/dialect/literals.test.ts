import { sql as kyselySql } from "kysely";
import { describe, expect, test } from "vitest";
import { datetimeoffset } from "../../../src/dialect/mssql/type-constructors.ts";
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
    ["a number beyond 2^53", 2 ** 60, types.bigInteger(), "1152921504606846976", "1152921504606846976"],
    ["a number with an exponent", 1e21, types.float(), "1e+21", "1e+21"],
    ["a boolean", true, types.boolean(), "true", "1"],
    ["a boolean as 1", 1, types.boolean(), "true", "1"],
    ["a boolean as 0", 0n, types.boolean(), "false", "0"],
    ["a number in an enum", 5, types.enumType(["5"], { name: "e" }), "'5'", "5"],
    ["a number in an interval", 5, types.interval(), "'5'", "5"],
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
    ["a text as an inline literal of JSON", inlineLiteral('{"a":1}'), types.json(), `'{"a":1}'`, `'{"a":1}'`],
    ["a text as an inline literal of a number", inlineLiteral("x'y"), types.integer(), "'x''y'", "'x''y'"],
    ["a number as an inline literal of JSON", inlineLiteral(5), types.json(), "5", "5"],
    [
      "an object as an inline literal of JSON",
      inlineLiteral({ a: 1 }),
      types.json(),
      `'{"a":1}'`,
      `'{"a":1}'`,
    ],
    ["an inline literal with a type", inlineLiteral("x", types.json()), types.string(), `'"x"'`, `'"x"'`],
  ])("%s", (_title, value, type, onPostgresql, onSqlite) => {
    expect([pg.render(value, type), sqlite.render(value, type)]).toEqual([onPostgresql, onSqlite]);
  });

  test.each<readonly [string, unknown, Parameters<typeof pg.render>[1]]>([
    ["text that is no number", "1; DROP TABLE t", types.integer()],
    ["a text as a boolean", "false", types.boolean()],
    ["another number as a boolean", 2, types.boolean()],
    ["an object without a type for it", { a: 1 }, types.string()],
    ["a NUL character", "a\0b", types.string()],
    ["an invalid Date", new Date("x"), types.date()],
    ["infinity on SQLite", Number.POSITIVE_INFINITY, types.float()],
  ])("%s is refused", (_title, value, type) => {
    expect(() => sqlite.render(value, type)).toThrow(expect.objectContaining({ code: "OPERATION" }));
  });
});

describe.each([Number.NaN, Number.POSITIVE_INFINITY, "-Infinity"])("the number %s", (value) => {
  test.each(["mysql", "mariadb", "sqlite", "mssql", "oracle"])("is refused on %s", (name) => {
    const { literals, parameters } = dialectNamed(name);
    const refusal = expect.objectContaining({
      code: "OPERATION",
      message: expect.stringContaining(`${value}`),
    });
    for (const type of [types.integer(), types.numeric(), types.float()]) {
      expect(() => literals.render(value, type)).toThrow(refusal);
      expect(() => parameters.bind(value, type)).toThrow(refusal);
    }
  });

  test("is a value of PostgreSQL's numbers", () => {
    expect(pg.render(value, types.float())).toBe(`'${value}'`);
    expect(String(dialectNamed("postgresql").parameters.bind(value, types.float()))).toBe(`${value}`);
  });
});

test.each<readonly [string, unknown, string]>([
  ["NaN", Number.NaN, "NaN at $ "],
  ["infinity in a list in an object", { a: [1, { b: -Infinity }] }, "-Infinity at $.a[1].b "],
  ["an integer that would lose digits", [2n ** 60n + 1n], "1152921504606846977 at $[0] "],
  ["an invalid Date", { at: new Date("x") }, "Invalid Date at $.at "],
])("JSON has no place for %s", (_title, value, message) => {
  for (const { literals, parameters } of [dialectNamed("postgresql"), dialectNamed("sqlite")]) {
    expect(() => literals.render(value, types.json())).toThrow(message);
    expect(() => parameters.bind(value, types.json())).toThrow(message);
  }
});

test("integers beyond 2^53 are bound with all their digits", () => {
  const values = [2 ** 60, 123456789012345678n, 5];
  const bound = (name: string) => values.map((value) => dialectNamed(name).parameters.bind(value));
  expect(bound("postgresql")).toEqual(["1152921504606846976", "123456789012345678", 5]);
  expect(bound("sqlite")).toEqual([1152921504606846976n, 123456789012345678n, 5]);
});

describe("points in time with an offset", () => {
  const zoned = types.dateTime({ timezone: true });

  test.each([
    ["what toISOString gives", "2024-02-03T04:05:06.789Z", "2024-02-03 04:05:06.789"],
    ["milliseconds of zero", "2024-02-03T04:05:06.000Z", "2024-02-03 04:05:06"],
    ["no seconds", "2024-02-03T04:05z", "2024-02-03 04:05:00"],
    ["a tenth of a second", "2024-02-03T04:05:06.5Z", "2024-02-03 04:05:06.500"],
    ["microseconds", "2024-02-03T04:05:06.000123+00:00", "2024-02-03 04:05:06.000123"],
    ["nanoseconds", "2024-02-03T04:05:06.123456789Z", "2024-02-03 04:05:06.123456"],
    ["an offset over midnight", "2024-03-01 01:30:00+02:00", "2024-02-29 23:30:00"],
    ["an offset to the west", "2023-12-31T23:30:00-0530", "2024-01-01 05:00:00"],
    ["hours only, as PostgreSQL shows it", "2024-02-03 04:05:06 +02", "2024-02-03 02:05:06"],
    ["an early year", "0044-03-15T12:00:00+01:00", "0044-03-15 11:00:00"],
    ["no offset", "2024-02-03T04:05:06.5", "2024-02-03 04:05:06.5"],
    ["a day alone", "2024-02-03", "2024-02-03"],
    ["what is no ISO text", "infinity", "infinity"],
  ])("are written in UTC for a type without time zone: %s", (_title, given, written) => {
    for (const name of ["postgresql", "mysql", "mariadb", "mssql"]) {
      const { literals, parameters } = dialectNamed(name);
      expect(literals.render(given, types.dateTime())).toBe(`'${written}'`);
      expect(parameters.bind(given, types.dateTime())).toBe(written);
    }
    expect(pg.render([given], types.array(types.dateTime()))).toBe(`'{"${written}"}'`);
  });

  test.each(["2024-02-03T04:05:06.789Z", "2024-02-03T04:05:06Z", "2024-02-03T00:05:06.100+02:00"])(
    "are written as the Date of the same moment is: %s",
    (given) => {
      const date = new Date(given);
      for (const name of ["postgresql", "mysql", "mariadb", "mssql", "sqlite", "oracle"]) {
        const { literals, parameters } = dialectNamed(name);
        expect(literals.render(given, types.dateTime())).toBe(literals.render(date, types.dateTime()));
        expect(parameters.bind(given, types.dateTime())).toBe(parameters.bind(date, types.dateTime()));
      }
      for (const name of ["mysql", "mariadb", "sqlite"]) {
        for (const type of [zoned, types.timestamp({ timezone: true })]) {
          const { literals } = dialectNamed(name);
          expect(literals.render(given, type)).toBe(literals.render(date, type));
        }
      }
    },
  );

  test.each<readonly [string, Parameters<typeof pg.render>[1], string, string]>([
    ["postgresql", zoned, "2024-02-03T04:05:06.789Z", "'2024-02-03 04:05:06.789Z'"],
    ["postgresql", zoned, "2024-02-03T04:05:06+02", "'2024-02-03 04:05:06+02'"],
    ["mssql", zoned, "2024-02-03T04:05:06.789Z", "'2024-02-03 04:05:06.789+00:00'"],
    ["mssql", datetimeoffset(), "2024-02-03T04:05:06+0200", "'2024-02-03 04:05:06+02:00'"],
    [
      "oracle",
      types.timestamp({ timezone: true }),
      "2024-02-03T04:05:06.789Z",
      "TO_TIMESTAMP_TZ('2024-02-03 04:05:06.789+00:00', 'YYYY-MM-DD HH24:MI:SS.FF TZH:TZM')",
    ],
    ["oracle", zoned, "2024-02-03T04:05:06+02:00", "TO_DATE('2024-02-03 02:05:06', 'YYYY-MM-DD HH24:MI:SS')"],
  ])("keep it where the type does: %s", (name, type, given, written) => {
    expect(dialectNamed(name).literals.render(given, type)).toBe(written);
  });

  test.each(["2024-02-30T04:05:06Z", "2024-02-03T25:05:06Z", "2024-02-03T04:05:06+24:00"])(
    "are refused where they are none: %s",
    (given) => {
      expect(() => pg.render(given, types.dateTime())).toThrow(
        expect.objectContaining({ code: "OPERATION", message: `"${given}" is no date and time.` }),
      );
    },
  );
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
