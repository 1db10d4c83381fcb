import type { QueryResult } from "../connection/connection.ts";
import { inFinalTransaction } from "../connection/in-transaction.ts";
import { type DoneStatement, entryOf, noResult, type PlacedStatement } from "./placed-statement.ts";
import { unclearProgram } from "./progress-errors.ts";
import type { ProgressEntry, ScriptRecord } from "./progress-table.ts";
import type { ProgressStore, StatementMarks } from "./statement-marks.ts";

interface Stretch {
  readonly lock: PlacedStatement;
  /** Whether an earlier run has done it. */
  readonly isDone: boolean;
  readonly done: DoneStatement[];
  /** Whether one of its statements cannot be rolled back. */
  isFinal: boolean;
}

/**
 * What a script does between LOCK TABLES and UNLOCK TABLES, where the record cannot be written: it is marked as started
 * before, and recorded as done behind it.
 */
export class TableLocks {
  readonly #store: ProgressStore;
  readonly #marks: StatementMarks;
  #stretch: Stretch | null = null;

  constructor(store: ProgressStore, marks: StatementMarks) {
    this.#store = store;
    this.#marks = marks;
  }

  get isHeld(): boolean {
    return this.#stretch !== null;
  }

  /** Whether an earlier run has done what stands between the locks that are held. */
  get isDone(): boolean {
    return this.#stretch?.isDone === true;
  }

  /** Runs LOCK TABLES, or leaves it out when an earlier run has done all up to UNLOCK TABLES. */
  async lock(
    script: ScriptRecord,
    { earlier, ...lock }: PlacedStatement & { readonly earlier: ProgressEntry | undefined },
    run: () => Promise<QueryResult>,
  ): Promise<QueryResult> {
    if (earlier?.state === "started") throw unclearProgram(script, earlier, this.#store.table);
    const stretch = { lock, isDone: earlier !== undefined, done: [], isFinal: false };
    if (stretch.isDone) {
      this.#stretch = stretch;
      return noResult;
    }
    await this.#marks.begin(script, lock);
    const result = await run();
    this.#stretch = stretch;
    return result;
  }

  /** Runs a statement between the locks. */
  async run(placed: PlacedStatement, run: () => Promise<QueryResult>): Promise<QueryResult> {
    const stretch = this.#stretch;
    const isUndoable = placed.kind !== "other" && this.#store.connection.inTransaction();
    if (stretch !== null && placed.kind !== "read" && !isUndoable) stretch.isFinal = true;
    const result = await run();
    stretch?.done.push({ ...placed, result });
    return result;
  }

  /** Runs UNLOCK TABLES, and records what stands in front of it. */
  async unlock(script: ScriptRecord, run: () => Promise<QueryResult>): Promise<QueryResult> {
    const stretch = this.#stretch;
    this.#stretch = null;
    if (stretch?.isDone === true) return noResult;
    const result = await run();
    if (stretch === null) return result;
    // UNLOCK TABLES has committed what stands in front of it.
    await inFinalTransaction(this.#store.connection, async () => {
      for (const done of stretch.done)
        await this.#store.table.insert(script, entryOf(done, "done", done.result));
      await this.#marks.end(script, stretch.lock, noResult);
    });
    return result;
  }

  /** Gives the locks of a failed script back. Whether what was done between them was rolled back. */
  async release(): Promise<boolean> {
    const stretch = this.#stretch;
    this.#stretch = null;
    if (stretch === null || stretch.isDone || this.#store.connection.signal.aborted) return true;
    await this.#store.connection.execute("UNLOCK TABLES");
    if (stretch.isFinal) this.#marks.reset();
    return !stretch.isFinal;
  }
}
