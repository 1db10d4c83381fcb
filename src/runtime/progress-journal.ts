import type { QueryResult } from "../connection/connection.ts";
import { inTransaction } from "../connection/in-transaction.ts";
import type { DialectStatement } from "../dialect/statement.ts";
import { DatabaseError } from "../errors/index.ts";
import { type EarlierRuns, forgetStamped, readEarlier } from "./half-done.ts";
import { type DoneStatement, entryOf, noResult, type PlacedStatement } from "./placed-statement.ts";
import { lostSessionState } from "./progress-errors.ts";
import type { ProgressEntry, ScriptRecord } from "./progress-table.ts";
import { recordStatement } from "./record-statement.ts";
import { assertUnchanged, resumeStatement } from "./resume-statement.ts";
import { SessionLosses } from "./session-losses.ts";
import type { StatementExecutor } from "./statement-executor.ts";
import { kindInSession, type StatementKind } from "./statement-kind.ts";
import { type ProgressStore, StatementMarks } from "./statement-marks.ts";
import { TableLocks } from "./table-locks.ts";

const nothingEarlier: EarlierRuns = { entries: [], hasOthers: false };

/**
 * The record of what a revision's script has done, where not all of it can be rolled back: DDL of MySQL and MariaDB,
 * and autocommit blocks. A run that failed or was killed goes on behind the last statement that was done.
 *
 * A statement that changes rows is recorded in its own transaction, so that both are there or neither. Another one is
 * marked as started before and as done behind it. When only the first mark is found, it counts as done if what it changes
 * has changed since; else it is sent again, and an error that says that its effect is there already counts as done. Rows
 * that were read are recorded too: the script sees what it saw the first time.
 */
export class ProgressJournal {
  readonly #store: ProgressStore;
  /** Whether the table exists; `null` before the first script of the run. */
  #tableExists: boolean | null = null;
  #key: ScriptRecord | null = null;
  /** The script that is finished, in a transaction that may still be rolled back. */
  #finished: ScriptRecord | null = null;
  #hasOthers = false;
  #earlier: ReadonlyMap<number, ProgressEntry> = new Map();
  /** Done in a transaction that may still be rolled back. */
  #done: DoneStatement[] = [];
  #askedAgain: ProgressEntry | null = null;
  #position = 0;
  #isPersistent = false;
  #isOutside = false;
  #isInWhole = false;
  readonly #marks: StatementMarks;
  readonly #locks: TableLocks;
  readonly #losses: SessionLosses;

  constructor(store: ProgressStore) {
    this.#store = store;
    this.#marks = new StatementMarks(store);
    this.#locks = new TableLocks(store, this.#marks);
    this.#losses = new SessionLosses(store.dialect.session);
  }

  /** The place that the next statement has in the record. */
  get position(): number {
    return this.#position;
  }

  get isPersistent(): boolean {
    return this.#isPersistent;
  }

  /**
   * Begins a script, behind what an earlier run has done of it. Where others may have run since the last script, the table
   * is looked for again.
   */
  async open(script: ScriptRecord, looksAgain: boolean): Promise<void> {
    const { table, dialect, hasScript } = this.#store;
    if (looksAgain) this.#tableExists = null;
    this.#tableExists ??= await table.exists();
    const { entries, hasOthers } = this.#tableExists
      ? await readEarlier(table, script, hasScript)
      : nothingEarlier;
    this.#key = script;
    this.#finished = null;
    this.#hasOthers = hasOthers;
    this.#earlier = new Map(entries.map((entry) => [entry.position, entry]));
    this.#done = [];
    this.#position = 0;
    this.#askedAgain = null;
    this.#losses.reset();
    this.#marks.reset();
    this.#isPersistent = entries.length > 0;
    if (!dialect.features.ddlRollsBack) await this.#persist();
  }

  /** Runs a function whose statements become final, each or in transactions of its own. */
  async outside<T>(fn: () => Promise<T>): Promise<T> {
    await this.#persist();
    this.#isOutside = true;
    try {
      return await fn();
    } finally {
      this.#isOutside = false;
    }
  }

  /** Records what was done so far and from now on. Called before something becomes final. */
  async #persist(): Promise<void> {
    if (this.#key === null) return;
    const { table } = this.#store;
    if (this.#tableExists !== true) await table.create();
    this.#tableExists = true;
    this.#isPersistent = true;
    for (const done of this.#done) await table.insert(this.#key, entryOf(done, "done", done.result));
    this.#done = [];
  }

  /** Forgets the record, in the transaction that makes the revision final; `rows` are the version rows behind it. */
  async finish(rows: readonly string[]): Promise<void> {
    const { table } = this.#store;
    if (this.#isPersistent && this.#key !== null) await table.remove(this.#key);
    if (this.#hasOthers) await table.noteRows(rows);
    this.#finished = this.#key;
    this.#close();
  }

  /** Forgets, in the transaction of a stamp, the scripts over which it goes. */
  async stamped(rows: readonly string[]): Promise<void> {
    const { table } = this.#store;
    this.#tableExists ??= await table.exists();
    if (this.#tableExists) await forgetStamped(table, rows);
  }

  /**
   * Notes, when everything was rolled back, that the statement that failed did nothing. Gives what stayed; `null` where
   * nothing is recorded, or nobody can be asked any more.
   */
  async settleFailure(): Promise<readonly ProgressEntry[] | null> {
    const script = this.#key ?? this.#finished;
    const { connection, table } = this.#store;
    const isKnown = await this.#locks.release();
    if (script !== null) await this.#marks.takeBack(script);
    const canAsk = script !== null && this.#isPersistent && !connection.signal.aborted;
    const entries = canAsk ? await table.read(script) : null;
    if (this.#isPersistent) this.#tableExists = null;
    // Whether a record is there is still asked for, to tell people what to do.
    this.#key = null;
    this.#finished = null;
    return isKnown ? entries : null;
  }

  /** The tables in which a rollback takes nothing back. */
  async tablesWithoutRollback(): Promise<readonly string[]> {
    const { connection, dialect } = this.#store;
    return (await dialect.session?.tablesWithoutRollback?.(connection)) ?? [];
  }

  /** Drops the table when nothing is recorded any more, also one that a killed run left behind. */
  async tidyUp(): Promise<void> {
    const { table, connection } = this.#store;
    if (connection.signal.aborted) return;
    this.#tableExists ??= await table.exists();
    if (!this.#tableExists) return;
    // Where transactions are the lock, another run may have made a record, or dropped the table, in between.
    await inTransaction(connection, async () => {
      this.#tableExists = await table.exists();
      if (!this.#tableExists || !(await table.isEmpty())) return;
      await table.drop();
      this.#tableExists = false;
    });
  }

  /**
   * Runs what is done whole or not at all, in a transaction, as if it were one statement; `what` has to be the same each
   * time. Nothing happens when an earlier run has done it.
   */
  async once(what: string, run: () => Promise<void>): Promise<void> {
    const whole = async (): Promise<QueryResult> => {
      this.#isInWhole = true;
      try {
        await run();
        return noResult;
      } finally {
        this.#isInWhole = false;
      }
    };
    await this.#runAs("data", { sql: what }, { run: whole });
  }

  /** What a function finds out; an earlier run's answer when there is one. It has to survive JSON. */
  async remember<T>(what: string, find: () => Promise<T>): Promise<T> {
    const run = async (): Promise<QueryResult> => ({
      rows: [{ value: JSON.stringify(await find()) }],
      rowCount: null,
    });
    const { rows } = await this.#runAs("read", { sql: what }, { run });
    // The text is what JSON.stringify made of the function's answer.
    return JSON.parse(String(rows[0]?.value)) as T;
  }

  /** An executor whose statements are recorded, and skipped when they are done already. */
  executor(inner: StatementExecutor): StatementExecutor {
    return {
      run: async (statement) => {
        if (this.#key === null || this.#isInWhole) return inner.run(statement);
        const { session } = this.#store.dialect;
        let result = noResult;
        for (const part of this.#parts(statement))
          result = await this.#runAs(kindInSession(part.sql, session), part, inner);
        return result;
      },
    };
  }

  /** A script is recorded statement by statement where one of them may be final before the next. */
  #parts(statement: DialectStatement): readonly DialectStatement[] {
    const split = this.#store.dialect.session?.splitScript;
    if (statement.script !== true || split === undefined) return [statement];
    const texts = split(statement.sql);
    return texts.length < 2 ? [statement] : texts.map((sql) => ({ sql, script: true }));
  }

  async #runAs(
    kind: StatementKind,
    statement: DialectStatement,
    inner: StatementExecutor,
  ): Promise<QueryResult> {
    const script = this.#key;
    if (script === null) return inner.run(statement);
    const send = async (): Promise<QueryResult> => {
      const missing = this.#losses.missing(statement.sql);
      if (missing !== null) throw lostSessionState(script, missing, this.#store.table);
      const result = await inner.run(statement);
      this.#losses.sent(statement.sql);
      return result;
    };
    const border = this.#store.dialect.session?.tableLock?.(statement.sql) ?? null;
    if (border === "unlock") return this.#locks.unlock(script, send);
    if (border === null && kind === "session") return this.#runInSession(statement, send);
    const placed = { kind, statement, position: this.#position++ };
    const earlier = this.#earlier.get(placed.position);
    if (earlier !== undefined) assertUnchanged(this.#store, this.#resumed(script, placed, earlier));
    if (border === "lock" && !this.#locks.isHeld)
      return this.#locks.lock(script, { ...placed, earlier }, send);
    if (earlier !== undefined) return this.#resume(script, { ...placed, earlier }, send);
    if (this.#locks.isDone || this.#losses.isOver(statement.sql)) return this.#skip(statement);
    return this.#locks.isHeld ? this.#locks.run(placed, send) : this.#record(script, placed, send);
  }

  /** What sets up the session is run again, also in front of what is done, as far as it can be. */
  async #runInSession(statement: DialectStatement, send: () => Promise<QueryResult>): Promise<QueryResult> {
    const losses = this.#losses;
    if (losses.isOver(statement.sql)) return this.#skip(statement);
    const isBehind = this.#position > Math.max(-1, ...this.#earlier.keys());
    if (isBehind || !losses.isNamed(statement.sql)) return send();
    if (losses.missing(statement.sql) !== null) return this.#skip(statement);
    // What has been dropped since cannot be prepared again; that matters only to who needs it.
    return send().catch((error: unknown) => {
      if (error instanceof DatabaseError) return this.#skip(statement);
      throw error;
    });
  }

  #skip({ sql }: DialectStatement): QueryResult {
    this.#losses.skipped(sql);
    return noResult;
  }

  #resumed(script: ScriptRecord, placed: PlacedStatement, earlier: ProgressEntry) {
    return { ...placed, script, earlier, askedAgain: this.#askedAgain };
  }

  async #resume(
    script: ScriptRecord,
    { earlier, ...placed }: PlacedStatement & { readonly earlier: ProgressEntry },
    send: () => Promise<QueryResult>,
  ): Promise<QueryResult> {
    let isSent = false;
    const run = (): Promise<QueryResult> => {
      isSent = true;
      return send();
    };
    const resumed = this.#resumed(script, placed, earlier);
    const result = await resumeStatement(this.#store, this.#marks, { ...resumed, run });
    if (!isSent) this.#losses.skipped(placed.statement.sql);
    else if (earlier.state === "done") this.#askedAgain = earlier;
    return result;
  }

  /** Runs a statement for the first time. */
  async #record(
    script: ScriptRecord,
    placed: PlacedStatement,
    run: () => Promise<QueryResult>,
  ): Promise<QueryResult> {
    const { connection, dialect } = this.#store;
    const rollsBack = connection.inTransaction() && dialect.features.ddlRollsBack;
    if (!this.#isPersistent || (rollsBack && !this.#isOutside)) {
      const result = await run();
      this.#done.push({ ...placed, result });
      return result;
    }
    return recordStatement(this.#store, this.#marks, { ...placed, script, run });
  }

  #close(): void {
    this.#key = null;
    this.#earlier = new Map();
    this.#done = [];
    this.#marks.reset();
  }
}
