import type { ArrayRow, QueryResult } from "./connection.ts";
import type { SqlLexis } from "./sql-lexis.ts";
import type { TransactionSql } from "./transaction-sql.ts";

/** A driver's answer; `command` is the server's command tag where the driver passes it on. */
export interface SessionResult extends QueryResult {
  readonly command?: string | undefined;
}

/** What a driver's error says, in neutral words. */
export interface DriverErrorInfo {
  readonly message: string;
  /** SQLSTATE, `ER_…` or `SQLITE_…`; also Node's own codes such as `ECONNREFUSED`. */
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  /** The session is gone. */
  readonly lost?: boolean | undefined;
}

/**
 * What a driver has to give: one open session, its raw errors thrown as they are. Everything that is alike for all
 * drivers (transaction state, error texts, masking, echo) is in `createConnection`.
 */
export interface DriverSession {
  readonly driverName: string;
  readonly transactions: TransactionSql;
  readonly lexis: SqlLexis;
  /** Whether a text of several statements goes to the server in one piece. */
  readonly runsScripts: boolean;
  /** Whether a statement blocks the thread until it has ended. */
  readonly blocksThread?: boolean | undefined;
  /** See `Connection.kyselyDialect`. */
  readonly kyselyDialect?: unknown;
  execute(sql: string, parameters: readonly unknown[]): Promise<SessionResult>;
  executeArrays(sql: string, parameters: readonly unknown[]): Promise<readonly ArrayRow[]>;
  executeScript(sql: string): Promise<SessionResult>;
  executeMany(sql: string, rows: readonly ArrayRow[]): Promise<number>;
  serverVersionText(): Promise<string>;
  /** Whether the server has a transaction open; `null` when the driver does not know. */
  inTransaction(): boolean | null;
  cancel(): Promise<void>;
  close(): Promise<void>;
  onLost(callback: (error: unknown) => void): void;
  describeError(error: unknown): DriverErrorInfo;
}
