import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, test } from "vitest";
import { sqlite as dialect } from "../../../src/dialect/sqlite/index.ts";
import type { SqlDirective } from "../../../src/directives/index.ts";
import { createOperations, type OperationsHost } from "../../../src/operations/index.ts";
import { column, references } from "../../../src/schema/column.ts";
import { check, foreignKey, primaryKey, unique } from "../../../src/schema/constraints.ts";
import { index } from "../../../src/schema/index-def.ts";
import { defaultNamingConvention } from "../../../src/schema/naming-convention.ts";
import { computed, func, sqlConstant } from "../../../src/schema/server-default.ts";
import { rawSql, sql } from "../../../src/schema/sql-text.ts";
import * as types from "../../../src/schema/types/generic.ts";

const keywords =
  `abort action add after all alter always analyze and as asc attach autoincrement before begin between by
cascade case cast check collate column commit conflict constraint create cross current current_date current_time
current_timestamp database default deferrable deferred delete desc detach distinct do drop each else end escape except
exclude exclusive exists explain fail filter first following for foreign from full generated glob group groups having if
ignore immediate in index indexed initially inner insert instead intersect into is isnull join key last left like limit
match materialized natural no not nothing notnull null nulls of offset on or order others outer over partition plan pragma
preceding primary query raise range recursive references regexp reindex release rename replace restrict returning right
rollback row rows savepoint select set table temp temporary then ties to transaction trigger unbounded union unique update
using vacuum values view virtual when where window with without true false stored strict rowid`.split(/\s+/);

describe("SQLite's DDL", () => {
  let database: DatabaseSync;
  let warnings: string[];
  beforeEach(() => {
    database = new DatabaseSync(":memory:");
    database.exec("ATTACH ':memory:' AS s");
    warnings = [];
  });

  const host = {
    enqueue: (directive: SqlDirective) => {
      const context = {
        namingConvention: defaultNamingConvention,
        serverVersion: null,
        asSql: true,
        warn: (text: string) => warnings.push(text),
      };
      for (const statement of dialect.ddl.compile(directive, context)) database.exec(statement.sql);
    },
    scope: {},
  } as unknown as OperationsHost;
  const op = createOperations(host);
  const sqlOf = (name: string): unknown =>
    database.prepare("SELECT sql FROM sqlite_master WHERE name = ?").get(name)?.sql;

  test.each(keywords)("a table and a column can be named '%s'", (word) => {
    op.createTable(word, [column(word, types.integer(), { primaryKey: true })]);
    op.createIndex(`ix_${word}`, word, [word]);
    op.alterColumn(word, word, { newColumnName: `${word}_2` });
    expect(sqlOf(word)).toContain(`${word}_2`);
  });

  test("takes every option of tables, columns, constraints and indexes", () => {
    op.createTable(
      "parent",
      [
        column("id", types.integer(), { primaryKey: true }),
        column("code", types.text(), { nullable: false, sqlite: { onConflictNotNull: "FAIL" } }),
        column("twice", types.integer(), { computed: computed("id * 2", { persisted: true }) }),
        column("made", types.text(), { serverDefault: sql`datetime('now')` }),
        unique(["code"], { sqlite: { onConflict: "IGNORE" } }),
      ],
      { sqlite: { strict: true, autoincrement: true } },
    );
    op.createTable(
      "child",
      [
        column("id", types.integer()),
        column("parent_id", types.integer(), {
          references: references("s.parent.id", {
            onDelete: "CASCADE",
            deferrable: true,
            initially: "DEFERRED",
          }),
        }),
        column("flag", types.boolean({ createConstraint: true, name: "ck_flag" }), {
          serverDefault: sqlConstant(false),
        }),
        column("kind", types.enumType(["a", "it's"], { createConstraint: true }), {
          checks: check("kind <> ''"),
        }),
        primaryKey(["id"]),
        foreignKey(["id"], ["other.x"]),
        index("ix_child", ["parent_id", rawSql("lower(kind)")], {
          unique: true,
          sqlite: { where: "flag = 1" },
        }),
      ],
      { schema: "s", sqlite: { withRowid: false } },
    );
    op.addColumn("child", column("more", types.dateTime(), { index: true, serverDefault: "x" }), {
      schema: "s",
    });
    op.addColumn("child", column("up", types.integer(), { references: references("s.child.id") }), {
      schema: "s",
      inlineReferences: true,
    });
    op.dropIndex("ix_child", "child", { schema: "s", ifExists: true });
    op.renameTable("child", "kid", { schema: "s" });
    const kid = database.prepare("SELECT sql FROM s.sqlite_master WHERE name = 'kid'").get();
    expect([sqlOf("parent"), kid?.sql]).toMatchInlineSnapshot(`
      [
        "CREATE TABLE parent (
          id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
          code TEXT NOT NULL ON CONFLICT FAIL,
          twice INTEGER GENERATED ALWAYS AS (id * 2) STORED,
          made TEXT DEFAULT (datetime('now')),
          UNIQUE (code) ON CONFLICT IGNORE
      )
       STRICT",
        "CREATE TABLE "kid" (
          id INTEGER NOT NULL,
          parent_id INTEGER,
          flag BOOLEAN DEFAULT 0,
          kind VARCHAR(4) CHECK (kind <> ''), more DATETIME DEFAULT 'x', up INTEGER REFERENCES "kid" (id),
          PRIMARY KEY (id),
          FOREIGN KEY(parent_id) REFERENCES parent (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
          CONSTRAINT ck_flag CHECK (flag IN (0, 1)),
          CHECK (kind IN ('a', 'it''s'))
      )
       WITHOUT ROWID",
      ]
    `);
  });

  test("puts an expression that is a default into parentheses, and leaves literals alone", () => {
    op.createTable("t", [
      column("a", types.integer(), { serverDefault: sql`1 + 2` }),
      column("b", types.dateTime(), { serverDefault: func.now() }),
      column("c", types.integer(), { serverDefault: sql`-5` }),
    ]);
    expect(sqlOf("t")).toBe(
      "CREATE TABLE t (\n    a INTEGER DEFAULT (1 + 2),\n    b DATETIME DEFAULT CURRENT_TIMESTAMP,\n    c INTEGER DEFAULT -5\n)",
    );
  });

  test.each<readonly [string, () => unknown]>([
    ["a constraint", () => op.createUniqueConstraint("uq", "t", ["a"])],
    ["a dropped constraint", () => op.dropConstraint("uq", "t", { type: "unique" })],
    ["a type", () => op.alterColumn("t", "a", { type: types.text() })],
    ["a default", () => op.alterColumn("t", "a", { serverDefault: "5" })],
    ["nullability", () => op.alterColumn("t", "a", { nullable: false })],
  ])("refuses to change %s and points to batch mode", (_what, change) => {
    expect(change).toThrow(
      expect.objectContaining({ code: "UNSUPPORTED", hint: expect.stringContaining("op.batchAlterTable") }),
    );
  });

  test("skips the check of an added column's type with a warning", () => {
    op.createTable("t", [column("a", types.integer())]);
    op.addColumn("t", column("f", types.boolean({ createConstraint: true, name: "ck_f" })));
    expect(warnings).toEqual([
      expect.stringMatching(/^Skipping unsupported ALTER for creation of implicit constraint/),
    ]);
  });
});
