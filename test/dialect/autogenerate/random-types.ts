import * as mysql from "../../../src/dialect/mysql/public.ts";
import * as postgresql from "../../../src/dialect/postgresql/public.ts";
import * as sqlite from "../../../src/dialect/sqlite/public.ts";
import { sa, sql } from "../../../src/index.ts";
import { inlineLiteral } from "../../../src/schema/server-default.ts";
import type { DatabaseKind } from "../../support/databases.ts";

type Default = NonNullable<NonNullable<Parameters<typeof sa.column>[2]>["serverDefault"]>;

/** A type with defaults that it takes. */
export interface TypeCase {
  readonly type: sa.SqlType;
  readonly defaults: readonly Default[];
  /** How it can be used: as a number in expressions, as a text in expressions, in indexes. */
  readonly use: "number" | "text" | "key" | "none";
}

export type DatabaseName = DatabaseKind["name"];

const kinds = (type: sa.SqlType, use: TypeCase["use"], ...defaults: readonly Default[]): TypeCase => ({
  type,
  use,
  defaults,
});

const everywhere: readonly TypeCase[] = [
  kinds(sa.integer(), "number", 5, "7", -3, 0, sql`(1 + 2)`),
  kinds(sa.INTEGER(), "number", 6),
  kinds(sa.smallInteger(), "number", 1),
  kinds(sa.SMALLINT(), "number", "2"),
  kinds(sa.bigInteger(), "number", 9007199254740993n, "12"),
  kinds(sa.BIGINT(), "number", inlineLiteral(77)),
  kinds(sa.numeric(10, 2), "number", "1.50", 1.5, 3, sql`(1.5 * 2)`),
  kinds(sa.numeric(), "number", 7),
  kinds(sa.NUMERIC(8, 3), "number", "0.125"),
  kinds(sa.DECIMAL(6, 1), "number", 1.5),
  kinds(sa.float(), "number", 0.5, "2.25"),
  kinds(sa.float(24), "number", 3),
  kinds(sa.FLOAT(30), "number", 2.5),
  kinds(sa.double(), "number", 1.25),
  kinds(sa.DOUBLE_PRECISION(), "number", 2),
  kinds(sa.REAL(), "number", 2),
  kinds(sa.boolean(), "key", sa.true(), sa.false(), true),
  kinds(sa.boolean({ createConstraint: true }), "key", sa.false()),
  kinds(sa.BOOLEAN(), "key", false),
  kinds(
    sa.string(40),
    "text",
    "x",
    "it's",
    "",
    "(x)",
    "5",
    "NULL",
    "a  b",
    "now()",
    "back\\slash",
    "Ünï",
    sa.null(),
  ),
  kinds(sa.VARCHAR(9), "text", "v", inlineLiteral("it's")),
  kinds(sa.unicode(20), "text", "u"),
  kinds(sa.char(4), "key", "ab"),
  kinds(sa.NCHAR(5), "key", "n"),
  kinds(sa.text(), "none"),
  kinds(sa.TEXT(), "none"),
  kinds(sa.unicodeText(), "none"),
  kinds(sa.date(), "key", "2021-02-28", sa.func.currentDate()),
  kinds(sa.DATE(), "key", "2020-01-31"),
  kinds(sa.dateTime(), "key", sa.func.now(), sa.func.currentTimestamp(), "2021-02-28 10:11:12"),
  kinds(sa.dateTime({ timezone: true }), "key", sa.func.now()),
  kinds(sa.TIMESTAMP(), "key", sa.func.currentTimestamp()),
  kinds(sa.time(), "key", "10:11:12"),
  kinds(sa.time({ timezone: true }), "key"),
  kinds(sa.TIME(), "key", "01:02:03"),
  kinds(sa.interval(), "none"),
  kinds(sa.interval({ native: false }), "key"),
  kinds(sa.interval({ secondPrecision: 3, dayPrecision: 4 }), "none"),
  kinds(sa.largeBinary(), "none"),
  kinds(sa.largeBinary(20), "none"),
  kinds(sa.uuid(), "key"),
  kinds(sa.uuid({ native: false }), "key"),
  kinds(sa.UUID(), "key"),
  kinds(sa.json(), "none", "{}"),
  kinds(sa.JSON(), "none"),
  kinds(sa.enum(["a", "b b", "c'd"], { name: "letters" }), "key", "a", "c'd"),
  kinds(sa.enum(["x", "y"], { nativeEnum: false, createConstraint: true }), "key", "x"),
  kinds(sa.enum(["x", "yy"], { nativeEnum: false, length: 30 }), "key", "yy"),
  kinds(
    sa.variant(sa.string(12), {
      postgresql: postgresql.varchar(13),
      mysql: mysql.varchar(14),
      mariadb: mysql.varchar(14),
      sqlite: sqlite.varchar(15),
    }),
    "text",
    "v",
  ),
];

const own: Readonly<Record<Exclude<DatabaseName, "mysql">, readonly TypeCase[]>> = {
  sqlite: [
    kinds(sa.string(12, { collation: "NOCASE" }), "text", "z"),
    kinds(sa.text(50), "text", "t"),
    kinds(sa.DOUBLE(), "number", 1),
    kinds(sa.NVARCHAR(7), "text", "w"),
    kinds(sa.CLOB(), "text"),
    kinds(sa.DATETIME(), "key", sa.func.now()),
    kinds(sa.BINARY(4), "none"),
    kinds(sa.VARBINARY(4), "none"),
    kinds(sa.BLOB(), "none", sql`x'00ff'`),
    kinds(sa.userType("GEOMETRY(4)"), "none"),
    kinds(sqlite.smallint(), "number", 1),
    kinds(sqlite.integer(), "number", sql`(abs(-5))`),
    kinds(sqlite.bigint(), "number"),
    kinds(sqlite.numeric(5, 1), "number", 1.5),
    kinds(sqlite.decimal(6, 2), "number", "0.5"),
    kinds(sqlite.float(12), "number"),
    kinds(sqlite.real(), "number", 0.25),
    kinds(sqlite.boolean(), "key", 1),
    kinds(sqlite.char(3, { collation: "RTRIM" }), "text"),
    kinds(sqlite.varchar(8, { collation: "NOCASE" }), "text", "q"),
    kinds(sqlite.text(9), "text", "it's"),
    kinds(sqlite.blob(), "none"),
    kinds(sqlite.date(), "key", "2021-02-28"),
    kinds(sqlite.time(), "key"),
    kinds(sqlite.datetime(), "key", sql`(datetime('now'))`),
    kinds(sqlite.timestamp(), "key", sql`CURRENT_TIMESTAMP`),
    kinds(sqlite.json(), "none", "[]"),
  ],
  postgresql: [
    kinds(sa.string(11, { collation: "C" }), "text", "z"),
    kinds(sa.string(), "text", sql`lower('ABC')`),
    kinds(sa.timestamp({ timezone: true }), "key", sa.func.now()),
    kinds(sa.uuid(), "key", sql`gen_random_uuid()`),
    kinds(sa.array(sa.string(5)), "key"),
    kinds(sa.array(sa.integer(), { dimensions: 2 }), "key"),
    kinds(sa.enum(["m", "n"], { name: "inner letters", schema: "public" }), "key", "m"),
    kinds(sa.userType("point"), "none"),
    kinds(postgresql.smallint(), "number", 3),
    kinds(postgresql.integer(), "number", sql`(2 * 3)`),
    kinds(postgresql.bigint(), "number", 5),
    kinds(postgresql.numeric(7, 2), "number", sql`1.10`),
    kinds(postgresql.real(), "number", 0.5),
    kinds(postgresql.float(24), "number", 3),
    kinds(postgresql.doublePrecision(), "number", sql`random()`),
    kinds(postgresql.boolean(), "key", true),
    kinds(postgresql.money(), "none"),
    kinds(postgresql.char(3, { collation: "C" }), "key", "x"),
    kinds(postgresql.varchar(30, { collation: "C" }), "text", "z"),
    kinds(postgresql.text(undefined, { collation: "C" }), "text", sql`'a' || 'b'`),
    kinds(postgresql.text(), "text", sql`current_user`),
    kinds(postgresql.citext(), "key"),
    kinds(postgresql.bytea(), "none", sql`'\\x00'`),
    kinds(postgresql.bit(3), "key", sql`B'101'`),
    kinds(postgresql.bit(5, { varying: true }), "key"),
    kinds(postgresql.date(), "key", sql`(now())::date`),
    kinds(postgresql.time({ precision: 2, timezone: true }), "key"),
    kinds(postgresql.time({ precision: 0 }), "key", "10:00"),
    kinds(postgresql.timestamp({ precision: 3, timezone: true }), "key", sql`statement_timestamp()`),
    kinds(postgresql.interval({ fields: "DAY TO SECOND" }), "key", "1 day"),
    kinds(postgresql.interval({ precision: 3 }), "key", sql`'1 hour'::interval`),
    kinds(postgresql.uuid(), "key"),
    kinds(postgresql.json(), "none"),
    kinds(postgresql.jsonb(), "none", sql`'{"a": 1}'`, "[]"),
    kinds(postgresql.jsonpath(), "none"),
    kinds(postgresql.hstore(), "none"),
    kinds(postgresql.inet(), "key", "127.0.0.1"),
    kinds(postgresql.cidr(), "key", "10.0.0.0/8"),
    kinds(postgresql.macaddr(), "key"),
    kinds(postgresql.macaddr8(), "key"),
    kinds(postgresql.tsvector(), "none"),
    kinds(postgresql.tsquery(), "none"),
    kinds(postgresql.oid(), "key"),
    kinds(postgresql.regclass(), "none", sql`'pg_class'::regclass`),
    kinds(postgresql.regconfig(), "none", "english"),
    kinds(postgresql.int4range(), "key", sql`int4range(1, 5)`),
    kinds(postgresql.int8range(), "key"),
    kinds(postgresql.numrange(), "key"),
    kinds(postgresql.daterange(), "key"),
    kinds(postgresql.tsrange(), "key"),
    kinds(postgresql.tstzrange(), "key"),
    kinds(postgresql.int4multirange(), "key"),
    kinds(postgresql.int8multirange(), "key"),
    kinds(postgresql.nummultirange(), "key"),
    kinds(postgresql.datemultirange(), "key"),
    kinds(postgresql.tsmultirange(), "key"),
    kinds(postgresql.tstzmultirange(), "key"),
    kinds(postgresql.array(sa.integer()), "key", sql`'{}'`, sql`'{1,2}'::integer[]`),
    kinds(postgresql.array(sa.text(), { dimensions: 2 }), "key", sql`ARRAY['a', 'b']`),
    kinds(postgresql.array(sa.enum(["a", "b b", "c'd"], { name: "letters" })), "key"),
    kinds(postgresql.enum(["p", "Q q"], { name: "Own Letters" }), "key", "p"),
    kinds(postgresql.enum(["r", "s"], { name: "placed_letters", schema: "public" }), "key", "s"),
    kinds(postgresql.enum(["one", "two"], { name: "made_before", createType: false }), "key", "one"),
    kinds(
      postgresql.domain("short_text", sa.string(9), {
        collation: "C",
        notNull: true,
        default: "d",
        check: sql`length(VALUE) < 8`,
        constraintName: "is_short",
      }),
      "key",
    ),
    kinds(postgresql.domain("positive", sa.integer(), { schema: "public", check: "VALUE > 0" }), "none", 4),
    kinds(postgresql.domain("domain_before", sa.integer(), { createType: false }), "none"),
  ],
  mariadb: [
    kinds(sa.string(11, { collation: "utf8mb4_bin" }), "text", "z"),
    kinds(sa.text(50), "none"),
    kinds(sa.DOUBLE(10, 2), "number", 1),
    kinds(sa.NVARCHAR(7), "text", "w"),
    kinds(sa.DATETIME(), "key", sa.func.now()),
    kinds(sa.BINARY(4), "key", "ab"),
    kinds(sa.VARBINARY(4), "key", "it's", sql`x'00ff'`),
    kinds(sa.BLOB(), "none"),
    kinds(sa.string(36), "text", sql`(uuid())`),
    kinds(sa.userType("point"), "none"),
    kinds(mysql.tinyint(1), "number", 1),
    kinds(mysql.smallint(4, { zerofill: true }), "number", 4),
    kinds(mysql.mediumint(), "number", 8),
    kinds(mysql.integer(undefined, { unsigned: true }), "number", 4),
    kinds(mysql.bigint(20, { unsigned: true, zerofill: true }), "number"),
    kinds(mysql.decimal(12, 4, { unsigned: true }), "number", "0.5"),
    kinds(mysql.numeric(12, 4, { zerofill: true }), "number", 1),
    kinds(mysql.float(24), "number"),
    kinds(mysql.float(7, 3, { unsigned: true }), "number", 1.5),
    kinds(mysql.double(10, 3, { zerofill: true }), "number", 1.5),
    kinds(mysql.real(10, 3), "number"),
    kinds(mysql.bit(8), "key", sql`b'101'`),
    kinds(mysql.boolean(), "key", 1),
    kinds(mysql.char(5, { ascii: true }), "key", "a"),
    kinds(mysql.varchar(30, { charset: "latin1", collation: "latin1_bin" }), "key", "q"),
    kinds(mysql.varchar(30, { collation: "utf8mb4_bin" }), "text", sql`(upper('a'))`, "🎉?"),
    kinds(mysql.varchar(8, { national: true }), "key"),
    kinds(mysql.varchar(9, { charset: "latin1", binary: true }), "key"),
    kinds(mysql.char(6, { unicode: true }), "key"),
    kinds(mysql.nchar(5), "key", "n"),
    kinds(mysql.nvarchar(6, { collation: "utf8mb3_bin" }), "key"),
    kinds(mysql.text(100), "none"),
    kinds(mysql.tinytext({ charset: "latin1" }), "none"),
    kinds(mysql.mediumtext({ collation: "utf8mb4_bin" }), "none"),
    kinds(mysql.longtext(), "none"),
    kinds(mysql.binary(4), "key"),
    kinds(mysql.varbinary(12), "key"),
    kinds(mysql.blob(100), "none"),
    kinds(mysql.tinyblob(), "none"),
    kinds(mysql.mediumblob(), "none"),
    kinds(mysql.longblob(), "none"),
    kinds(mysql.date(), "key", sql`(current_date)`),
    kinds(mysql.time({ fsp: 3 }), "key"),
    kinds(
      mysql.datetime({ fsp: 6 }),
      "key",
      sql`current_timestamp(6)`,
      sql`current_timestamp(6) on update current_timestamp(6)`,
    ),
    kinds(mysql.timestamp(), "key", sql`CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP`),
    kinds(mysql.timestamp({ fsp: 2 }), "key", sql`CURRENT_TIMESTAMP(2)`),
    kinds(mysql.year(), "key", 2020),
    kinds(mysql.year(4), "key"),
    kinds(mysql.json(), "none", sql`(json_array())`),
    kinds(mysql.enum(["s", "t'u"], { charset: "latin1" }), "key", "s"),
    kinds(mysql.set(["r", "g"]), "key", "r"),
    kinds(mysql.set(["r", "g"], { collation: "utf8mb4_bin" }), "key", "r,g"),
  ],
};

/** Every type of the test on a database. */
export function typeCases(database: DatabaseName): readonly TypeCase[] {
  if (database !== "mysql") return [...everywhere, ...own[database]];
  return [...everywhere, ...own.mariadb].filter(({ type }) => type.name !== "UUID").map(withDefaultsOfMysql);
}

/** MySQL wants parentheses around CURRENT_DATE, which the original does not write, and takes no constant for JSON. */
function withDefaultsOfMysql(typeCase: TypeCase): TypeCase {
  const { type, defaults } = typeCase;
  const isJson = /json/i.test(type.name);
  const isRefused = (value: Default): boolean =>
    typeof value === "object" && "name" in value && value.name === "current_date";
  return {
    ...typeCase,
    defaults: isJson ? [sql`(json_array())`] : defaults.filter((each) => !isRefused(each)),
  };
}

/** What PostgreSQL has to have before: the extensions of types, and types that something else creates. */
export const prelude: Readonly<Record<DatabaseName, readonly string[]>> = {
  sqlite: [],
  mariadb: [],
  mysql: [],
  postgresql: ["CREATE TYPE made_before AS ENUM ('one', 'two')", "CREATE DOMAIN domain_before AS integer"],
};

/** The types of SQLite's STRICT tables. */
export const strictCases: readonly TypeCase[] = [
  kinds(sa.INTEGER(), "number", 6),
  kinds(sa.TEXT(), "text", "it's"),
  kinds(sa.REAL(), "number", 0.5),
  kinds(sa.BLOB(), "none"),
];
