import { describe, expect, test } from "vitest";
import { dialectNamed } from "../../../../src/dialect/registry.ts";
import * as ops from "../../../../src/operations/ops.ts";
import { column, identity, references } from "../../../../src/schema/index.ts";
import { integer } from "../../../../src/schema/types/generic.ts";
import { compiled } from "../compiled.ts";

const warningsOf = (dialect: string, directive: Parameters<typeof compiled>[1]): readonly string[] =>
  compiled(dialectNamed(dialect), directive).warnings;

describe("what a column asks for and does not get is said", () => {
  const counted = column("n", integer(), { identity: identity() });
  test.each(["sqlite", "mysql", "mariadb"])("an identity on %s", (dialect) => {
    for (const directive of [ops.addColumnOp("t", counted), ops.createTableOp("t", [counted])]) {
      expect(warningsOf(dialect, directive)).toEqual([
        expect.stringContaining("Column 't.n' gets no values by itself"),
      ]);
    }
  });

  test("but not on a key that SQLite counts up", () => {
    const key = column("id", integer(), { primaryKey: true, identity: identity() });
    expect(warningsOf("sqlite", ops.createTableOp("t", [key]))).toEqual([]);
  });

  test.each(["postgresql", "mssql", "oracle"])(
    "a primary key that an added column is not yet, on %s",
    (dialect) => {
      const key = column("id", integer(), { primaryKey: true });
      expect(warningsOf(dialect, ops.addColumnOp("t", key))).toEqual([
        expect.stringContaining(
          "Adding column 't.id' does not make it the primary key: give inlinePrimaryKey",
        ),
      ]);
      expect(warningsOf(dialect, ops.addColumnOp("t", key, { inlinePrimaryKey: true }))).toEqual([]);
    },
  );

  test.each(["postgresql", "mariadb", "sqlite"])("the name of an inline foreign key on %s", (dialect) => {
    const named = column("c", integer(), { references: references("p.id", { name: "fk" }) });
    const unnamed = column("c", integer(), { references: references("p.id") });
    const inline = { inlineReferences: true };
    expect(warningsOf(dialect, ops.addColumnOp("t", named, inline))).toHaveLength(1);
    expect(warningsOf(dialect, ops.addColumnOp("t", unnamed, inline))).toEqual([]);
  });

  test("comments on SQLite, once for each table", () => {
    const commented = column("a", integer(), { comment: "x" });
    const table = ops.createTableOp("t", [commented, column("b", integer())], { comment: "y" });
    expect(warningsOf("sqlite", table)).toEqual([
      "SQLite has no comments: that of the table and of column 'a' is left out (table 't').",
    ]);
    expect(warningsOf("sqlite", ops.addColumnOp("t", commented))).toEqual([
      "SQLite has no comments: that of column 'a' is left out (table 't').",
    ]);
    expect(warningsOf("sqlite", ops.createTableOp("t", [column("b", integer())]))).toEqual([]);
  });
});

const server = { serverVersion: [12, 0, 0] } as const;

describe("what only a script takes", () => {
  test.each(["mysql", "mariadb", "mssql"])("a dropped index without its table on %s", (name) => {
    const dialect = dialectNamed(name);
    const directive = ops.dropIndexOp("ix", null, { schema: "s" });
    expect(compiled(dialect, directive)).toEqual({
      sql: ["DROP INDEX ix ON s.no_table"],
      warnings: [expect.stringContaining("names no table")],
    });
    expect(() => compiled(dialect, directive, server)).toThrow(
      expect.objectContaining({ code: "OPERATION", hint: 'Pass the table: op.dropIndex("ix", "…").' }),
    );
  });

  test("a primary key column that is added on SQLite", () => {
    const key = column("id", integer(), { primaryKey: true });
    const directive = ops.addColumnOp("t", key, { inlinePrimaryKey: true });
    const sqlite = dialectNamed("sqlite");
    expect(compiled(sqlite, directive).sql).toEqual([
      "ALTER TABLE t ADD COLUMN id INTEGER NOT NULL PRIMARY KEY",
    ]);
    expect(() => compiled(sqlite, directive, server)).toThrow("SQLite cannot add a primary key column");
  });
});

describe("a table without columns", () => {
  const empty = ops.createTableOp("t", []);

  test.each(["mysql", "mariadb", "sqlite", "mssql", "oracle"])("is refused on %s", (dialect) => {
    expect(() => compiled(dialectNamed(dialect), empty)).toThrow("has no tables without columns");
  });

  test("is one to inherit from on PostgreSQL", () => {
    expect(compiled(dialectNamed("postgresql"), empty).sql).toEqual(["CREATE TABLE t ( )"]);
  });
});
