import { AlembicError, DatabaseError } from "../errors/index.ts";
import { forgetRejected } from "../util/forget-rejected.ts";
import { publishStatement } from "../util/statement-channel.ts";
import type { ArrayRow, BeginOptions, Connection, QueryResult } from "./connection.ts";
import { parseServerVersion } from "./server-version.ts";
import type { DriverSession, SessionResult } from "./session.ts";
import { hasStatement, splitStatements } from "./split-statements.ts";
import { type ErrorPlace, statementError } from "./wrap-error.ts";

/** Receives each statement before it is sent. */
export type Echo = (sql: string, parameters: readonly unknown[]) => void;

/** What a connection knows beside its session. */
export interface ConnectionInfo {
  readonly dialectName: string;
  readonly isOwned: boolean;
  readonly place: Omit<ErrorPlace, "sql">;
  readonly echo?: boolean | Echo | undefined;
  readonly open?: (() => Promise<Connection>) | null | undefined;
}

/** Makes a {@link Connection} of a driver's session: order, transaction state, errors, loss and echo. */
export function createConnection(session: DriverSession, info: ConnectionInfo): Connection {
  return new SessionConnection(session, info);
}

const nothing: SessionResult = { rows: [], rowCount: null };

const savepointName = /^[A-Za-z_][A-Za-z0-9_]*$/;

class SessionConnection implements Connection {
  readonly dialectName: string;
  readonly driverName: string;
  readonly label: string;
  readonly isOwned: boolean;
  readonly kyselyDialect: unknown;
  readonly #session: DriverSession;
  readonly #info: ConnectionInfo;
  readonly #loss = new AbortController();
  /** Why the connection is gone; `null` while it is there. */
  #lostError: Error | null = null;
  /** Settles when what was sent so far is done; `null` when nothing is on its way. */
  #queue: Promise<void> | null = null;
  /** A statement that is sent before this has settled may be cancelled in the place of the one that was meant. */
  #cancelling: Promise<void> | null = null;
  #began = false;
  /** A statement failed in this transaction and was not rolled back to a savepoint. */
  #failed = false;
  #closed: Promise<void> | null = null;
  #versionText: Promise<string> | null = null;

  constructor(session: DriverSession, info: ConnectionInfo) {
    this.dialectName = info.dialectName;
    this.driverName = session.driverName;
    this.label = info.place.label;
    this.isOwned = info.isOwned;
    this.kyselyDialect = session.kyselyDialect;
    this.#session = session;
    this.#info = info;
    session.onLost((error) => this.#markLost(error));
  }

  get signal(): AbortSignal {
    return this.#loss.signal;
  }

  execute(sql: string, parameters: readonly unknown[] = []): Promise<QueryResult> {
    if (parameters.length === 0 && this.#isNothing(sql)) return this.#enqueue(sql, async () => nothing);
    return this.#send(sql, parameters, () => this.#session.execute(sql, parameters));
  }

  executeArrays(sql: string, parameters: readonly unknown[] = []): Promise<readonly ArrayRow[]> {
    return this.#send(sql, parameters, () => this.#session.executeArrays(sql, parameters));
  }

  executeScript(sql: string): Promise<QueryResult> {
    if (this.#isNothing(sql)) return this.#enqueue(sql, async () => nothing);
    return this.#send(sql, [], () => this.#session.executeScript(sql));
  }

  async executeMany(sql: string, rows: readonly ArrayRow[]): Promise<number> {
    if (rows.length === 0) return 0;
    return this.#send(sql, rows, () => this.#session.executeMany(sql, rows));
  }

  async begin(options: BeginOptions = {}): Promise<void> {
    if (this.inTransaction()) {
      throw new DatabaseError("A transaction is open on this connection already; it cannot begin another.", {
        sql: this.#session.transactions.begin.join("; "),
      });
    }
    const { begin, beginImmediate } = this.#session.transactions;
    await this.#run(options.immediate === true ? beginImmediate : begin);
    this.#began = true;
    this.#failed = false;
  }

  async commit(): Promise<void> {
    const { commit, failureTurnsCommitIntoRollback } = this.#session.transactions;
    if (this.#failed && failureTurnsCommitIntoRollback) await this.#refuseFailedTransaction();
    const result = await this.#run(commit).finally(() => this.#settle());
    if (result.command !== undefined && /^rollback/i.test(result.command)) throw this.#turnedIntoRollback();
  }

  async rollback(): Promise<void> {
    if (!this.inTransaction() || this.#lostError !== null) {
      this.#settle();
      return;
    }
    await this.#run(this.#session.transactions.rollback).finally(() => this.#settle());
  }

  async savepoint(name: string): Promise<void> {
    await this.#run([this.#session.transactions.savepoint(checkedSavepoint(name))]);
  }

  async rollbackTo(name: string): Promise<void> {
    await this.#run([this.#session.transactions.rollbackTo(checkedSavepoint(name))]);
    this.#failed = false;
  }

  async release(name: string): Promise<void> {
    const { release, committedSavepointCodes } = this.#session.transactions;
    if (release === null) return;
    try {
      await this.#run([release(checkedSavepoint(name))]);
    } catch (error) {
      if (!(error instanceof DatabaseError) || !committedSavepointCodes.includes(error.driverCode ?? ""))
        throw error;
    }
  }

  inTransaction(): boolean {
    return this.#session.inTransaction() ?? this.#began;
  }

  async cancel(): Promise<void> {
    if (this.#lostError !== null || this.#closed !== null) return;
    const cancelling = this.#session.cancel();
    this.#cancelling = cancelling.catch(() => {});
    try {
      await cancelling;
    } catch (error) {
      throw this.#wrap(error, undefined);
    }
  }

  close(): Promise<void> {
    this.#closed ??= (this.#queue ?? Promise.resolve()).then(() => this.#end());
    return this.#closed;
  }

  onLost(callback: (error: Error) => void): () => void {
    const { signal } = this;
    const listener = (): void => callback(signal.reason);
    if (signal.aborted) queueMicrotask(listener);
    else signal.addEventListener("abort", listener, { once: true });
    return () => signal.removeEventListener("abort", listener);
  }

  serverVersionText(): Promise<string> {
    this.#versionText ??= forgetRejected(
      this.#enqueue(undefined, () => this.#session.serverVersionText()),
      () => {
        this.#versionText = null;
      },
    );
    return this.#versionText;
  }

  async serverVersion(): Promise<readonly [number, number, number]> {
    return parseServerVersion(await this.serverVersionText());
  }

  open(): Promise<Connection> | null {
    return this.#info.open?.() ?? null;
  }

  /** Sends statements of our own, in one round trip where the driver can; gives the last result. */
  async #run(statements: readonly string[]): Promise<SessionResult> {
    const sql = statements.join("; ");
    if (statements.length === 0) return nothing;
    if (statements.length > 1 && this.#session.runsScripts) {
      return this.#send(sql, [], () => this.#session.executeScript(sql));
    }
    const results = await Promise.all(
      statements.map((statement) => this.#send(statement, [], () => this.#session.execute(statement, []))),
    );
    return results.at(-1) ?? nothing;
  }

  #send<T>(sql: string, parameters: readonly unknown[], run: () => Promise<T>): Promise<T> {
    return this.#enqueue(
      sql,
      () => {
        this.#echo(sql, parameters);
        return run();
      },
      parameters,
    );
  }

  async #enqueue<T>(
    sql: string | undefined,
    run: () => Promise<T>,
    parameters: readonly unknown[] = [],
  ): Promise<T> {
    if (this.#closed !== null) throw this.#closedError(sql);
    const previous = this.#queue;
    const { promise: turn, resolve: endTurn } = Promise.withResolvers<void>();
    this.#queue = turn;
    try {
      if (previous !== null) await previous;
      if (this.#cancelling !== null) await this.#cancelling;
      return await this.#attempt(sql, run, parameters);
    } finally {
      if (this.#queue === turn) this.#queue = null;
      endTurn();
    }
  }

  async #attempt<T>(
    sql: string | undefined,
    run: () => Promise<T>,
    parameters: readonly unknown[],
  ): Promise<T> {
    if (this.#lostError !== null) throw this.#lostError;
    try {
      return await run();
    } catch (error) {
      this.#failed = true;
      throw this.#wrap(error, sql, parameters);
    }
  }

  /** Not every database takes a text without a statement. */
  #isNothing(sql: string): boolean {
    return !hasStatement(sql, this.#session.lexis);
  }

  #echo(sql: string, parameters: readonly unknown[]): void {
    const { echo } = this.#info;
    if (typeof echo === "function") echo(sql, parameters);
    publishStatement(() => ({
      sql,
      parameters,
      driverName: this.driverName,
      echo: echo === true,
      blocksThread: this.#session.blocksThread === true,
    }));
  }

  async #refuseFailedTransaction(): Promise<void> {
    try {
      await this.#run(["SELECT 1"]);
    } catch {
      await this.rollback();
      throw this.#turnedIntoRollback();
    }
  }

  #turnedIntoRollback(): DatabaseError {
    return new DatabaseError(
      "The transaction was rolled back, not committed, because one of its statements had failed.",
      { sql: this.#session.transactions.commit.join("; ") },
      { hint: "Let the error of the failed statement through, or wrap the statement in a savepoint." },
    );
  }

  #wrap(error: unknown, sql: string | undefined, parameters: readonly unknown[] = []): Error {
    const said = this.#session.describeError(error);
    const described = { ...said, hint: said.hint ?? this.#hintOnValues(sql, parameters) };
    const wrapped = statementError(error, described, { ...this.#info.place, sql });
    if (described.lost === true) this.#lose(wrapped);
    return wrapped;
  }

  /** Servers answer several statements with values by a syntax error, or by a word on prepared statements. */
  #hintOnValues(sql: string | undefined, parameters: readonly unknown[]): string | undefined {
    const isSeveral =
      sql !== undefined && parameters.length > 0 && splitStatements(sql, this.#session.lexis).length > 1;
    return isSeveral
      ? "Run each statement that has values by itself, one op.execute(…) each: only a string without values may hold several."
      : undefined;
  }

  #markLost(error: unknown): void {
    if (this.#closed !== null) return;
    const described = { ...this.#session.describeError(error), lost: true };
    this.#lose(statementError(error, described, this.#info.place));
  }

  #lose(error: Error): void {
    if (this.#lostError !== null) return;
    this.#lostError = error;
    this.#loss.abort(error);
  }

  #closedError(sql: string | undefined): DatabaseError {
    return new DatabaseError(
      `The connection to ${this.#info.place.label} is closed.`,
      { sql },
      { code: "CONNECTION", hint: "Await everything that uses the connection before it is closed." },
    );
  }

  #settle(): void {
    this.#began = false;
    this.#failed = false;
  }

  async #end(): Promise<void> {
    try {
      await this.#session.close();
    } catch (error) {
      if (this.#lostError === null) throw this.#wrap(error, undefined);
    }
  }
}

function checkedSavepoint(name: string): string {
  if (savepointName.test(name)) return name;
  throw new AlembicError(`'${name}' cannot be the name of a savepoint.`, {
    code: "OPERATION",
    hint: "Use letters, digits and underscores only.",
  });
}
