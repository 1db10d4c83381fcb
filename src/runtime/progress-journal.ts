import type { QueryResult } from "../connection/connection.ts";
import type { Statement } from "../dialect/statement.ts";
import { DatabaseError } from "../errors/index.ts";
import { type EarlierRuns, forgetStamped, readEarlier } from "./half-done.ts";
import { entryOf, hashOf, noResult, type PlacedStatement } from "./placed-statement.ts";
import { changedScript, unclearProgram } from "./progress-errors.ts";
import type { ProgressEntry, ScriptRecord } from "./progress-table.ts";
import { decodeResult } from "./recorded-result.ts";
import type { StatementExecutor } from "./statement-executor.ts";
import { runsProgram, type StatementKind, statementKind } from "./statement-kind.ts";
import { type ProgressStore, StatementMarks } from "./statement-marks.ts";

const nothingEarlier: EarlierRuns = { entries: [], hasOthers: false };

/** One that is done in a transaction that may still be rolled back. */
interface Done extends PlacedStatement {
  readonly result: QueryResult;
}

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
  #hasOthers = false;
  #earlier: ReadonlyMap<number, ProgressEntry> = new Map();
  #done: Done[] = [];
  #position = 0;
  #isPersistent = false;
  #isOutside = false;
  #isInWhole = false;
  readonly #marks: StatementMarks;

  constructor(store: ProgressStore) {
    this.#store = store;
    this.#marks = new StatementMarks(store);
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
    const { table, dialect } = this.#store;
    if (looksAgain) this.#tableExists = null;
    this.#tableExists ??= await table.exists();
    const { entries, hasOthers } = this.#tableExists ? await readEarlier(table, script) : nothingEarlier;
    this.#key = script;
    this.#hasOthers = hasOthers;
    this.#earlier = new Map(entries.map((entry) => [entry.position, entry]));
    this.#done = [];
    this.#position = 0;
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
    this.#close();
  }

  /** Forgets, in the transaction of a stamp, the scripts over which it goes. */
  async stamped(rows: readonly string[]): Promise<void> {
    const { table } = this.#store;
    this.#tableExists ??= await table.exists();
    if (this.#tableExists) await forgetStamped(table, rows);
  }

  /**
   * Notes, when everything was rolled back, that the statement that failed did nothing. Gives the places of the
   * statements that stayed; `null` where nothing is recorded, or nobody can be asked any more.
   */
  async settleFailure(): Promise<ReadonlySet<number> | null> {
    const key = this.#key;
    if (key !== null) await this.#marks.takeBack(key);
    const { connection, table } = this.#store;
    const canAsk = key !== null && this.#isPersistent && !connection.signal.aborted;
    const entries = canAsk ? await table.read(key) : null;
    if (this.#isPersistent) this.#tableExists = null;
    // Whether a record is there is still asked for, to tell people what to do.
    this.#key = null;
    return entries === null ? null : new Set(entries.map(({ position }) => position));
  }

  /** Drops the table when nothing is recorded any more, also one that a killed run left behind. */
  async tidyUp(): Promise<void> {
    const { table, connection } = this.#store;
    if (connection.signal.aborted) return;
    this.#tableExists ??= await table.exists();
    if (!this.#tableExists) return;
    // Where transactions are the lock, another run may have made a record, or dropped the table, in between.
    await this.#inTransaction(async () => {
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
        let result = noResult;
        for (const part of this.#parts(statement))
          result = await this.#runAs(statementKind(part.sql), part, inner);
        return result;
      },
    };
  }

  /** A script is recorded statement by statement where one of them may be final before the next. */
  #parts(statement: Statement): readonly Statement[] {
    const split = this.#store.dialect.session?.splitScript;
    if (statement.script !== true || split === undefined) return [statement];
    const texts = split(statement.sql);
    return texts.length < 2 ? [statement] : texts.map((sql) => ({ sql, script: true }));
  }

  async #runAs(kind: StatementKind, statement: Statement, inner: StatementExecutor): Promise<QueryResult> {
    const key = this.#key;
    if (key === null || kind === "session") return inner.run(statement);
    const placed = { kind, statement, position: this.#position++ };
    const earlier = this.#earlier.get(placed.position);
    if (earlier !== undefined) return this.#resume(earlier, placed, inner);
    const { connection, dialect } = this.#store;
    const rollsBack = connection.inTransaction() && dialect.features.ddlRollsBack;
    if (!this.#isPersistent || (rollsBack && !this.#isOutside)) {
      const result = await inner.run(statement);
      this.#done.push({ ...placed, result });
      return result;
    }
    const run = (): Promise<QueryResult> => inner.run(statement);
    if (kind !== "other" || rollsBack) return this.#withRecord(key, placed, run);
    const isUndone = runsProgram(statement.sql) && !dialect.features.ddlRollsBack;
    // Where a program only changes rows, its mark goes with them when it is killed.
    return isUndone
      ? this.#inTransaction(() => this.#marks.run(key, placed, run))
      : this.#marks.run(key, placed, run);
  }

  /** Rows and their record become final together. */
  async #withRecord(
    key: ScriptRecord,
    placed: PlacedStatement,
    run: () => Promise<QueryResult>,
  ): Promise<QueryResult> {
    return this.#inTransaction(async () => {
      const result = await run();
      await this.#store.table.insert(key, entryOf(placed, "done", result));
      return result;
    });
  }

  /** In the transaction that is open, or in one of its own. */
  async #inTransaction<T>(run: () => Promise<T>): Promise<T> {
    const { connection } = this.#store;
    if (connection.inTransaction()) return run();
    await connection.begin({ immediate: true });
    try {
      const result = await run();
      await connection.commit();
      return result;
    } catch (error) {
      await connection.rollback();
      throw error;
    }
  }

  async #resume(
    earlier: ProgressEntry,
    { kind, statement }: PlacedStatement,
    inner: StatementExecutor,
  ): Promise<QueryResult> {
    const { dialect, table } = this.#store;
    const key = this.#key;
    if (key === null) return inner.run(statement);
    if (earlier.hash !== hashOf(statement)) throw changedScript(key, earlier, { table, now: statement.sql });
    if (earlier.result !== null) return decodeResult(earlier.result);
    if (earlier.state === "done" && kind !== "read") return noResult;
    if (runsProgram(statement.sql)) throw unclearProgram(key, earlier, table);
    if (await this.#marks.hasChanged(earlier, statement)) {
      await table.markDone(key, earlier.position);
      return noResult;
    }
    try {
      const result = await inner.run(statement);
      await table.markDone(key, earlier.position);
      return result;
    } catch (error) {
      if (!(error instanceof DatabaseError) || dialect.session?.isAlreadyApplied?.(error) !== true)
        throw error;
      await table.markDone(key, earlier.position);
      return noResult;
    }
  }

  #close(): void {
    this.#key = null;
    this.#earlier = new Map();
    this.#done = [];
    this.#marks.reset();
    this.#isPersistent = false;
  }
}
