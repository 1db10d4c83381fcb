import { describe, expect, test } from "vitest";
import { mssql } from "../../../../src/dialect/mssql/index.ts";
import * as types from "../../../../src/dialect/mssql/public.ts";
import * as ops from "../../../../src/operations/ops.ts";
import {
  check,
  column,
  computed,
  desc,
  func,
  identity,
  references,
  sql,
} from "../../../../src/schema/index.ts";
import {
  date,
  enumType,
  integer,
  largeBinary,
  string,
  text,
  time,
  unicode,
} from "../../../../src/schema/types/generic.ts";
import { compiled, sqlOf } from "../compiled.ts";

const create = (...elements: Parameters<typeof ops.createTableOp>[1]) => ops.createTableOp("t", elements);

const dropDefault = (table = "t") =>
  `declare @const_name varchar(256) select @const_name = QUOTENAME([name]) from sys.default_constraints ` +
  `where parent_object_id = object_id('${table}') and col_name(parent_object_id, parent_column_id) = 'c' ` +
  `exec('alter table ${table} drop constraint ' + @const_name)`;

describe("a column on SQL Server", () => {
  test("NULL is said", () => {
    expect(sqlOf(mssql, create(column("a", integer()), column("b", integer(), { nullable: false })))).toEqual(
      ["CREATE TABLE t ( a INTEGER NULL, b INTEGER NOT NULL )"],
    );
  });

  test("a computed column has no type", () => {
    const made = create(
      column("a", integer(), { computed: computed("b + 1", { persisted: true }), nullable: false }),
    );
    expect(sqlOf(mssql, made)).toEqual(["CREATE TABLE t ( a AS (b + 1) PERSISTED NOT NULL )"]);
  });

  test.each([
    [column("id", integer(), { primaryKey: true }), "IDENTITY"],
    [column("id", integer(), { primaryKey: true, identity: identity({ start: 5 }) }), "IDENTITY(5,1)"],
    [
      column("id", integer(), { primaryKey: true, mssql: { identityStart: 10, identityIncrement: 2 } }),
      "IDENTITY(10,2)",
    ],
  ])("a key that counts up is an identity", (made, expected) => {
    expect(sqlOf(mssql, create(made))).toEqual([
      `CREATE TABLE t ( id INTEGER NOT NULL ${expected}, PRIMARY KEY (id) )`,
    ]);
  });

  test("start and identity() contradict each other", () => {
    const made = column("id", integer(), { identity: identity(), mssql: { identityStart: 1 } });
    expect(() => sqlOf(mssql, create(made))).toThrow("Cannot specify options");
  });
});

describe("a changed column on SQL Server", () => {
  test.each([
    [
      "nullability repeats the type",
      { nullable: false, existingType: string(5) },
      ["ALTER TABLE t ALTER COLUMN c VARCHAR(5) NOT NULL"],
    ],
    [
      "a type repeats the nullability",
      { type: integer(), existingNullable: false },
      ["ALTER TABLE t ALTER COLUMN c INTEGER NOT NULL"],
    ],
    [
      "type and nullability are one statement",
      { type: integer(), nullable: true },
      ["ALTER TABLE t ALTER COLUMN c INTEGER NULL"],
    ],
    ["a default is added", { serverDefault: "x" }, ["ALTER TABLE t ADD DEFAULT 'x' FOR c"]],
    [
      "a known default goes first",
      { serverDefault: "x", existingServerDefault: "y" },
      [dropDefault(), "ALTER TABLE t ADD DEFAULT 'x' FOR c"],
    ],
    ["a default is dropped by asking the catalogue", { serverDefault: null }, [dropDefault()]],
    ["a new name", { newColumnName: "order" }, ["EXEC sp_rename 't.c', [order], 'COLUMN'"]],
    [
      "a comment is a property of dbo's table",
      { comment: "it's" },
      ["exec sp_addextendedproperty 'MS_Description', N'it''s', 'schema', dbo, 'table', t, 'column', c"],
    ],
    [
      "a known comment is updated",
      { comment: "b", existingComment: "a" },
      ["exec sp_updateextendedproperty 'MS_Description', N'b', 'schema', dbo, 'table', t, 'column', c"],
    ],
    [
      "a comment is dropped",
      { comment: null },
      ["exec sp_dropextendedproperty 'MS_Description', 'schema', dbo, 'table', t, 'column', c"],
    ],
  ] as const)("%s", (_title, options, expected) => {
    expect(compiled(mssql, ops.alterColumnOp("t", "c", options))).toEqual({ sql: expected, warnings: [] });
  });

  test("everything at once: type, comment, default, name", () => {
    const directive = ops.alterColumnOp("t", "c", {
      newColumnName: "d",
      comment: "k",
      type: integer(),
      nullable: false,
      serverDefault: 7,
      schema: "s",
    });
    expect(sqlOf(mssql, directive)).toEqual([
      "ALTER TABLE s.t ALTER COLUMN c INTEGER NOT NULL",
      "exec sp_addextendedproperty 'MS_Description', N'k', 'schema', s, 'table', t, 'column', c",
      "ALTER TABLE s.t ADD DEFAULT 7 FOR c",
      "EXEC sp_rename 's.t.c', d, 'COLUMN'",
    ]);
  });

  test("a type without nullability warns that NOT NULL gets lost", () => {
    const { sql: texts, warnings } = compiled(mssql, ops.alterColumnOp("t", "c", { type: integer() }));
    expect(texts).toEqual(["ALTER TABLE t ALTER COLUMN c INTEGER"]);
    expect(warnings).toEqual([expect.stringContaining("implicit conversion")]);
  });

  test("nullability without a type is refused", () => {
    expect(() => sqlOf(mssql, ops.alterColumnOp("t", "c", { nullable: true }))).toThrow(
      "require the existing_type",
    );
  });

  test("names with quotes and brackets stay in their literals", () => {
    const directive = ops.alterColumnOp("it's", "c", { serverDefault: null, schema: "a.b" });
    expect(sqlOf(mssql, directive)[0]).toContain("object_id('a.b.it''s')");
    expect(sqlOf(mssql, directive)[0]).toContain("exec('alter table a.b.[it''s] drop constraint '");
  });
});

describe("adding and dropping columns on SQL Server", () => {
  test("what stands beside a column follows it", () => {
    const added = column("c", integer(), {
      references: references("p.id", { name: "fk" }),
      index: true,
      comment: "x",
    });
    expect(sqlOf(mssql, ops.addColumnOp("t", added))).toEqual([
      "ALTER TABLE t ADD c INTEGER NULL",
      "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY(c) REFERENCES p (id)",
      "CREATE INDEX ix_t_c ON t (c)",
      "execute sp_addextendedproperty 'MS_Description', N'x', 'schema', dbo, 'table', t, 'column', c",
    ]);
  });

  test("IF NOT EXISTS is a condition before the statement", () => {
    expect(sqlOf(mssql, ops.addColumnOp("t", column("c", integer()), { ifNotExists: true }))).toEqual([
      "IF NOT EXISTS (SELECT 1 FROM sys.columns WHERE object_id = OBJECT_ID(N't') AND name = N'c') ALTER TABLE t ADD c INTEGER NULL",
    ]);
  });

  test("CHECK, PRIMARY KEY and REFERENCES stand inside the column", () => {
    const added = column("c", string(5), {
      primaryKey: true,
      checks: [check("c > 'a'", { name: "ck" })],
      references: references("p.id", { name: "fk", onDelete: "CASCADE" }),
    });
    const options = { inlinePrimaryKey: true, inlineReferences: true };
    expect(compiled(mssql, ops.addColumnOp("t", added, options))).toEqual({
      sql: [
        "ALTER TABLE t ADD c VARCHAR(5) NOT NULL PRIMARY KEY CONSTRAINT ck CHECK (c > 'a') CONSTRAINT fk REFERENCES p (id) ON DELETE CASCADE",
      ],
      warnings: [],
    });
  });

  test("constraints of a dropped column go first: default, CHECK, foreign key", () => {
    const directive = ops.dropColumnOp("t", "c", {
      mssql: { dropForeignKey: true, dropCheck: true, dropDefault: true },
    });
    const texts = sqlOf(mssql, directive);
    expect(texts.map((each) => /sys\.(\w+)/.exec(each)?.[1] ?? each)).toEqual([
      "default_constraints",
      "check_constraints",
      "foreign_keys",
      "ALTER TABLE t DROP COLUMN c",
    ]);
  });
});

describe("constraints and indexes on SQL Server", () => {
  test.each([
    [
      "a clustered index with included columns and a filter",
      ops.createIndexOp("ix", "t", ["a"], {
        unique: true,
        mssql: { clustered: false, include: ["b"], where: sql`a > 5` },
      }),
      "CREATE UNIQUE NONCLUSTERED INDEX ix ON t (a) INCLUDE (b) WHERE a > 5",
    ],
    [
      "a clustered columnstore index has no columns",
      ops.createIndexOp("ix", "t", [], { mssql: { clustered: true, columnstore: true } }),
      "CREATE CLUSTERED COLUMNSTORE INDEX ix ON t",
    ],
    [
      "an index only if it is not there",
      ops.createIndexOp("ix", "t", ["a"], { ifNotExists: true, schema: "s" }),
      "IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N's.t') AND name = N'ix') CREATE INDEX ix ON s.t (a)",
    ],
    [
      "a clustered unique constraint",
      ops.createUniqueConstraintOp("u", "t", ["a"], { mssql: { clustered: true } }),
      "ALTER TABLE t ADD CONSTRAINT u UNIQUE CLUSTERED (a)",
    ],
    [
      "a dropped index names its table",
      ops.dropIndexOp("ix", "t", { ifExists: true }),
      "DROP INDEX IF EXISTS ix ON t",
    ],
    ["a renamed table", ops.renameTableOp("t", "T2", { schema: "s" }), "EXEC sp_rename 's.t', [T2]"],
  ])("%s", (_title, directive, expected) => {
    expect(sqlOf(mssql, directive)).toEqual([expected]);
  });

  test.each([
    ["DEFERRABLE", ops.createUniqueConstraintOp("u", "t", ["a"], { deferrable: true })],
    ["MATCH", ops.createForeignKeyOp("f", "t", "p", ["a"], ["b"], { match: "FULL" })],
    ["RESTRICT", ops.createForeignKeyOp("f", "t", "p", ["a"], ["b"], { onDelete: "restrict" })],
    ["NULLS FIRST", ops.createIndexOp("ix", "t", [desc("a", { nulls: "first" })])],
    ["CREATE TABLE IF NOT EXISTS", ops.createTableOp("t", [column("a", integer())], { ifNotExists: true })],
  ])("%s is refused with the way out", (words, directive) => {
    expect(() => sqlOf(mssql, directive)).toThrow(
      expect.objectContaining({
        code: "UNSUPPORTED",
        message: expect.stringContaining(words),
        hint: expect.any(String),
      }),
    );
  });
});

test("a table's known comment is updated on a server", () => {
  const directive = ops.createTableCommentOp("t", "new", { existingComment: "old", schema: "s" });
  expect(compiled(mssql, directive, { serverVersion: [16, 0, 0] }).sql).toEqual([
    "execute sp_updateextendedproperty 'MS_Description', N'new', 'schema', s, 'table', t",
  ]);
});

describe("rows on SQL Server", () => {
  test("of a table that lists columns only stand inside IDENTITY_INSERT", () => {
    const table = create(column("id", integer())).table;
    expect(sqlOf(mssql, ops.bulkInsertOp(table, [{ id: 1 }]))).toEqual([
      "SET IDENTITY_INSERT t ON",
      "INSERT INTO t (id) VALUES (1)",
      "SET IDENTITY_INSERT t OFF",
    ]);
  });

  test("of a table that is known to have no identity do not", () => {
    const table = create(column("code", string(5), { primaryKey: true })).table;
    expect(sqlOf(mssql, ops.bulkInsertOp(table, [{ code: "x" }]))).toEqual([
      "INSERT INTO t (code) VALUES ('x')",
    ]);
  });

  test("of a table that was created without an identity do not", () => {
    const made = create(column("a", integer()));
    sqlOf(mssql, made);
    expect(sqlOf(mssql, ops.bulkInsertOp(made.table, [{ a: 1 }]))).toEqual(["INSERT INTO t (a) VALUES (1)"]);
  });

  test("without a column that may be an identity do not", () => {
    const table = create(column("id", integer()), column("s", string(5))).table;
    expect(sqlOf(mssql, ops.bulkInsertOp(table, [{ s: "x" }]))).toEqual(["INSERT INTO t (s) VALUES ('x')"]);
  });

  test("stand inside it where they have a value for the identity, and only there", () => {
    const id = column("id", integer(), { primaryKey: true });
    const { table } = create(id, column("a", integer()));
    expect(sqlOf(mssql, ops.bulkInsertOp(table, [{ id: 1, a: 1 }, { a: 2 }, { a: 3 }, { id: 4 }]))).toEqual([
      "SET IDENTITY_INSERT t ON",
      "INSERT INTO t (id, a) VALUES (1, 1)",
      "SET IDENTITY_INSERT t OFF",
      "INSERT INTO t (a) VALUES (2)",
      "INSERT INTO t (a) VALUES (3)",
      "SET IDENTITY_INSERT t ON",
      "INSERT INTO t (id) VALUES (4)",
      "SET IDENTITY_INSERT t OFF",
    ]);
  });
});

describe("types and literals of SQL Server", () => {
  test.each([
    [types.varchar(), "VARCHAR(max)"],
    [types.nvarchar(30, { collation: "Latin1_General_CI_AS" }), "NVARCHAR(30) COLLATE Latin1_General_CI_AS"],
    [types.varbinary("max", { filestream: true }), "VARBINARY(max) FILESTREAM"],
    [types.datetime2(3), "DATETIME2(3)"],
    [types.datetimeoffset(7), "DATETIMEOFFSET(7)"],
    [types.sqlVariant(), "SQL_VARIANT"],
    [types.doublePrecision(), "DOUBLE PRECISION"],
    [enumType(["a", "bbb"]), "VARCHAR(3)"],
    [date(), "DATETIME"],
    [largeBinary(), "IMAGE"],
  ])("%o is %s", (type, expected) => {
    expect(mssql.types.compile(type)).toBe(expected);
  });

  test("a server that answers has types for dates, large texts and bytes", () => {
    const made = create(
      column("a", date()),
      column("b", time()),
      column("c", text()),
      column("d", largeBinary()),
    );
    expect(compiled(mssql, made, { serverVersion: [16, 0, 0] }).sql).toEqual([
      "CREATE TABLE t ( a DATE NULL, b TIME NULL, c VARCHAR(max) NULL, d VARBINARY(max) NULL )",
    ]);
  });

  test("a text for Unicode has the N form", () => {
    expect(mssql.literals.render("größe", unicode(5))).toBe("N'größe'");
    expect(mssql.literals.render("x", string(5))).toBe("'x'");
  });

  test("functions", () => {
    expect(mssql.literals.serverDefault(func.now())).toBe("CURRENT_TIMESTAMP");
    expect(mssql.literals.serverDefault(func.currentDate())).toBe("GETDATE()");
  });

  test("a schema of two parts is quoted part by part", () => {
    expect(mssql.identifiers.qualify("t", "Db.owner")).toBe("[Db].owner.t");
  });
});
