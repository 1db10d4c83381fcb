import * as mysql from "../../../src/dialect/mysql/public.ts";
import * as postgresql from "../../../src/dialect/postgresql/public.ts";
import { sa, sql } from "../../../src/index.ts";

type SqlType = ReturnType<typeof sa.integer>;
type Default = NonNullable<NonNullable<Parameters<typeof sa.column>[2]>["serverDefault"]>;

/** A type with defaults that it takes. */
export interface TypeCase {
  readonly type: SqlType;
  readonly defaults: readonly Default[];
  /** How it can be used: as a number in expressions, as a text in expressions, in indexes. */
  readonly use: "number" | "text" | "key" | "none";
}

export type DatabaseName = "sqlite" | "postgresql" | "mariadb";

const kinds = (type: SqlType, use: TypeCase["use"], ...defaults: readonly Default[]): TypeCase => ({
  type,
  use,
  defaults,
});

const everywhere: readonly TypeCase[] = [
  kinds(sa.integer(), "number", 5, "7", -3, 0, sql`(1 + 2)`),
  kinds(sa.smallInteger(), "number", 1),
  kinds(sa.bigInteger(), "number", 9007199254740993n, "12"),
  kinds(sa.numeric(10, 2), "number", "1.50", 1.5, 3, sql`(1.5 * 2)`),
  kinds(sa.numeric(), "number", 7),
  kinds(sa.float(), "number", 0.5, "2.25"),
  kinds(sa.double(), "number", 1.25),
  kinds(sa.REAL(), "number", 2),
  kinds(sa.boolean(), "key", sa.true(), sa.false(), true),
  kinds(sa.boolean({ createConstraint: true }), "key", sa.false()),
  kinds(sa.string(40), "text", "x", "it's", "", "(x)", "5", "NULL", "a  b", "now()", "back\\slash", "Ünï"),
  kinds(sa.unicode(20), "text", "u"),
  kinds(sa.char(4), "key", "ab"),
  kinds(sa.text(), "none"),
  kinds(sa.date(), "key", "2021-02-28", sa.func.currentDate()),
  kinds(sa.dateTime(), "key", sa.func.now(), sa.func.currentTimestamp(), "2021-02-28 10:11:12"),
  kinds(sa.dateTime({ timezone: true }), "key", sa.func.now()),
  kinds(sa.time(), "key", "10:11:12"),
  kinds(sa.interval(), "none"),
  kinds(sa.largeBinary(), "none"),
  kinds(sa.uuid(), "key"),
  kinds(sa.json(), "none", "{}"),
  kinds(sa.enum(["a", "b b", "c'd"], { name: "letters" }), "key", "a", "c'd"),
  kinds(sa.enum(["x", "y"], { nativeEnum: false, createConstraint: true }), "key", "x"),
];

const own: Readonly<Record<DatabaseName, readonly TypeCase[]>> = {
  sqlite: [kinds(sa.DECIMAL(8, 3), "number", 1)],
  postgresql: [
    kinds(postgresql.jsonb(), "none", sql`'{"a": 1}'`, "[]"),
    kinds(postgresql.inet(), "key", "127.0.0.1"),
    kinds(postgresql.bit(3), "key", sql`B'101'`),
    kinds(postgresql.timestamp({ precision: 3, timezone: true }), "key", sql`statement_timestamp()`),
    kinds(postgresql.interval({ fields: "DAY TO SECOND" }), "key", "1 day"),
    kinds(postgresql.array(sa.integer()), "key", sql`'{}'`, sql`'{1,2}'::integer[]`),
    kinds(postgresql.array(sa.text()), "key", sql`ARRAY['a', 'b']`),
    kinds(postgresql.int4range(), "key"),
    kinds(postgresql.tsvector(), "none"),
    kinds(postgresql.varchar(30, { collation: "C" }), "text", "z"),
    kinds(postgresql.float(24), "number", 3),
    kinds(postgresql.money(), "none"),
    kinds(sa.uuid(), "key", sql`gen_random_uuid()`),
    kinds(sa.string(), "text", sql`lower('ABC')`),
  ],
  mariadb: [
    kinds(mysql.tinyint(1), "number", 1),
    kinds(mysql.integer(undefined, { unsigned: true }), "number", 4),
    kinds(mysql.bigint(20, { unsigned: true, zerofill: true }), "number"),
    kinds(mysql.mediumint(), "number", 8),
    kinds(mysql.decimal(12, 4, { unsigned: true }), "number", "0.5"),
    kinds(mysql.float(24), "number"),
    kinds(mysql.double(10, 3), "number", 1.5),
    kinds(mysql.varchar(30, { charset: "latin1", collation: "latin1_bin" }), "text", "q"),
    kinds(mysql.varchar(30, { collation: "utf8mb4_bin" }), "text", sql`(upper('a'))`),
    kinds(mysql.longtext(), "none"),
    kinds(mysql.text(100), "none"),
    kinds(
      mysql.datetime({ fsp: 6 }),
      "key",
      sql`current_timestamp(6)`,
      sql`current_timestamp(6) on update current_timestamp(6)`,
    ),
    kinds(mysql.timestamp(), "key", sql`CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP`),
    kinds(mysql.set(["r", "g"]), "key", "r"),
    kinds(mysql.year(), "key", 2020),
    kinds(mysql.bit(8), "key", sql`b'101'`),
    kinds(mysql.varbinary(12), "key"),
    kinds(mysql.longblob(), "none"),
    kinds(sa.string(36), "text", sql`(uuid())`),
  ],
};

/** Every type of the test on a database. */
export function typeCases(database: DatabaseName): readonly TypeCase[] {
  return [...everywhere, ...own[database]];
}
