import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../../src/connection/index.ts";
import type { DdlContext } from "../../../src/dialect/dialect.ts";
import { mariadb } from "../../../src/dialect/mariadb/index.ts";
import * as types from "../../../src/dialect/mysql/public.ts";
import type { SqlDirective } from "../../../src/directives/index.ts";
import * as ops from "../../../src/operations/ops.ts";
import {
  check,
  column,
  computed,
  defaultNamingConvention,
  func,
  index,
  nextValue,
  references,
  type SqlType,
  sqlConstant,
  unique,
} from "../../../src/schema/index.ts";
import {
  bigInteger,
  boolean,
  date,
  dateTime,
  double,
  enumType,
  integer,
  json,
  largeBinary,
  numeric,
  string,
  text,
  time,
  uuid,
} from "../../../src/schema/types/generic.ts";
import { databaseKinds, type TestDatabase } from "../../support/databases.ts";

const kind = databaseKinds().find(({ name }) => name === "mariadb");

describe.skipIf(kind === undefined || kind.missing !== null)("MariaDB's server", () => {
  let database: TestDatabase;
  let connection: Connection;

  beforeAll(async () => {
    if (kind === undefined) throw new Error("The tests know no MariaDB.");
    database = await kind.create("ddl");
    connection = await createEngine(database.url).connect();
  });
  afterAll(async () => {
    await connection.close();
    await database.drop();
  });
  beforeEach(async () => {
    await connection.execute("SET foreign_key_checks = 0");
    const tables = await rows(
      "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()",
    );
    for (const [name] of tables)
      await connection.execute(`DROP TABLE ${mariadb.identifiers.forceQuote(String(name))}`);
    await connection.execute("SET foreign_key_checks = 1");
  });

  const rows = (query: string, parameters: readonly unknown[] = []) =>
    connection.executeArrays(query, parameters);

  async function apply(directives: readonly SqlDirective[], asSql = false): Promise<void> {
    const context: DdlContext = {
      namingConvention: defaultNamingConvention,
      serverVersion: [10, 11, 0],
      asSql,
      warn: () => {},
    };
    for (const directive of directives) {
      for (const { sql: statement, parameters } of mariadb.ddl.compile(directive, context)) {
        await connection.execute(statement, parameters ?? []);
      }
    }
  }

  const columnOf = async (table: string, name: string) => {
    const [found] = await rows(
      `SELECT COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, COLUMN_COMMENT, EXTRA FROM information_schema.COLUMNS
       WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND COLUMN_NAME = ?`,
      [table, name],
    );
    return found;
  };

  describe("takes every directive", () => {
    const parent = ops.createTableOp("p", [column("id", integer(), { primaryKey: true })]);
    const table = ops.createTableOp(
      "t",
      [
        column("id", bigInteger(), { primaryKey: true }),
        column("a", string(20), { nullable: false, serverDefault: "it's \\ so", comment: "a 'comment' \\" }),
        column("b", integer(), { serverDefault: 5, checks: check("b > 0") }),
        column("c", integer(), { computed: computed("b * 2", { persisted: true }) }),
        column("p_id", integer(), {
          references: references("p.id", { name: "fk_p", onDelete: "CASCADE", onUpdate: "SET NULL" }),
        }),
        column("at", dateTime(), { serverDefault: func.now(), nullable: false }),
        column("flag", boolean({ createConstraint: true, name: "ck_flag" }), {
          serverDefault: sqlConstant(false),
        }),
        column("kind", enumType(["x", "it's"], { name: "kind" })),
        unique(["a", "b"], { name: "uq_ab" }),
        check("b < 1000", { name: "ck_b" }),
        index("ix_a", ["a"], { mariadb: { length: 5 } }),
      ],
      {
        comment: "it's a \\ table",
        mariadb: { engine: "InnoDB", defaultCharset: "utf8mb4", collate: "utf8mb4_bin" },
      },
    );

    test("of tables, constraints, indexes and comments, and takes them back", async () => {
      await apply([parent, table]);
      await apply([
        ops.addColumnOp(
          "t",
          column("d", numeric(8, 2), { serverDefault: "1.50", comment: "new", index: true }),
        ),
        ops.addColumnOp("t", column("d", numeric(8, 2)), { ifNotExists: true }),
        ops.addColumnOp("t", column("q_id", bigInteger(), { references: references("t.id") }), {
          inlineReferences: true,
        }),
        ops.createIndexOp("ix_two", "t", ["a", "b"], { unique: true, ifNotExists: true }),
        ops.createIndexOp("ix_two", "t", ["a", "b"], { unique: true, ifNotExists: true }),
        ops.createCheckConstraintOp("ck_new", "t", "d >= 0"),
        ops.createUniqueConstraintOp("uq_d", "t", ["d", "id"]),
        ops.createForeignKeyOp("fk_self", "t", "t", ["q_id"], ["id"], { onDelete: "SET NULL" }),
      ]);
      await apply([
        ops.createTableCommentOp("t", "another"),
        ops.dropTableCommentOp("t"),
        ops.dropConstraintOp("ck_new", "t", { type: "check" }),
        ops.dropConstraintOp("ck_new", "t", { type: "check", ifExists: true }),
        ops.dropConstraintOp("uq_d", "t", { type: "unique" }),
        ops.dropConstraintOp("uq_d", "t", { type: "unique", ifExists: true }),
        ops.dropConstraintOp("fk_p", "t", { type: "foreignkey" }),
        ops.dropConstraintOp("fk_p", "t", { type: "foreignkey", ifExists: true }),
        ops.dropIndexOp("ix_two", "t"),
        ops.dropIndexOp("ix_two", "t", { ifExists: true }),
        ops.dropColumnOp("t", "d"),
        ops.dropColumnOp("t", "d", { ifExists: true }),
        ops.renameTableOp("t", "Big T"),
        ops.dropTableOp("Big T"),
        ops.dropTableOp("Big T", { ifExists: true }),
      ]);
      expect(
        await rows("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"),
      ).toEqual([["p"]]);
    });

    test("and keeps comments and defaults letter by letter", async () => {
      await apply([parent, table]);
      expect(await columnOf("t", "a")).toEqual([
        "varchar(20)",
        "NO",
        "'it''s \\\\ so'",
        "a 'comment' \\",
        "",
      ]);
      await connection.execute("INSERT INTO p VALUES (1)");
      await connection.execute("INSERT INTO t (b) VALUES (1)");
      expect(await rows("SELECT a FROM t")).toEqual([["it's \\ so"]]);
      expect(
        await rows(
          "SELECT TABLE_COMMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 't'",
        ),
      ).toEqual([["it's a \\ table"]]);
    });

    test("of a key: dropped and made anew", async () => {
      await apply([
        ops.createTableOp("k", [
          column("a", integer(), { primaryKey: true, autoincrement: false }),
          column("b", integer(), { nullable: false }),
        ]),
      ]);
      await apply([
        ops.dropConstraintOp("PRIMARY", "k", { type: "primary" }),
        ops.createPrimaryKeyOp("pk", "k", ["b", "a"]),
      ]);
      const key = await rows(
        "SELECT COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'k' ORDER BY ORDINAL_POSITION",
      );
      expect(key).toEqual([["b"], ["a"]]);
    });

    test("of a composite key whose second column counts up", async () => {
      await apply([
        ops.createTableOp("k", [
          column("a", integer(), { primaryKey: true }),
          column("b", integer(), { primaryKey: true, autoincrement: true }),
        ]),
      ]);
      expect(await columnOf("k", "b")).toEqual(["int(11)", "NO", null, "", "auto_increment"]);
    });

    test("of a sequence's next value", async () => {
      await connection.execute("CREATE OR REPLACE SEQUENCE seq START WITH 41");
      await apply([ops.createTableOp("s", [column("a", integer(), { serverDefault: nextValue("seq") })])]);
      await connection.execute("INSERT INTO s () VALUES ()");
      expect(await rows("SELECT a FROM s")).toEqual([[41]]);
      await connection.execute("DROP TABLE s");
      await connection.execute("DROP SEQUENCE seq");
    });

    test("of partitions", async () => {
      await apply([
        ops.createTableOp("h", [column("a", integer())], {
          mariadb: { partitionBy: "HASH (a)", partitions: 3 },
        }),
      ]);
      const [[count] = []] = await rows(
        "SELECT count(*) FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'h'",
      );
      expect(count).toBe(3);
    });
  });

  describe("changes a column", () => {
    const made = ops.createTableOp("t", [
      column("c", string(10), { nullable: false, serverDefault: "k", comment: "cm" }),
    ]);
    const known = {
      existingType: string(10),
      existingNullable: false,
      existingServerDefault: "k",
      existingComment: "cm",
    } as const;

    test.each([
      ["its type, and keeps the rest", { type: string(40) }, ["varchar(40)", "NO", "'k'", "cm", ""]],
      ["its nullability", { nullable: true }, ["varchar(10)", "YES", "'k'", "cm", ""]],
      ["its default", { serverDefault: "o'\\" }, ["varchar(10)", "NO", "'o''\\\\'", "cm", ""]],
      ["to no default", { serverDefault: null }, ["varchar(10)", "NO", null, "cm", ""]],
      ["its comment", { comment: "new" }, ["varchar(10)", "NO", "'k'", "new", ""]],
      ["to no comment", { comment: null }, ["varchar(10)", "NO", "'k'", "", ""]],
    ] as const)("%s", async (_title, change, expected) => {
      await apply([made, ops.alterColumnOp("t", "c", { ...known, ...change })]);
      expect(await columnOf("t", "c")).toEqual(expected);
    });

    test("its name", async () => {
      await apply([made, ops.alterColumnOp("t", "c", { ...known, newColumnName: "New `Name`" })]);
      expect(await columnOf("t", "New `Name`")).toEqual(["varchar(10)", "NO", "'k'", "cm", ""]);
    });

    test("its name, without knowing its type", async () => {
      await apply([made, ops.alterColumnOp("t", "c", { newColumnName: "d" })]);
      expect(await columnOf("t", "d")).toEqual(["varchar(10)", "NO", "'k'", "cm", ""]);
    });

    test("that is generated, and keeps it generated", async () => {
      const value = computed("a + 1", { persisted: true });
      await apply([
        ops.createTableOp("g", [column("a", integer()), column("c", integer(), { computed: value })]),
        ops.alterColumnOp("g", "c", {
          newColumnName: "d",
          type: bigInteger(),
          existingType: integer(),
          existingServerDefault: value,
          nullable: true,
        }),
      ]);
      expect((await columnOf("g", "d"))?.at(-1)).toBe("STORED GENERATED");
    });

    test("of a date-time to now()", async () => {
      await apply([
        ops.createTableOp("d", [column("c", dateTime())]),
        ops.alterColumnOp("d", "c", {
          serverDefault: func.now(),
          existingType: dateTime(),
          existingNullable: true,
        }),
      ]);
      expect((await columnOf("d", "c"))?.[2]).toBe("current_timestamp()");
    });
  });

  describe("gives back what was written", () => {
    const values: readonly (readonly [string, SqlType, unknown, string, unknown])[] = [
      [
        "a string",
        text(),
        'it\'s "x" \\n \\ %s :a \n\t ü 日本 🙂',
        "v",
        'it\'s "x" \\n \\ %s :a \n\t ü 日本 🙂',
      ],
      ["an enum's label", enumType(["a", "b\\'c"]), "b\\'c", "v", "b\\'c"],
      [
        "a decimal",
        numeric(30, 10),
        "12345678901234567890.0123456789",
        "CAST(v AS CHAR)",
        "12345678901234567890.0123456789",
      ],
      ["a big integer", bigInteger(), 9223372036854775807n, "CAST(v AS CHAR)", "9223372036854775807"],
      ["a double", double(), 0.1, "v", 0.1],
      ["a boolean", boolean(), true, "v + 0", 1],
      ["a date", date(), "2021-02-28", "CAST(v AS CHAR)", "2021-02-28"],
      ["a time", time(), "13:14:15", "CAST(v AS CHAR)", "13:14:15"],
      [
        "a date-time with microseconds",
        types.datetime({ fsp: 6 }),
        "2021-02-28T13:14:15.000123",
        "CAST(v AS CHAR)",
        "2021-02-28 13:14:15.000123",
      ],
      [
        "a Date, in UTC",
        dateTime(),
        new Date("2021-02-28T13:14:15Z"),
        "CAST(v AS CHAR)",
        "2021-02-28 13:14:15",
      ],
      ["bytes", largeBinary(), new Uint8Array([0, 39, 92, 255]), "HEX(v)", "00275CFF"],
      ["JSON", json(), { a: [1, 'it\'s \\ "x"', null, true] }, "JSON_VALUE(v, '$.a[1]')", 'it\'s \\ "x"'],
      [
        "a UUID without dashes",
        uuid(),
        "12345678-1234-5678-1234-567812345678",
        "v",
        "12345678123456781234567812345678",
      ],
      ["NULL", integer(), null, "v", null],
    ];

    test.each(values)(
      "%s, as a literal and as a bound value",
      async (_title, type, value, read, expected) => {
        const { table } = ops.createTableOp("v", [column("v", type)]);
        await apply([ops.createTableOp("v", [column("v", type)])]);
        await apply([ops.bulkInsertOp(table, [{ v: value }])], true);
        await apply([ops.bulkInsertOp(table, [{ v: value }])], false);
        expect(await rows(`SELECT ${read} FROM v`)).toEqual([[expected], [expected]]);
      },
    );

    test("any text, NUL and all", async () => {
      await fc.assert(
        fc.asyncProperty(fc.oneof(fc.string({ unit: "binary" }), fc.constant("a\0b")), async (each) => {
          const [[back] = []] = await rows(`SELECT ${mariadb.literals.string(each)}`);
          expect(back).toBe(each);
        }),
        { numRuns: 300 },
      );
    });

    test("rows of nothing but defaults", async () => {
      const directive = ops.createTableOp("e", [column("id", integer(), { primaryKey: true })]);
      await apply([directive, ops.bulkInsertOp(directive.table, [{}, {}])]);
      expect(await rows("SELECT count(*) FROM e")).toEqual([[2]]);
    });
  });

  describe("knows names", () => {
    const roundTrip = async (name: string): Promise<void> => {
      await apply([ops.createTableOp(name, [column(name, integer()), index(name, [name])])]);
      const [[table, found] = []] = await rows(
        "SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()",
      );
      expect([table, found]).toEqual([name, name]);
      await apply([ops.dropTableOp(name)]);
    };

    test("that look like anything", async () => {
      // The server takes no blank at the end of a name.
      const name = fc
        .string({ unit: "grapheme-ascii", minLength: 1, maxLength: 40 })
        .filter((each) => each.trim() === each);
      await fc.assert(fc.asyncProperty(name, roundTrip), { numRuns: 60 });
    });

    test("that are keywords, quoted only where they have to be", async () => {
      const keywords = await rows("SELECT WORD FROM information_schema.KEYWORDS");
      const words = keywords
        .map(([word]) => String(word).toLowerCase())
        .filter((word) => /^[a-z_][a-z0-9_]*$/.test(word));
      const quoted = words.filter((word) => mariadb.identifiers.quote(word) !== word);
      expect(quoted.length).toBeGreaterThan(200);
      const columns = words.map((word) => `${mariadb.identifiers.quote(word)} INTEGER`);
      await connection.execute(`CREATE TABLE kw (${columns.join(", ")})`);
    });
  });

  test("lets a changed column hold what its old type's CHECK forbade", async () => {
    const flag = boolean({ createConstraint: true, name: "ck_flag" });
    await apply([
      ops.createTableOp("t", [column("flag", flag)]),
      ops.alterColumnOp("t", "flag", { type: integer(), existingType: flag, existingNullable: true }),
    ]);
    await connection.execute("INSERT INTO t (flag) VALUES (7)");
    expect(await rows("SELECT flag FROM t")).toEqual([[7]]);
  });

  test("has a version table once it was created", async () => {
    const table = { name: "alembic_version", schema: null, primaryKey: true };
    expect(await mariadb.versionTable.exists(connection, table)).toBe(false);
    for (const { sql: statement } of mariadb.versionTable.create(table)) await connection.execute(statement);
    await connection.execute(mariadb.versionTable.insert(table, "ab'c"));
    await connection.execute(mariadb.versionTable.update(table, "ab'c", "def"));
    expect(await rows(mariadb.versionTable.select(table))).toEqual([["def"]]);
    await connection.execute(mariadb.versionTable.delete(table, "def"));
    expect(await mariadb.versionTable.exists(connection, table)).toBe(true);
  });
});
