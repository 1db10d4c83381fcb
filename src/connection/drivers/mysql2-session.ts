import type { ArrayRow } from "../connection.ts";
import type { DriverSession, SessionResult } from "../session.ts";
import { splitStatements } from "../split-statements.ts";
import { mysqlLexis } from "../sql-lexis.ts";
import { mysqlTransactions } from "../transaction-sql.ts";
import { describeMysqlError, mysqlResult } from "./mysql-answers.ts";
import { statementByStatement } from "./statement-by-statement.ts";

/** The part of a promise connection of `mysql2` that is used. */
export interface Mysql2Connection {
  readonly threadId?: number | null;
  query(query: unknown, values?: readonly unknown[]): Promise<readonly [unknown, unknown]>;
  execute(sql: string, values?: readonly unknown[]): Promise<readonly [unknown, unknown]>;
  unprepare?(sql: string): unknown;
  on?(event: "error" | "end", listener: (error?: unknown) => void): unknown;
  off?(event: "error" | "end", listener: (error?: unknown) => void): unknown;
}

export interface Mysql2SessionOptions {
  /** Whether the connection was opened with `multipleStatements`. */
  readonly runsScripts: boolean;
  close(): Promise<void>;
  /** Runs `KILL QUERY` through another session. */
  cancel(threadId: number): Promise<void>;
}

/** A session on an open connection of mysql2. */
export function mysql2Session(connection: Mysql2Connection, options: Mysql2SessionOptions): DriverSession {
  let lost: (error: unknown) => void = () => {};
  const onError = (error: unknown): void => lost(error);
  const onEnd = (): void => lost(new Error("Connection terminated unexpectedly"));
  connection.on?.("error", onError);
  connection.on?.("end", onEnd);
  const query = async (sql: string, parameters: readonly unknown[]): Promise<SessionResult> => {
    const [result, fields] = await connection.query(sql, parameters);
    return scriptResult(result, fields);
  };
  return {
    driverName: "mysql2",
    transactions: mysqlTransactions,
    lexis: mysqlLexis,
    runsScripts: options.runsScripts,
    execute: async (sql, parameters) => {
      if (parameters.length === 0) return query(sql, parameters);
      const [result] = await connection.execute(sql, parameters.map(bindable));
      return mysqlResult(result);
    },
    executeArrays: async (sql, parameters) => {
      const [rows] = await connection.query({ sql, rowsAsArray: true }, parameters);
      // With rowsAsArray the rows are arrays.
      return rows as readonly ArrayRow[];
    },
    executeScript: (sql) =>
      options.runsScripts
        ? query(sql, [])
        : statementByStatement(splitStatements(sql, mysqlLexis), (statement) => query(statement, [])),
    executeMany: async (sql, rows) => {
      let affected = 0;
      for (const row of rows) {
        const [result] = await connection.execute(sql, row.map(bindable));
        affected += mysqlResult(result).rowCount ?? 0;
      }
      connection.unprepare?.(sql);
      return affected;
    },
    serverVersionText: async () => String((await query("SELECT VERSION() AS version", [])).rows[0]?.version),
    inTransaction: () => null,
    cancel: async () => {
      if (connection.threadId) await options.cancel(connection.threadId);
    },
    close: async () => {
      connection.off?.("end", onEnd);
      await options.close();
      connection.off?.("error", onError);
    },
    onLost: (callback) => {
      lost = callback;
    },
    describeError: describeMysqlError,
  };
}

/** What a prepared statement cannot bind by itself: `undefined`, booleans and bytes that are no Buffer. */
function bindable(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value);
  return value;
}

/** Several statements give an array of results with one entry of `fields` (a list, or nothing) for each. */
function scriptResult(result: unknown, fields: unknown): SessionResult {
  const several = Array.isArray(result) && Array.isArray(fields) && fields.some((entry) => !isField(entry));
  return several ? { ...mysqlResult(result.at(-1)), results: result.map(mysqlResult) } : mysqlResult(result);
}

function isField(entry: unknown): boolean {
  return typeof entry === "object" && entry !== null && !Array.isArray(entry);
}
