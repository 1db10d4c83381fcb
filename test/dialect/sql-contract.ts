import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Connection } from "../../src/connection/index.ts";
import { createEngine } from "../../src/connection/index.ts";
import type { DdlContext, Dialect } from "../../src/dialect/dialect.ts";
import type { SqlDirective } from "../../src/directives/index.ts";
import { column } from "../../src/schema/column.ts";
import { defaultNamingConvention } from "../../src/schema/naming-convention.ts";
import { func, inlineLiteral, sqlConstant } from "../../src/schema/server-default.ts";
import { sql } from "../../src/schema/sql-text.ts";
import { table } from "../../src/schema/table.ts";
import * as types from "../../src/schema/types/generic.ts";
import { dialectContract } from "../../src/testing.ts";
import type { DatabaseKind, TestDatabase } from "../support/databases.ts";
import { keepsContract } from "../support/keeps-contract.ts";

const context = (asSql: boolean): DdlContext => ({
  namingConvention: defaultNamingConvention,
  serverVersion: null,
  asSql,
  warn: () => {},
});

/** Runs a directive as a migration would, with bound values, or as a script, with literals. */
export async function run(
  connection: Connection,
  dialect: Dialect,
  directive: SqlDirective,
  asSql = false,
): Promise<void> {
  for (const statement of dialect.ddl.compile(directive, context(asSql))) {
    await connection.execute(statement.sql, statement.parameters ?? []);
  }
}

/** Any text without NUL and without halves of characters. */
const anyText = fc
  .oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom(..."'\"`\\[]%:$?;-/*\n\r\t\u00e4\u{1f600} ab") }),
  )
  .filter((text) => !text.includes("\0") && text.isWellFormed());

/**
 * Names that every database takes: not too long, without a blank at the end and beyond the basic plane, which MySQL
 * refuses.
 */
const anyName = fc
  .oneof(anyText, fc.constantFrom("select", "order", "User", "1st", "a b", "größe", "$x", "lateral", "key"))
  .map((text) => text.trim())
  .filter((text) => text !== "" && Buffer.byteLength(text) <= 60)
  .filter((text) => !/^sqlite_|[\u{10000}-\u{10ffff}]/iu.test(text));

/** What the SQL of every dialect must hold against its server. */
export function sqlContract(kind: DatabaseKind, dialect: Dialect): void {
  describe.skipIf(kind.missing !== null)(`the SQL of ${kind.name}`, () => {
    let database: TestDatabase;
    let connection: Connection;
    beforeAll(async () => {
      database = await kind.create("sql");
      const engine = createEngine(database.url);
      connection = await engine.connect();
      return async () => {
        await connection.close();
        await engine.dispose();
      };
    });
    afterAll(() => database.drop());

    keepsContract(dialectContract({ engine: () => createEngine(database.url) }));

    test("any name comes back as it was given", async () => {
      const names = fc.tuple(anyName, anyName);
      await fc.assert(
        fc.asyncProperty(names, async ([tableName, columnName]) => {
          const made = table(tableName, [column(columnName, types.integer())]);
          await run(connection, dialect, { kind: "create_table", table: made, ifNotExists: false });
          await run(connection, dialect, {
            kind: "bulk_insert",
            table: made,
            rows: [{ [columnName]: 7 }],
            multiInsert: true,
          });
          const { rows } = await connection.execute(
            `SELECT * FROM ${dialect.identifiers.qualify(tableName, null)}`,
          );
          await run(connection, dialect, {
            kind: "drop_table",
            tableName,
            schema: null,
            ifExists: false,
            existing: null,
            options: {},
          });
          expect(Object.entries(rows[0] ?? {})).toEqual([[columnName, 7]]);
        }),
        { numRuns: 150, examples: [[["sel'ect", 'a"b']], [["`", "]"]]] },
      );
    });

    test("any text comes back as it was given, from a literal and from a bound value", async () => {
      const made = table("at_text", [column("id", types.integer()), column("s", types.text())]);
      await run(connection, dialect, { kind: "create_table", table: made, ifNotExists: false });
      await fc.assert(
        fc.asyncProperty(anyText, async (text) => {
          const { rows } = await connection.execute(`SELECT ${dialect.literals.string(text)} AS s`);
          expect(rows[0]?.s).toBe(text);
        }),
        { numRuns: 300 },
      );
      const texts = fc.sample(anyText, 50);
      const rows = texts.map((s, id) => ({ id, s }));
      await run(connection, dialect, { kind: "bulk_insert", table: made, rows, multiInsert: true });
      await run(connection, dialect, { kind: "bulk_insert", table: made, rows, multiInsert: true }, true);
      const back = await connection.execute("SELECT id, s FROM at_text ORDER BY id");
      expect(back.rows).toEqual(rows.flatMap((row) => [row, row]));
    });

    test.each([
      ["bound", false],
      ["as literals", true],
    ])("SQL among values stands in the text, the others %s", async (_how, asSql) => {
      const tableName = asSql ? "at_inline_script" : "at_inline_bound";
      const made = table(tableName, [
        column("id", types.integer()),
        column("s", types.string(20)),
        column("at", types.dateTime()),
      ]);
      await run(connection, dialect, { kind: "create_table", table: made, ifNotExists: false });
      const rows = [
        { id: 1, s: inlineLiteral("it's"), at: func.now() },
        { id: 2, s: sqlConstant(null), at: sql`CURRENT_TIMESTAMP` },
      ];
      await run(connection, dialect, { kind: "bulk_insert", table: made, rows, multiInsert: true }, asSql);
      const update = sql`UPDATE ${sql.id(tableName)} SET s = ${inlineLiteral("it's 2")}, at = ${func.now()} WHERE id = ${2}`;
      await run(connection, dialect, { kind: "execute", statement: update, executionOptions: {} }, asSql);
      const back = await connection.execute(
        `SELECT id, s, CASE WHEN at IS NULL THEN 'no' ELSE 'yes' END AS dated FROM ${tableName} ORDER BY id`,
      );
      expect(back.rows).toEqual([
        { id: 1, s: "it's", dated: "yes" },
        { id: 2, s: "it's 2", dated: "yes" },
      ]);
    });

    test("a point in time with an offset is stored as the Date of the same moment", async () => {
      const made = table("at_moment", [column("at", types.dateTime())]);
      await run(connection, dialect, { kind: "create_table", table: made, ifNotExists: false });
      const moment = "2024-02-03T04:05:06.789Z";
      const rows = [new Date(moment), moment, "2024-02-03T06:05:06.789+02:00"].map((at) => ({ at }));
      await run(connection, dialect, { kind: "bulk_insert", table: made, rows, multiInsert: true });
      await run(connection, dialect, { kind: "bulk_insert", table: made, rows, multiInsert: true }, true);
      const back = await connection.execute("SELECT DISTINCT at FROM at_moment");
      expect(back.rows).toHaveLength(1);
    });

    test("a bulk insert of 10,000 rows takes few statements", async () => {
      const made = table("at_bulk", [column("id", types.integer()), column("s", types.string(20))]);
      await run(connection, dialect, { kind: "create_table", table: made, ifNotExists: false });
      const rows = Array.from({ length: 10_000 }, (_, id) => ({ id, s: `row ${id}` }));
      const directive = { kind: "bulk_insert", table: made, rows, multiInsert: true } as const;
      expect(dialect.ddl.compile(directive, context(false)).length).toBeLessThanOrEqual(20);
      await run(connection, dialect, directive);
      const { rows: found } = await connection.execute("SELECT count(*) AS n FROM at_bulk");
      expect(Number(found[0]?.n)).toBe(10_000);
    });

    test("a default that is any text is stored as that text", async () => {
      await fc.assert(
        fc.asyncProperty(anyText, async (text) => {
          const defaulted = column("s", types.string(500), { serverDefault: text });
          const made = table("at_default", [column("id", types.integer()), defaulted]);
          await run(connection, dialect, { kind: "create_table", table: made, ifNotExists: false });
          await run(connection, dialect, {
            kind: "bulk_insert",
            table: made,
            rows: [{ id: 1 }],
            multiInsert: true,
          });
          const { rows } = await connection.execute("SELECT s FROM at_default");
          await connection.execute("DROP TABLE at_default");
          expect(rows[0]?.s).toBe(text);
        }),
        { numRuns: 60 },
      );
    });
  });
}
