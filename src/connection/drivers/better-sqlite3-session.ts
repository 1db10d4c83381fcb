import type { ArrayRow } from "../connection.ts";
import { describeDriverError } from "../describe-error.ts";
import type { DriverSession, SessionResult } from "../session.ts";
import { splitStatements } from "../split-statements.ts";
import { sqliteLexis } from "../sql-lexis.ts";
import { sqliteTransactions } from "../transaction-sql.ts";
import { plainInteger, retryWhileBusy, severalWithValues, sqliteParameter } from "./sqlite-values.ts";

interface Statement {
  readonly reader: boolean;
  all(...values: unknown[]): unknown[];
  run(...values: unknown[]): { readonly changes: number };
  raw(enabled?: boolean): Statement;
  safeIntegers(enabled?: boolean): Statement;
}

/** The part of a `better-sqlite3` (or `libsql`) database that is used. */
export interface BetterSqliteDatabase {
  readonly inTransaction: boolean;
  prepare(sql: string): Statement;
  exec(sql: string): unknown;
  close(): unknown;
}

export interface BetterSqliteOptions {
  readonly driverName: string;
  readonly busyTimeoutMs: number;
  close(): void;
}

/** A session on an open database of better-sqlite3, or of libsql, which has the same interface. */
export function betterSqliteSession(
  database: BetterSqliteDatabase,
  options: BetterSqliteOptions,
): DriverSession {
  let cancelled = false;
  const patiently = <T>(run: () => T): Promise<T> => {
    cancelled = false;
    return retryWhileBusy(run, options.busyTimeoutMs, () => cancelled);
  };
  // libsql runs the first statement of a text and forgets the rest, better-sqlite3 refuses it.
  const run = async (sql: string, parameters: readonly unknown[]): Promise<SessionResult> => {
    let result: SessionResult = { rows: [], rowCount: null };
    const statements = splitStatements(sql, sqliteLexis);
    if (statements.length > 1 && parameters.length > 0) throw severalWithValues();
    for (const statement of statements) {
      result = await patiently(() => runStatement(database.prepare(statement), parameters));
    }
    return result;
  };
  return {
    driverName: options.driverName,
    transactions: sqliteTransactions,
    lexis: sqliteLexis,
    runsScripts: true,
    blocksThread: true,
    execute: run,
    executeArrays: (sql, parameters) =>
      patiently(() => {
        const rows = database
          .prepare(sql)
          .raw(true)
          .safeIntegers(true)
          .all(...parameters.map(sqliteParameter));
        // In raw mode the rows are arrays.
        return rows.map((row) => (row as ArrayRow).map(plainInteger));
      }),
    executeScript: (sql) => run(sql, []),
    executeMany: async (sql, rows) => {
      const statement = database.prepare(sql);
      let affected = 0;
      for (const row of rows) affected += (await patiently(() => runStatement(statement, row))).rowCount ?? 0;
      return affected;
    },
    serverVersionText: async () => {
      const [row] = database.prepare("SELECT sqlite_version()").raw(true).all();
      return String((row as ArrayRow | undefined)?.[0]);
    },
    inTransaction: () => database.inTransaction,
    cancel: async () => {
      cancelled = true;
    },
    close: async () => options.close(),
    onLost: () => {},
    describeError: describeDriverError,
  };
}

function runStatement(statement: Statement, parameters: readonly unknown[]): SessionResult {
  const values = parameters.map(sqliteParameter);
  if (!statement.reader) return { rows: [], rowCount: statement.run(...values).changes };
  const rows = statement
    .safeIntegers(true)
    .all(...values)
    .map(plainRow);
  return { rows, rowCount: rows.length };
}

function plainRow(row: unknown): Record<string, unknown> {
  const entries = Object.entries(row as object).map(([key, value]) => [key, plainInteger(value)]);
  return Object.fromEntries(entries);
}
