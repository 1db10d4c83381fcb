import { getLogger } from "../config/index.ts";
import type { Connection, QueryResult } from "../connection/connection.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { Statement } from "../dialect/statement.ts";
import { DatabaseError } from "../errors/index.ts";
import { hexDigest } from "../util/hex-digest.ts";
import { changedScript, unclearProgram } from "./progress-errors.ts";
import type { ProgressEntry, ProgressKey, ProgressTable } from "./progress-table.ts";
import { decodeResult, encodeResult } from "./recorded-result.ts";
import type { StatementExecutor } from "./statement-executor.ts";
import { runsProgram, type StatementKind, statementKind } from "./statement-kind.ts";

const logger = getLogger("alembic.runtime.migration");
const skipped: QueryResult = Object.freeze({ rows: Object.freeze([]), rowCount: null });

export interface JournalOptions {
  readonly dialect: Dialect;
  readonly connection: Connection;
  readonly table: ProgressTable;
}

/** A statement at its place in the script. */
interface Placed {
  readonly kind: StatementKind;
  readonly statement: Statement;
  readonly position: number;
}

/** One that is done in a transaction that may still be rolled back. */
interface Done extends Placed {
  readonly result: QueryResult;
}

/**
 * The record of what a revision's script has done, where not all of it can be rolled back: DDL of MySQL and MariaDB,
 * and autocommit blocks. A run that failed or was killed goes on behind the last statement that was done.
 *
 * A statement that changes rows is recorded in its own transaction, so that both are there or neither. Another one is
 * marked as started before and as done behind it. When only the first mark is found, it counts as done if what it changes
 * has changed since; else it is sent again, and an error that says that its effect is there already counts as done. Rows that were read are recorded too: the script sees
 * what it saw the first time.
 */
export class ProgressJournal {
  readonly #options: JournalOptions;
  /** Whether the table exists; `null` before the first script of the run. */
  #tableExists: boolean | null = null;
  #key: ProgressKey | null = null;
  #earlier: ReadonlyMap<number, ProgressEntry> = new Map();
  #done: Done[] = [];
  #position = 0;
  #isPersistent = false;
  #isOutside = false;
  #isInWhole = false;
  #started: number | null = null;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** The place that the next statement has in the record. */
  get position(): number {
    return this.#position;
  }

  get isPersistent(): boolean {
    return this.#isPersistent;
  }

  /** Begins a script, behind what an earlier run has done of it. */
  async open(key: ProgressKey): Promise<void> {
    const { table, dialect } = this.#options;
    this.#tableExists ??= await table.exists();
    this.#key = key;
    const earlier = this.#tableExists ? await this.#readEarlier(key) : [];
    this.#earlier = new Map(earlier.map((entry) => [entry.position, entry]));
    this.#done = [];
    this.#position = 0;
    this.#started = null;
    this.#isPersistent = earlier.length > 0;
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
    const { table } = this.#options;
    if (this.#tableExists !== true) await table.create();
    this.#tableExists = true;
    this.#isPersistent = true;
    for (const done of this.#done) await table.insert(this.#key, entryOf(done, "done", done.result));
    this.#done = [];
  }

  /** Forgets the record, in the transaction that makes the revision final. */
  async finish(): Promise<void> {
    if (this.#isPersistent && this.#key !== null) await this.#options.table.remove(this.#key);
    this.#close();
  }

  /**
   * Notes, when everything was rolled back, that the statement that failed did nothing. Gives the places of the
   * statements that stayed; `null` where nothing is recorded, or nobody can be asked any more.
   */
  async settleFailure(): Promise<ReadonlySet<number> | null> {
    const key = this.#key;
    if (key !== null) await this.#takeMarkBack(key);
    const { connection, table } = this.#options;
    const canAsk = key !== null && this.#isPersistent && !connection.signal.aborted;
    const entries = canAsk ? await table.read(key) : null;
    this.#key = null;
    return entries === null ? null : new Set(entries.map(({ position }) => position));
  }

  /** Drops the table when nothing is recorded any more, also one that a killed run left behind. */
  async tidyUp(): Promise<void> {
    const { table } = this.#options;
    this.#tableExists ??= await table.exists();
    if (!this.#tableExists || !(await table.isEmpty())) return;
    await table.drop();
    this.#tableExists = false;
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
        return skipped;
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
        let result = skipped;
        for (const part of this.#parts(statement))
          result = await this.#runAs(statementKind(part.sql), part, inner);
        return result;
      },
    };
  }

  /** A script is recorded statement by statement where one of them may be final before the next. */
  #parts(statement: Statement): readonly Statement[] {
    const split = this.#options.dialect.session?.splitScript;
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
    const { connection, dialect } = this.#options;
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
      ? this.#inTransaction(() => this.#marked(key, placed, run))
      : this.#marked(key, placed, run);
  }

  /** Rows and their record become final together. */
  async #withRecord(key: ProgressKey, placed: Placed, run: () => Promise<QueryResult>): Promise<QueryResult> {
    return this.#inTransaction(async () => {
      const result = await run();
      await this.#options.table.insert(key, entryOf(placed, "done", result));
      return result;
    });
  }

  /** In the transaction that is open, or in one of its own. */
  async #inTransaction<T>(run: () => Promise<T>): Promise<T> {
    const { connection } = this.#options;
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

  /** A statement that becomes final by itself stands between two marks. */
  async #marked(key: ProgressKey, placed: Placed, run: () => Promise<QueryResult>): Promise<QueryResult> {
    const { connection, table } = this.#options;
    const fingerprint = await this.#fingerprint(placed.statement);
    await table.insert(key, { ...entryOf(placed, "started", skipped), fingerprint });
    this.#started = placed.position;
    const result = await this.#notingFailure(key, connection.inTransaction(), run);
    await table.markDone(key, placed.position, entryOf(placed, "done", result).result);
    this.#started = null;
    return result;
  }

  // In a transaction the mark is taken back when the transaction has been rolled back: see settleFailure.
  async #notingFailure(
    key: ProgressKey,
    inTransaction: boolean,
    run: () => Promise<QueryResult>,
  ): Promise<QueryResult> {
    try {
      return await run();
    } catch (error) {
      if (!inTransaction) await this.#takeMarkBack(key);
      throw error;
    }
  }

  async #takeMarkBack(key: ProgressKey): Promise<void> {
    const { connection, table } = this.#options;
    if (this.#started === null || connection.signal.aborted) return;
    await table.remove(key, this.#started);
    this.#started = null;
  }

  async #resume(
    earlier: ProgressEntry,
    { kind, statement }: Placed,
    inner: StatementExecutor,
  ): Promise<QueryResult> {
    const { dialect, table } = this.#options;
    const key = this.#key;
    if (key === null) return inner.run(statement);
    if (earlier.hash !== hashOf(statement)) throw changedScript(key, earlier, { table, now: statement.sql });
    if (earlier.result !== null) return decodeResult(earlier.result);
    if (earlier.state === "done" && kind !== "read") return skipped;
    if (runsProgram(statement.sql)) throw unclearProgram(key, earlier, table);
    if (await this.#hasChanged(earlier, statement)) {
      await table.markDone(key, earlier.position);
      return skipped;
    }
    try {
      const result = await inner.run(statement);
      await table.markDone(key, earlier.position);
      return result;
    } catch (error) {
      if (!(error instanceof DatabaseError) || dialect.session?.isAlreadyApplied?.(error) !== true)
        throw error;
      await table.markDone(key, earlier.position);
      return skipped;
    }
  }

  /** Whether what a started statement changes is not as it was before. */
  async #hasChanged({ state, fingerprint }: ProgressEntry, statement: Statement): Promise<boolean> {
    if (state === "done" || fingerprint === null) return false;
    return (await this.#fingerprint(statement)) !== fingerprint;
  }

  async #fingerprint({ sql }: Statement): Promise<string | null> {
    const { connection, dialect } = this.#options;
    return (await dialect.session?.fingerprint?.(connection, sql)) ?? null;
  }

  async #readEarlier(key: ProgressKey): Promise<readonly ProgressEntry[]> {
    const { table } = this.#options;
    const entries = await table.read(key);
    if (entries.length > 0) {
      logger.info(
        `Resuming ${key.direction} of ${key.revision}: an earlier run has done ${entries.length} of its statements, the last one ${entries.at(-1)?.statement}`,
      );
    }
    const others = (await table.keys()).filter(
      ({ revision, direction }) => revision !== key.revision || direction !== key.direction,
    );
    for (const { revision, direction } of others) {
      logger.warn(`The ${direction} of revision ${revision} was left half done by an earlier run.`);
    }
    return entries;
  }

  #close(): void {
    this.#key = null;
    this.#earlier = new Map();
    this.#done = [];
    this.#started = null;
    this.#isPersistent = false;
  }
}

function entryOf(
  { kind, statement, position }: Placed,
  state: ProgressEntry["state"],
  result: QueryResult,
): ProgressEntry {
  const isAnswer = result.rows.length > 0 || kind === "read";
  return {
    position,
    hash: hashOf(statement),
    state,
    statement: statement.sql.trim(),
    fingerprint: null,
    result: isAnswer ? encodeResult(result) : null,
  };
}

function hashOf({ sql, parameters = [], rows = [] }: Statement): string {
  const values = JSON.stringify([parameters, rows], (_key, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
  return hexDigest("sha1", `${sql.trim()}\0${values}`);
}
