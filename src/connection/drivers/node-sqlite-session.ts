import type { ArrayRow } from "../connection.ts";
import { describeDriverError } from "../describe-error.ts";
import type { DriverErrorInfo, DriverSession, SessionResult } from "../session.ts";
import { hasStatement } from "../split-statements.ts";
import { sqliteLexis } from "../sql-lexis.ts";
import { sqliteTransactions } from "../transaction-sql.ts";
import { plainInteger, retryWhileBusy, severalWithValues, sqliteParameter } from "./sqlite-values.ts";

/** The part of a prepared statement of `node:sqlite` that is used. */
export interface NodeSqliteStatement {
  readonly sourceSQL: string;
  columns(): readonly unknown[];
  all(...values: unknown[]): unknown[];
  run(...values: unknown[]): { readonly changes: number | bigint };
  setReadBigInts(enabled: boolean): void;
  setReturnArrays?(enabled: boolean): void;
}

/** The part of `DatabaseSync` that is used. */
export interface NodeSqliteDatabase {
  readonly isTransaction?: boolean;
  prepare(sql: string): NodeSqliteStatement;
  exec(sql: string): void;
  close(): void;
}

export interface NodeSqliteOptions {
  readonly busyTimeoutMs: number;
  close(): void;
}

/** A session on an open `DatabaseSync`. Statements block the thread; waiting for another session's lock does not. */
export function nodeSqliteSession(database: NodeSqliteDatabase, options: NodeSqliteOptions): DriverSession {
  let cancelled = false;
  const patiently = <T>(run: () => T): Promise<T> => {
    cancelled = false;
    return retryWhileBusy(run, options.busyTimeoutMs, () => cancelled);
  };
  const runAll = async (sql: string, parameters: readonly unknown[]): Promise<SessionResult> => {
    let rest = sql;
    let result: SessionResult = { rows: [], rowCount: null };
    do {
      const statement = database.prepare(rest);
      rest = rest.slice(statement.sourceSQL.length);
      if (parameters.length > 0 && hasStatement(rest, sqliteLexis)) throw severalWithValues();
      result = await patiently(() => runStatement(statement, parameters));
    } while (hasStatement(rest, sqliteLexis));
    return result;
  };
  return {
    driverName: "node:sqlite",
    transactions: sqliteTransactions,
    lexis: sqliteLexis,
    runsScripts: true,
    blocksThread: true,
    execute: runAll,
    executeArrays: (sql, parameters) => patiently(() => readArrays(database.prepare(sql), parameters)),
    executeScript: (sql) => runAll(sql, []),
    executeMany: async (sql, rows) => {
      const statement = database.prepare(sql);
      let affected = 0;
      for (const row of rows) affected += (await patiently(() => runStatement(statement, row))).rowCount ?? 0;
      return affected;
    },
    serverVersionText: async () =>
      String(database.prepare("SELECT sqlite_version() AS v").all().map(versionOf)[0]),
    inTransaction: () => database.isTransaction ?? null,
    cancel: async () => {
      cancelled = true;
    },
    close: async () => options.close(),
    onLost: () => {},
    describeError: describeSqliteError,
  };
}

/** SQLite's own name for its most usual result codes (sqlite.org/rescode.html). */
const resultNames: Readonly<Record<number, string>> = {
  1: "SQLITE_ERROR",
  5: "SQLITE_BUSY",
  6: "SQLITE_LOCKED",
  8: "SQLITE_READONLY",
  9: "SQLITE_INTERRUPT",
  10: "SQLITE_IOERR",
  11: "SQLITE_CORRUPT",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
  19: "SQLITE_CONSTRAINT",
  20: "SQLITE_MISMATCH",
  26: "SQLITE_NOTADB",
};

function describeSqliteError(error: unknown): DriverErrorInfo {
  const info = describeDriverError(error);
  const code: unknown =
    typeof error === "object" && error !== null ? Reflect.get(error, "errcode") : undefined;
  return typeof code === "number" ? { ...info, code: resultNames[code & 0xff] ?? `SQLITE_${code}` } : info;
}

function runStatement(statement: NodeSqliteStatement, parameters: readonly unknown[]): SessionResult {
  const values = parameters.map(sqliteParameter);
  if (statement.columns().length === 0)
    return { rows: [], rowCount: Number(statement.run(...values).changes) };
  statement.setReadBigInts(true);
  const rows = statement.all(...values).map(plainRow);
  return { rows, rowCount: rows.length };
}

function plainRow(row: unknown): Record<string, unknown> {
  // A row of node:sqlite is an object without a prototype.
  return Object.fromEntries(Object.entries(row as object).map(([key, value]) => [key, plainInteger(value)]));
}

function readArrays(statement: NodeSqliteStatement, parameters: readonly unknown[]): readonly ArrayRow[] {
  const values = parameters.map(sqliteParameter);
  if (statement.setReturnArrays !== undefined) statement.setReturnArrays(true);
  const toArray =
    statement.setReturnArrays === undefined ? Object.values : (row: object): unknown[] => row as unknown[];
  try {
    return statement.all(...values).map((row) => toArray(row as object));
  } catch (error) {
    if (Reflect.get(error as object, "code") !== "ERR_OUT_OF_RANGE") throw error;
    statement.setReadBigInts(true);
    return statement.all(...values).map((row) => toArray(row as object).map(plainInteger));
  }
}

function versionOf(row: unknown): unknown {
  return Reflect.get(row as object, "v");
}
