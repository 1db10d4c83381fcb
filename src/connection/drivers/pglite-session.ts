import type { ArrayRow } from "../connection.ts";
import { describeDriverError } from "../describe-error.ts";
import type { DriverSession, SessionResult } from "../session.ts";
import { postgresqlLexis } from "../sql-lexis.ts";
import { postgresqlTransactions } from "../transaction-sql.ts";

interface PgliteResult {
  readonly rows: readonly unknown[];
  readonly affectedRows?: number | undefined;
}

/** The part of a PGlite instance that is used. */
export interface Pglite {
  readonly waitReady: Promise<unknown>;
  readonly parsers?: Readonly<Record<string, unknown>>;
  query(sql: string, parameters?: readonly unknown[], options?: unknown): Promise<PgliteResult>;
  exec(sql: string): Promise<readonly PgliteResult[]>;
  close(): Promise<void>;
}

const asText = (value: string): string => value;

/** PGlite looks parsers up by type number and adds those given to its own, so each of its own is replaced. */
function textParsers(database: Pglite): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(database.parsers ?? {}).map((type) => [type, asText]));
}

/** A session on a PGlite instance: PostgreSQL inside this process, one session, nothing to cancel from outside. */
export function pgliteSession(database: Pglite, close: () => Promise<void>): DriverSession {
  return {
    driverName: "pglite",
    transactions: postgresqlTransactions,
    lexis: postgresqlLexis,
    runsScripts: true,
    execute: async (sql, parameters) => toResult(await database.query(sql, parameters)),
    executeArrays: async (sql, parameters) => {
      const options = { rowMode: "array", parsers: textParsers(database) };
      // With rowMode "array" the rows are arrays.
      return (await database.query(sql, parameters, options)).rows as readonly ArrayRow[];
    },
    executeScript: async (sql) => toResult((await database.exec(sql)).at(-1)),
    executeMany: async (sql, rows) => {
      let affected = 0;
      for (const row of rows) affected += (await database.query(sql, row)).affectedRows ?? 0;
      return affected;
    },
    serverVersionText: async () => {
      const { rows } = await database.query("SHOW server_version", [], { rowMode: "array" });
      return String((rows as readonly ArrayRow[])[0]?.[0]);
    },
    inTransaction: () => null,
    cancel: async () => {},
    close,
    onLost: () => {},
    describeError: describeDriverError,
  };
}

function toResult(result: PgliteResult | undefined): SessionResult {
  // Without a row mode the rows are objects.
  const rows = (result?.rows ?? []) as readonly Record<string, unknown>[];
  return { rows, rowCount: rows.length > 0 ? rows.length : (result?.affectedRows ?? null) };
}
