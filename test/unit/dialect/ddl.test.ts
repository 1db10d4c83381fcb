import { describe, expect, test } from "vitest";
import type { DdlContext } from "../../../src/dialect/dialect.ts";
import { dialectNamed } from "../../../src/dialect/registry.ts";
import type { SqlDirective } from "../../../src/directives/index.ts";
import { column, references } from "../../../src/schema/column.ts";
import { check, exclude, foreignKey, unique } from "../../../src/schema/constraints.ts";
import { desc, index } from "../../../src/schema/index-def.ts";
import { finalName } from "../../../src/schema/names.ts";
import { defaultNamingConvention } from "../../../src/schema/naming-convention.ts";
import { computed, inlineLiteral } from "../../../src/schema/server-default.ts";
import { sql } from "../../../src/schema/sql-text.ts";
import { table } from "../../../src/schema/table.ts";
import * as types from "../../../src/schema/types/generic.ts";

const context = (more: Partial<DdlContext> = {}): DdlContext => ({
  namingConvention: defaultNamingConvention,
  serverVersion: null,
  asSql: false,
  warn: () => {},
  ...more,
});

function compile(
  directive: SqlDirective,
  dialect = "postgresql",
  more: Partial<DdlContext> = {},
): readonly string[] {
  return dialectNamed(dialect)
    .ddl.compile(directive, context(more))
    .map((statement) => statement.sql);
}

const created = (...elements: Parameters<typeof table>[1]): SqlDirective => ({
  kind: "create_table",
  table: table("t", elements),
  ifNotExists: false,
});

describe("CREATE TABLE", () => {
  test("lists declared constraints first, then column by column unique, type check and foreign key", () => {
    const flag = types.boolean({ createConstraint: true, name: "ck_flag" });
    const [statement] = compile(
      created(
        column("a", flag, { unique: true, references: references("p.a") }),
        column("b", types.integer(), { references: references("p.b") }),
        check("a <> b", { name: "ck" }),
        foreignKey(["a", "b"], ["q.a", "q.b"]),
      ),
      "sqlite",
    );
    expect(
      statement
        ?.split("\n")
        .slice(3, -1)
        .map((line) => line.trim().replace(/,$/, "")),
    ).toEqual([
      "CONSTRAINT ck CHECK (a <> b)",
      "FOREIGN KEY(a, b) REFERENCES q (a, b)",
      "UNIQUE (a)",
      "CONSTRAINT ck_flag CHECK (a IN (0, 1))",
      "FOREIGN KEY(a) REFERENCES p (a)",
      "FOREIGN KEY(b) REFERENCES p (b)",
    ]);
  });

  test("adds a foreign key with useAlter behind the table", () => {
    const key = foreignKey(["a"], ["p.a"], { useAlter: true, name: "fk" });
    expect(compile(created(column("a", types.integer()), key))).toEqual([
      "CREATE TABLE t (\n    a INTEGER\n)",
      "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY(a) REFERENCES p (a)",
    ]);
  });

  test("creates an enum once for all tables of a run", () => {
    const mood = types.enumType(["a"], { name: "mood" });
    const createdTypes = new Set<string>();
    const both = [created(column("m", mood), column("n", types.array(mood))), created(column("m", mood))];
    const statements = both.flatMap((directive) => compile(directive, "postgresql", { createdTypes }));
    expect(statements.filter((text) => text.startsWith("CREATE TYPE"))).toEqual([
      "CREATE TYPE mood AS ENUM ('a')",
    ]);
  });

  test("writes a virtual column where the server is known to have them", () => {
    const directive = created(
      column("a", types.integer(), { computed: computed("1 + 1", { persisted: false }) }),
    );
    expect(compile(directive, "postgresql", { serverVersion: [18, 0, 0] })[0]).toContain(
      "GENERATED ALWAYS AS (1 + 1) VIRTUAL",
    );
    expect(() => compile(directive, "postgresql", { serverVersion: [17, 2, 0] })).toThrow(
      expect.objectContaining({ code: "UNSUPPORTED" }),
    );
  });

  test("shortens names of a convention, and refuses other names that are too long", () => {
    const long = "x".repeat(70);
    const named = (name: string | ReturnType<typeof finalName>) =>
      compile(created(column("a", types.integer()), unique(["a"], { name })))[0];
    expect(named(finalName(long))).toMatch(/CONSTRAINT x{55}_[0-9a-f]{4} UNIQUE/);
    expect(() => named(long)).toThrow(expect.objectContaining({ code: "IDENTIFIER_TOO_LONG" }));
    expect(() => compile(created(column(long, types.integer())))).toThrow(
      expect.objectContaining({ code: "IDENTIFIER_TOO_LONG" }),
    );
  });
});

describe("DROP INDEX under a convention that wraps names", () => {
  const namingConvention = { ix: "ix_%(table_name)s_%(constraint_name)s" };
  const dropped = (name: string | ReturnType<typeof finalName>, tableName: string | null, dialect?: string) =>
    compile(
      {
        kind: "drop_index",
        indexName: name,
        tableName,
        schema: null,
        ifExists: false,
        existing: null,
        options: {},
      },
      dialect,
      { namingConvention },
    );

  test.each([
    ["postgresql", "DROP INDEX ix_t_n"],
    ["sqlite", "DROP INDEX ix_t_n"],
    ["mysql", "DROP INDEX ix_t_n ON t"],
    ["mssql", "DROP INDEX ix_t_n ON t"],
    ["oracle", "DROP INDEX ix_t_n"],
  ])("%s drops the name that CREATE INDEX gave", (dialect, statement) => {
    expect(dropped("n", "t", dialect)).toEqual([statement]);
  });

  test("a final name stays as it is", () => {
    expect(dropped(finalName("n"), "t")).toEqual(["DROP INDEX n"]);
    expect(dropped(finalName("n"), null)).toEqual(["DROP INDEX n"]);
  });

  test("a name that the convention makes with the table needs the table", () => {
    expect(() => dropped("n", null)).toThrow(
      expect.objectContaining({ code: "OPERATION", message: expect.stringContaining("'n' names no table") }),
    );
  });
});

describe("inserts", () => {
  const target = table("t", [
    column("id", types.integer(), { key: "identifier" }),
    column("s", types.string()),
  ]);
  const insert = (
    rows: readonly Readonly<Record<string, unknown>>[],
    more: Partial<DdlContext> = {},
    multiInsert = true,
  ) =>
    dialectNamed("postgresql").ddl.compile(
      { kind: "bulk_insert", table: target, rows, multiInsert },
      context(more),
    );

  test("bind values online, in one statement for neighbouring rows with the same columns", () => {
    expect(insert([{ id: 1, s: "a" }, { identifier: 2, s: null }, { s: "c" }, {}])).toEqual([
      { sql: "INSERT INTO t (id, s) VALUES ($1, $2), ($3, $4)", parameters: [1, "a", 2, null] },
      { sql: "INSERT INTO t (s) VALUES ($1)", parameters: ["c"] },
      { sql: "INSERT INTO t DEFAULT VALUES", parameters: [] },
    ]);
  });

  test("write SQL and inline literals into the text", () => {
    expect(insert([{ id: sql`1 + ${2}`, s: inlineLiteral("it's") }])).toEqual([
      { sql: "INSERT INTO t (id, s) VALUES (1 + 2, 'it''s')", parameters: [] },
    ]);
  });

  test("are one a row where asked, and in scripts", () => {
    expect(insert([{ id: 1 }, { id: 2 }], {}, false).length).toBe(2);
    expect(insert([{ id: 1 }, { id: 2 }], { asSql: true }).map((statement) => statement.sql)).toEqual([
      "INSERT INTO t (id) VALUES (1)",
      "INSERT INTO t (id) VALUES (2)",
    ]);
  });

  test("refuse a key that is no column", () => {
    expect(() => insert([{ nope: 1 }])).toThrow(
      expect.objectContaining({ code: "OPERATION", message: expect.stringContaining("'nope'") }),
    );
  });
});

describe("statements of the user's own", () => {
  const execute = (statement: Extract<SqlDirective, { kind: "execute" }>["statement"], asSql: boolean) =>
    dialectNamed("postgresql").ddl.compile(
      { kind: "execute", statement, executionOptions: {} },
      context({ asSql }),
    )[0];

  test("text runs as it is, as a script of several statements", () => {
    expect(execute("SELECT 1; SELECT ':x'", false)).toEqual({
      sql: "SELECT 1; SELECT ':x'",
      script: true,
    });
  });

  test("values are bound online and literals in a script", () => {
    const statement = sql`UPDATE ${sql.id("Order")} SET a = ${"it's"} WHERE b = ${new Date(0)}`;
    expect(execute(statement, false)).toMatchObject({
      sql: 'UPDATE "Order" SET a = $1 WHERE b = $2',
      parameters: ["it's", "1970-01-01 00:00:00+00"],
    });
    expect(execute(statement, true)?.sql).toBe(
      `UPDATE "Order" SET a = 'it''s' WHERE b = '1970-01-01 00:00:00+00'`,
    );
  });

  test("a compiled query gets its parameters as literals in a script", () => {
    expect(execute({ sql: "update t set a = $1", parameters: ["it's"] }, true)?.sql).toBe(
      "update t set a = 'it''s'",
    );
  });
});

describe("what a dialect cannot do", () => {
  const place = { tableName: "t", schema: null } as const;
  test.each<readonly [string, string, SqlDirective]>([
    [
      "EXCLUDE on SQLite",
      "sqlite",
      {
        kind: "create_table",
        table: table("t", [column("a", types.integer()), exclude([["a", "="]])]),
        ifNotExists: false,
      },
    ],
    [
      "a deferrable unique constraint on SQLite",
      "sqlite",
      created(column("a", types.integer()), unique(["a"], { deferrable: true })),
    ],
    [
      "NULLS LAST in an index on SQLite",
      "sqlite",
      {
        kind: "create_index",
        ...place,
        index: index("ix", [desc("a", { nulls: "last" })]),
        ifNotExists: false,
      },
    ],
    [
      "IF EXISTS of a column on SQLite",
      "sqlite",
      {
        kind: "drop_column",
        ...place,
        columnName: "a",
        ifExists: true,
        existing: null,
        existingType: null,
        options: {},
      },
    ],
    [
      "a foreign key of a new column on SQLite",
      "sqlite",
      {
        kind: "add_column",
        ...place,
        column: column("a", types.integer(), { references: references("p.a") }),
        ifNotExists: false,
        inlineReferences: false,
        inlinePrimaryKey: false,
      },
    ],
  ])("%s is a clear error with a way out", (_title, dialect, directive) => {
    expect(() => compile(directive, dialect)).toThrow(
      expect.objectContaining({ code: "UNSUPPORTED", hint: expect.stringMatching(/./) }),
    );
  });

  test("a directive that nobody knows names itself", () => {
    const directive = { kind: "create_view" } as unknown as SqlDirective;
    expect(() => compile(directive)).toThrow(/no SQL for a directive of the kind 'create_view'/);
  });
});
