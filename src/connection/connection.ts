/** The answer to one statement. */
export interface QueryResult {
  /** Rows as objects keyed by column name; empty for statements that return none. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Rows affected or returned; `null` where the driver does not say. */
  readonly rowCount: number | null;
  /** Of a script: what each of its statements gave, where the driver tells; the rows above are the last one's. */
  readonly results?: readonly Omit<QueryResult, "results">[] | undefined;
}

/** How to begin a transaction. */
export interface BeginOptions {
  /** Take the write lock at once where the database has such a thing (SQLite's `BEGIN IMMEDIATE`). */
  readonly immediate?: boolean | undefined;
}

/** A row of a catalog query: values in the order of the select list. */
export type ArrayRow = readonly unknown[];

/**
 * One session with a database. All statements of a connection run in the order in which they were called.
 *
 * Every method rejects with a `DatabaseError` whose `cause` is the driver's error and whose text never holds a
 * password; code `CONNECTION` when the session is lost, `DATABASE` when the server refused the statement.
 */
export interface Connection {
  /** `postgresql`, `mysql`, `mariadb`, `sqlite`, `mssql`, `oracle`, or a third party's name. */
  readonly dialectName: string;
  /** `pg`, `mysql2`, `node:sqlite`, … */
  readonly driverName: string;
  /** What it is connected to, for people: the URL with its password shown as `***`, or a word for the user's own. */
  readonly label?: string | undefined;
  /** Whether this package opened the session; one that the user supplied is never closed. */
  readonly isOwned: boolean;
  /** Aborted, with the `DatabaseError` as reason, when the server or the network ended the session. */
  readonly signal: AbortSignal;
  /** Awaited before each statement of a typed query builder on this connection; see `kysely()`. */
  readonly beforeExecute?: (() => Promise<void>) | undefined;
  /** Factories of the Kysely dialect behind this connection, where there is one; used by `kysely()`. */
  readonly kyselyDialect?: unknown;

  /** Runs one statement; placeholders are the driver's own (`$1` or `?`). */
  execute(sql: string, parameters?: readonly unknown[]): Promise<QueryResult>;
  /**
   * Reads rows as arrays, for catalog queries. PostgreSQL drivers give every value as the server's text (`"t"`,
   * `"{1,2}"`, `"42"`) or `null`; MySQL and SQLite drivers give numbers (`bigint` beyond 2^53 - 1 in SQLite, text in
   * MySQL), strings, bytes for binary columns, and `null`.
   */
  executeArrays(sql: string, parameters?: readonly unknown[]): Promise<readonly ArrayRow[]>;
  /** Runs a text of one or several statements, all of them; the answer is that of the last. */
  executeScript(sql: string): Promise<QueryResult>;
  /** Runs one prepared statement once per row; returns the number of affected rows. */
  executeMany(sql: string, rows: readonly ArrayRow[]): Promise<number>;

  begin(options?: BeginOptions): Promise<void>;
  /** Commits; rejects when the server answered with a rollback because the transaction had failed. */
  commit(): Promise<void>;
  /** Rolls back; does nothing where no transaction is open. */
  rollback(): Promise<void>;
  savepoint(name: string): Promise<void>;
  rollbackTo(name: string): Promise<void>;
  release(name: string): Promise<void>;
  /** Whether a transaction is open, as the server sees it where the driver tells. */
  inTransaction(): boolean;

  /** Ends the statement that is running, from outside; it then rejects. Does nothing where that is impossible. */
  cancel(): Promise<void>;
  /** Ends the session (or hands the user's own back). Further statements reject. May be called twice. */
  close(): Promise<void>;
  /** Calls back once when the session is lost; returns a function that removes the callback. */
  onLost(callback: (error: Error) => void): () => void;
  /** The server's version as numbers, missing ones 0; asked once. */
  serverVersion(): Promise<readonly [number, number, number]>;
  /** The server's version as it spells it, e.g. `10.11.19-MariaDB`; asked once. */
  serverVersionText(): Promise<string>;
  /** A second session with the same database; `null` where there can be none (memory, the user's own). */
  open(): Promise<Connection> | null;
}

/** Whether a value is a {@link Connection}, also one of another copy of this package. */
export function isConnection(value: unknown): value is Connection {
  return (
    typeof value === "object" &&
    value !== null &&
    "executeArrays" in value &&
    "executeScript" in value &&
    "dialectName" in value
  );
}
