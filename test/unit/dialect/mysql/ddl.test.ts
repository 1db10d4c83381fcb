import { describe, expect, test } from "vitest";
import { mariadb } from "../../../../src/dialect/mariadb/index.ts";
import { mysql } from "../../../../src/dialect/mysql/index.ts";
import * as types from "../../../../src/dialect/mysql/public.ts";
import * as ops from "../../../../src/operations/ops.ts";
import {
  check,
  column,
  computed,
  desc,
  func,
  identity,
  index,
  primaryKey,
  references,
  sql,
  sqlConstant,
} from "../../../../src/schema/index.ts";
import {
  boolean,
  date,
  dateTime,
  integer,
  string,
  text,
  timestamp,
} from "../../../../src/schema/types/generic.ts";
import { compiled, sqlOf } from "../compiled.ts";

const create = (...elements: Parameters<typeof ops.createTableOp>[1]) => ops.createTableOp("t", elements);

describe("a changed column on MySQL", () => {
  const known = { existingType: string(30), existingNullable: false } as const;

  test.each([
    ["nullable alone is a MODIFY", { nullable: true, ...known }, "ALTER TABLE t MODIFY c VARCHAR(30) NULL"],
    [
      "a type alone is a MODIFY that keeps NOT NULL",
      { type: text(), ...known },
      "ALTER TABLE t MODIFY c TEXT NOT NULL",
    ],
    [
      "a comment is a MODIFY",
      { comment: "it's", ...known },
      "ALTER TABLE t MODIFY c VARCHAR(30) NOT NULL COMMENT 'it''s'",
    ],
    [
      "a default alone is set",
      { serverDefault: "x", ...known },
      "ALTER TABLE t ALTER COLUMN c SET DEFAULT 'x'",
    ],
    [
      "a default alone is dropped",
      { serverDefault: null, ...known },
      "ALTER TABLE t ALTER COLUMN c DROP DEFAULT",
    ],
    [
      "a default with another change is part of the MODIFY",
      { serverDefault: "x", nullable: true, ...known },
      "ALTER TABLE t MODIFY c VARCHAR(30) NULL DEFAULT 'x'",
    ],
    [
      "a new name is a CHANGE",
      { newColumnName: "D", ...known },
      "ALTER TABLE t CHANGE c `D` VARCHAR(30) NOT NULL",
    ],
    [
      "what exists is repeated",
      { nullable: false, existingType: string(5), existingServerDefault: "q", existingComment: "k" },
      "ALTER TABLE t MODIFY c VARCHAR(5) NOT NULL DEFAULT 'q' COMMENT 'k'",
    ],
    [
      "AUTO_INCREMENT is repeated",
      { newColumnName: "d", existingType: integer(), existingNullable: false, existingAutoincrement: true },
      "ALTER TABLE t CHANGE c d INTEGER NOT NULL AUTO_INCREMENT",
    ],
    [
      "a date-time's default is a CHANGE",
      { serverDefault: func.now(), existingType: dateTime(), existingNullable: true },
      "ALTER TABLE t CHANGE c c DATETIME NULL DEFAULT now()",
    ],
    [
      "a date-time's default is dropped alone",
      { serverDefault: null, existingType: dateTime() },
      "ALTER TABLE t ALTER COLUMN c DROP DEFAULT",
    ],
    [
      "a generated column stays generated",
      {
        type: integer(),
        existingType: integer(),
        existingNullable: true,
        existingServerDefault: computed("a + 1", { persisted: true }),
      },
      "ALTER TABLE t MODIFY c INTEGER GENERATED ALWAYS AS (a + 1) STORED",
    ],
  ] as const)("%s", (_title, options, expected) => {
    expect(compiled(mysql, ops.alterColumnOp("t", "c", options))).toEqual({ sql: [expected], warnings: [] });
  });

  test("nothing to change is no statement, also for a date-time", () => {
    expect(sqlOf(mysql, ops.alterColumnOp("t", "c", { existingType: dateTime() }))).toEqual([]);
  });

  test("a column whose type is not known is refused with the way out", () => {
    expect(() => sqlOf(mysql, ops.alterColumnOp("t", "c", { nullable: false }))).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("'t.c'"),
        hint: expect.stringContaining("existingType"),
      }),
    );
  });

  test("a warning says that the column becomes NULL when nobody said what it is", () => {
    const { warnings } = compiled(mysql, ops.alterColumnOp("t", "c", { type: text() }));
    expect(warnings).toEqual([expect.stringContaining("'t.c' becomes NULL")]);
  });

  test.each([
    [[8, 0, 0], true],
    [[5, 7, 0], false],
    [[10, 5, 0], true],
    [[10, 4, 0], false],
    [[11, 4, 0], true],
  ] as const)("a new name needs no type on a server %o: %s", (serverVersion, isPossible) => {
    const rename = () =>
      compiled(mysql, ops.alterColumnOp("t", "c", { newColumnName: "d" }), { serverVersion }).sql;
    if (isPossible) expect(rename()).toEqual(["ALTER TABLE t RENAME COLUMN c TO d"]);
    else expect(rename).toThrow("require the existing type");
  });

  test.each([
    [[9, 7, 4], true, "SET DEFAULT NULL"],
    [[9, 7, 4], false, "DROP DEFAULT"],
    [[10, 11, 2], true, "DROP DEFAULT"],
    [null, true, "DROP DEFAULT"],
  ] as const)(
    "a default dropped on a server %o, of a column that may be NULL (%s), leaves NULL",
    (serverVersion, existingNullable, words) => {
      const drop = ops.alterColumnOp("t", "c", { serverDefault: null, existingNullable });
      expect(compiled(mysql, drop, { serverVersion }).sql).toEqual([`ALTER TABLE t ALTER COLUMN c ${words}`]);
    },
  );

  test.each([
    [[9, 7, 4], "(CURRENT_DATE)"],
    [[10, 11, 2], "CURRENT_DATE"],
    [null, "CURRENT_DATE"],
  ] as const)("the current date is a default on a server %o as %s", (serverVersion, text) => {
    const today = func.currentDate();
    const made = column("c", date(), { serverDefault: today });
    const sqlFor = (directive: Parameters<typeof compiled>[1]): readonly string[] =>
      compiled(mysql, directive, { serverVersion }).sql;
    expect(sqlFor(ops.addColumnOp("t", made))).toEqual([`ALTER TABLE t ADD COLUMN c DATE DEFAULT ${text}`]);
    expect(sqlFor(ops.alterColumnOp("t", "c", { serverDefault: today }))).toEqual([
      `ALTER TABLE t ALTER COLUMN c SET DEFAULT ${text}`,
    ]);
    const known = { existingType: date(), existingNullable: true, nullable: false } as const;
    expect(sqlFor(ops.alterColumnOp("t", "c", { serverDefault: today, ...known }))).toEqual([
      `ALTER TABLE t MODIFY c DATE NOT NULL DEFAULT ${text}`,
    ]);
  });

  test("the CHECK of a new boolean type follows", () => {
    const directive = ops.alterColumnOp("t", "c", {
      type: boolean({ createConstraint: true, name: "ck" }),
      existingType: integer(),
      nullable: false,
    });
    expect(sqlOf(mysql, directive)).toEqual([
      "ALTER TABLE t MODIFY c BOOL NOT NULL",
      "ALTER TABLE t ADD CONSTRAINT ck CHECK (c IN (0, 1))",
    ]);
  });

  describe("the CHECK of an old boolean type", () => {
    const directive = ops.alterColumnOp("t", "c", {
      type: integer(),
      existingType: boolean({ createConstraint: true, name: "ck" }),
      existingNullable: true,
    });
    const modify = "ALTER TABLE t MODIFY c INTEGER NULL";

    test.each([
      ["goes first from MySQL", mysql, [8, 0, 16], ["ALTER TABLE t DROP CHECK ck", modify]],
      ["goes first from MariaDB", mariadb, [10, 11, 0], ["ALTER TABLE t DROP CONSTRAINT ck", modify]],
      ["was never kept by an old MySQL", mysql, [8, 0, 15], [modify]],
    ] as const)("%s", (_title, dialect, serverVersion, expected) => {
      expect(compiled(dialect, directive, { serverVersion })).toEqual({ sql: expected, warnings: [] });
    });

    test("stays in a script, which says so", () => {
      expect(compiled(mysql, directive)).toEqual({
        sql: [modify],
        warnings: [expect.stringContaining("'t.c' keeps the CHECK of its old type")],
      });
    });
  });
});

describe("a table on MySQL", () => {
  test("the comment of a column stands before its default", () => {
    expect(
      sqlOf(mysql, create(column("a", integer(), { nullable: false, comment: "x", serverDefault: 1 }))),
    ).toEqual(["CREATE TABLE t ( a INTEGER NOT NULL COMMENT 'x' DEFAULT 1 )"]);
  });

  test("a nullable TIMESTAMP says so", () => {
    expect(
      sqlOf(
        mysql,
        create(column("a", timestamp()), column("b", types.timestamp({ fsp: 3 }), { nullable: false })),
      ),
    ).toEqual(["CREATE TABLE t ( a TIMESTAMP NULL, b TIMESTAMP(3) NOT NULL )"]);
  });

  test("the key of columns begins with the one that counts up, a declared key stays as it is", () => {
    const columns = [
      column("a", integer(), { primaryKey: true }),
      column("b", integer(), { primaryKey: true, autoincrement: true }),
    ] as const;
    expect(sqlOf(mysql, create(...columns))[0]).toContain("PRIMARY KEY (b, a)");
    expect(sqlOf(mysql, create(...columns, primaryKey(["a", "b"], { name: "pk" })))[0]).toContain(
      "PRIMARY KEY (a, b)",
    );
  });

  test("a key over the first characters of a column says how many", () => {
    const key = primaryKey(["a", "b"], { mysql: { length: { a: 20 } } });
    expect(sqlOf(mysql, create(column("a", text()), column("b", integer()), key))[0]).toContain(
      "PRIMARY KEY (a(20), b)",
    );
  });

  test("the key of a column that counts up stands in the table, other indexes follow it", () => {
    const counter = column("n", integer(), { autoincrement: true });
    const [made, ...others] = sqlOf(
      mysql,
      create(column("a", integer()), counter, index("by_a", ["a"]), index("by_n", ["n"])),
    );
    expect(made).toContain("INDEX by_n (n)");
    expect(others).toEqual(["CREATE INDEX by_a ON t (a)"]);
  });

  test("the indexes of a table that may exist are made with it on MySQL, which has no CREATE INDEX IF NOT EXISTS", () => {
    const elements = [column("a", integer(), { index: true }), index("u", [desc("a")], { unique: true })];
    const made = ops.createTableOp("t", elements, { ifNotExists: true });
    expect(sqlOf(mysql, made)).toEqual([
      "CREATE TABLE IF NOT EXISTS t ( a INTEGER, UNIQUE INDEX u (a DESC), INDEX ix_t_a (a) )",
    ]);
    expect(sqlOf(mariadb, made).slice(1)).toEqual([
      "CREATE UNIQUE INDEX IF NOT EXISTS u ON t (a DESC)",
      "CREATE INDEX IF NOT EXISTS ix_t_a ON t (a)",
    ]);
  });

  test("options stand behind the parenthesis, the collation behind the charset, partitions last", () => {
    const directive = ops.createTableOp("t", [column("a", integer())], {
      comment: "it's",
      mysql: {
        partitions: 4,
        collate: "utf8mb4_bin",
        partitionBy: "HASH (a)",
        defaultCharset: "utf8mb4",
        rowFormat: "COMPRESSED",
        engine: "InnoDB",
      },
    });
    expect(sqlOf(mysql, directive)).toEqual([
      "CREATE TABLE t ( a INTEGER )DEFAULT CHARSET=utf8mb4 ROW_FORMAT=COMPRESSED ENGINE=InnoDB COMMENT='it''s' COLLATE utf8mb4_bin PARTITION BY HASH (a) PARTITIONS 4",
    ]);
  });

  test("the options of mysql do not count on mariadb, its own do", () => {
    const directive = ops.createTableOp("t", [column("a", integer())], {
      mysql: { engine: "InnoDB" },
      mariadb: { engine: "Aria" },
    });
    expect(sqlOf(mariadb, directive)).toEqual(["CREATE TABLE t ( a INTEGER )ENGINE=Aria"]);
  });

  test("an identity that cannot count up is left out, with a warning", () => {
    const { sql: texts, warnings } = compiled(
      mysql,
      create(column("a", integer(), { identity: identity() })),
    );
    expect(texts).toEqual(["CREATE TABLE t ( a INTEGER NOT NULL )"]);
    expect(warnings).toEqual([expect.stringContaining("'t.a' gets no values by itself")]);
  });

  test("a renamed table stays in its schema", () => {
    expect(sqlOf(mysql, ops.renameTableOp("a", "B", { schema: "s" }))).toEqual([
      "ALTER TABLE s.a RENAME TO s.`B`",
    ]);
  });

  test("a row of defaults has empty lists", () => {
    const table = create(column("a", integer(), { primaryKey: true })).table;
    expect(sqlOf(mysql, ops.bulkInsertOp(table, [{}]))).toEqual(["INSERT INTO t () VALUES ()"]);
  });
});

describe("an index on MySQL", () => {
  test.each([
    [
      "a prefix length for every column",
      ops.createIndexOp("ix", "t", ["a", "b"], { mysql: { length: 10 } }),
      "CREATE INDEX ix ON t (a(10), b(10))",
    ],
    [
      "a prefix length by column",
      ops.createIndexOp("ix", "t", ["a", desc("b")], { mysql: { length: { b: 5 } } }),
      "CREATE INDEX ix ON t (a, b(5) DESC)",
    ],
    [
      "prefix, parser and method",
      ops.createIndexOp("ix", "t", ["a"], {
        mysql: { prefix: "FULLTEXT", withParser: "ngram", using: "btree" },
      }),
      "CREATE FULLTEXT INDEX ix ON t (a) WITH PARSER ngram USING btree",
    ],
    [
      "an expression gets the parentheses that MySQL asks for",
      ops.createIndexOp("ix", "t", [sql`lower(${sql.id("a")})`]),
      "CREATE INDEX ix ON t ((lower(a)))",
    ],
    [
      "raw text stays as it is",
      ops.createIndexOp("ix", "t", [sql`(lower(a))`]),
      "CREATE INDEX ix ON t ((lower(a)))",
    ],
    ["a dropped index names its table", ops.dropIndexOp("ix", "t", { schema: "s" }), "DROP INDEX ix ON s.t"],
  ])("%s", (_title, directive, expected) => {
    expect(sqlOf(mysql, directive)).toEqual([expected]);
  });
});

describe("a dropped constraint", () => {
  test.each([
    ["foreignkey", "DROP FOREIGN KEY x", "DROP FOREIGN KEY x"],
    ["primary", "DROP PRIMARY KEY", "DROP PRIMARY KEY"],
    ["unique", "DROP INDEX x", "DROP INDEX x"],
    ["check", "DROP CHECK x", "DROP CONSTRAINT x"],
  ] as const)("of type %s", (type, onMysql, onMariadb) => {
    const directive = ops.dropConstraintOp("x", "t", { type });
    expect(sqlOf(mysql, directive)).toEqual([`ALTER TABLE t ${onMysql}`]);
    expect(sqlOf(mariadb, directive)).toEqual([`ALTER TABLE t ${onMariadb}`]);
  });

  test("of type check, on a server of MariaDB that a mysql:// address names", () => {
    const directive = ops.dropConstraintOp("x", "t", { type: "check" });
    const on = (serverVersion: readonly [number, number, number]): readonly string[] =>
      compiled(mysql, directive, { serverVersion }).sql;
    expect(on([10, 11, 6])).toEqual(["ALTER TABLE t DROP CONSTRAINT x"]);
    expect(on([8, 0, 36])).toEqual(["ALTER TABLE t DROP CHECK x"]);
  });

  test("of an unknown type is refused", () => {
    expect(() => sqlOf(mysql, ops.dropConstraintOp("x", "t"))).toThrow("please specify constraint type");
  });

  test("IF EXISTS is honoured on MariaDB", () => {
    expect(sqlOf(mariadb, ops.dropConstraintOp("x", "t", { type: "foreignkey", ifExists: true }))).toEqual([
      "ALTER TABLE t DROP FOREIGN KEY IF EXISTS x",
    ]);
  });
});

test("MariaDB drops a primary key if there is one", () => {
  const directive = ops.dropConstraintOp("pk", "t", { type: "primary", schema: "s", ifExists: true });
  expect(sqlOf(mariadb, directive)).toEqual(["ALTER TABLE s.t DROP CONSTRAINT IF EXISTS `PRIMARY`"]);
});

test("SET DEFAULT, which MariaDB leaves out, is warned of", () => {
  const directive = ops.createForeignKeyOp("f", "t", "p", ["a"], ["b"], { onDelete: "SET DEFAULT" });
  expect(compiled(mariadb, directive).warnings).toEqual([
    expect.stringContaining("MariaDB leaves SET DEFAULT out of the foreign key of 'a' to 'p'"),
  ]);
});

test("a CHECK that is not enforced is written by MySQL, and refused by MariaDB, which has none", () => {
  const made = (options: object) => ops.createCheckConstraintOp("ck", "t", "a > 0", options);
  expect(sqlOf(mysql, made({ mysql: { notEnforced: true } }))).toEqual([
    "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NOT ENFORCED",
  ]);
  expect(() => sqlOf(mariadb, made({ mariadb: { notEnforced: true } }))).toThrow(
    "MariaDB enforces every CHECK",
  );
});

describe("a foreign key that is added with its column", () => {
  const directive = ops.addColumnOp(
    "t",
    column("c", integer(), { references: references("p.id", { name: "fk" }) }),
    { inlineReferences: true },
  );

  test("is a clause of its own on MySQL, which ignores REFERENCES in a column before 9.0", () => {
    expect(sqlOf(mysql, directive)).toEqual([
      "ALTER TABLE t ADD COLUMN c INTEGER, ADD CONSTRAINT fk FOREIGN KEY(c) REFERENCES p (id)",
    ]);
  });

  test("stands in the column on MariaDB, which warns that the name is lost", () => {
    expect(compiled(mariadb, directive)).toEqual({
      sql: ["ALTER TABLE t ADD COLUMN c INTEGER REFERENCES p (id)"],
      warnings: [
        expect.stringContaining("The foreign key 'fk' of column 't.c' gets a name from the database"),
      ],
    });
  });
});

describe("what MySQL has no syntax for is refused by name", () => {
  test.each([
    ["ADD COLUMN IF NOT EXISTS", ops.addColumnOp("t", column("a", integer()), { ifNotExists: true })],
    ["DROP COLUMN IF EXISTS", ops.dropColumnOp("t", "a", { ifExists: true })],
    ["CREATE INDEX IF NOT EXISTS", ops.createIndexOp("ix", "t", ["a"], { ifNotExists: true })],
    ["DROP INDEX IF EXISTS", ops.dropIndexOp("ix", "t", { ifExists: true })],
    ["DROP CONSTRAINT IF EXISTS", ops.dropConstraintOp("x", "t", { type: "unique", ifExists: true })],
    ["DEFERRABLE", ops.createUniqueConstraintOp("u", "t", ["a"], { deferrable: true })],
    ["MATCH", ops.createForeignKeyOp("f", "t", "p", ["a"], ["b"], { match: "FULL" })],
    ["NULLS FIRST", ops.createIndexOp("ix", "t", [desc("a", { nulls: "first" })])],
  ])("%s", (words, directive) => {
    expect(() => sqlOf(mysql, directive)).toThrow(
      expect.objectContaining({
        code: "UNSUPPORTED",
        message: expect.stringContaining(words),
        hint: expect.any(String),
      }),
    );
  });
});

describe("what MariaDB has no syntax for is refused by name", () => {
  test("a CHECK with a name inside a column", () => {
    const named = column("a", integer(), { checks: check("a > 0", { name: "ck" }) });
    expect(() => sqlOf(mariadb, create(named))).toThrow("cannot name a CHECK");
  });

  test("a generated column that is NOT NULL", () => {
    const made = column("a", integer(), { computed: computed("b + 1"), nullable: false });
    expect(() => sqlOf(mariadb, create(made))).toThrow("'t.a'");
    expect(sqlOf(mysql, create(made))).toEqual([
      "CREATE TABLE t ( a INTEGER GENERATED ALWAYS AS (b + 1) NOT NULL )",
    ]);
  });

  describe.each([
    ["of MariaDB", mariadb, null],
    ["of MySQL, with a server of MariaDB", mysql, [10, 11, 6]],
  ] as const)("in the dialect %s", (_title, dialect, serverVersion) => {
    const index = (part: ReturnType<typeof sql>): readonly string[] =>
      compiled(dialect, ops.createIndexOp("ix", "t", [part]), { serverVersion }).sql;

    test.each([[sql`lower(${sql.id("a")})`], [sql`lower(a)`], [sql`(a + 1)`], [sql`a || b`]])(
      "an index over an expression: %o",
      (part) => {
        expect(() => index(part)).toThrow("MariaDB has no indexes over expressions.");
      },
    );

    test.each([
      [sql`a`, "a"],
      [sql`a(10)`, "a(10)"],
      [sql`\`a b\` (3) DESC`, "`a b` (3) DESC"],
      [sql`größe`, "größe"],
      [sql`${sql.id("B b")}(10) desc`, "`B b`(10) desc"],
      [sql.id("B b"), "`B b`"],
    ])("but not a column, its beginning and its order: %o", (part, text) => {
      expect(index(part)).toEqual([`CREATE INDEX ix ON t (${text})`]);
    });
  });
});

describe("types of MySQL", () => {
  test.each([
    [types.tinyint(1), "TINYINT(1)"],
    [types.integer(11, { unsigned: true, zerofill: true }), "INTEGER(11) UNSIGNED ZEROFILL"],
    [types.integer(undefined, { displayWidth: 11 }), "INTEGER(11)"],
    [types.decimal(10, 2, { unsigned: true }), "DECIMAL(10, 2) UNSIGNED"],
    [types.double(), "DOUBLE"],
    [
      types.varchar(20, { charset: "latin1", collation: "latin1_bin" }),
      "VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_bin",
    ],
    [types.char(3, { binary: true }), "CHAR(3) BINARY"],
    [types.text(300, { national: true }), "NATIONAL TEXT(300)"],
    [types.enum(["a", "it's", "b\\c"]), "ENUM('a','it''s','b\\\\c')"],
    [types.set(["r", "w"]), "SET('r','w')"],
    [types.year(4), "YEAR(4)"],
    [types.bit(4), "BIT(4)"],
    [types.time({ fsp: 2 }), "TIME(2)"],
  ])("%o is %s", (type, expected) => {
    expect(mysql.types.compile(type)).toBe(expected);
  });

  test("a string without a length is refused with the way out", () => {
    expect(() => mysql.types.compile(string())).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("requires a length"),
        hint: expect.stringContaining("sa.text()"),
      }),
    );
  });

  test("precision and scale of a DOUBLE go together", () => {
    expect(() => mysql.types.compile(types.double(10))).toThrow("both precision and scale");
  });

  test("a set without values cannot be written", () => {
    expect(() => mysql.types.compile(types.set({ length: 5 }))).toThrow("no values");
  });
});

test("MySQL's strings double quotes and backslashes", () => {
  expect(mysql.literals.string("a'b\\c\n")).toBe("'a''b\\\\c\n'");
});

test("constants are words, bytes are hexadecimal", () => {
  expect(mysql.literals.serverDefault(sqlConstant(true))).toBe("true");
  expect(mysql.literals.render(new Uint8Array([0, 255]))).toBe("X'00ff'");
});

test("an index of a table is made with it", () => {
  expect(sqlOf(mysql, create(column("a", integer()), index("ix", ["a"], { unique: true })))).toEqual([
    "CREATE TABLE t ( a INTEGER )",
    "CREATE UNIQUE INDEX ix ON t (a)",
  ]);
});
