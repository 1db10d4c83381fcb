import type { Connection, QueryResult } from "../connection/connection.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { DialectStatement } from "../dialect/statement.ts";
import { entryOf, noResult, type PlacedStatement } from "./placed-statement.ts";
import type { ProgressEntry, ProgressKey, ProgressTable, ScriptRecord } from "./progress-table.ts";

/** Where the progress of a run is recorded. */
export interface ProgressStore {
  readonly dialect: Dialect;
  readonly connection: Connection;
  readonly table: ProgressTable;
  /** Whether a script that an earlier run has begun can still be run. */
  readonly hasScript: (revision: string) => boolean;
}

/** The two marks between which a statement stands that becomes final by itself: started, and done. */
export class StatementMarks {
  readonly #store: ProgressStore;
  /** The statement of which only the first mark is set. */
  #started: number | null = null;

  constructor(store: ProgressStore) {
    this.#store = store;
  }

  /** Forgets a mark that another run is to find. */
  reset(): void {
    this.#started = null;
  }

  /** Runs a statement between its marks. */
  async run(
    key: ScriptRecord,
    placed: PlacedStatement,
    run: () => Promise<QueryResult>,
  ): Promise<QueryResult> {
    await this.begin(key, placed);
    const result = await this.#notingFailure(key, this.#store.connection.inTransaction(), run);
    await this.end(key, placed, result);
    return result;
  }

  /** Sets the first mark. */
  async begin(key: ScriptRecord, placed: PlacedStatement): Promise<void> {
    const fingerprint = await this.#fingerprint(placed.statement);
    await this.#store.table.insert(key, { ...entryOf(placed, "started", noResult), fingerprint });
    this.#started = placed.position;
  }

  /** Sets the second mark. */
  async end(key: ScriptRecord, placed: PlacedStatement, result: QueryResult): Promise<void> {
    await this.#store.table.markDone(key, placed.position, entryOf(placed, "done", result).result);
    this.#started = null;
  }

  /** Takes the mark of a statement back that failed, and did nothing. */
  async takeBack(key: ProgressKey): Promise<void> {
    const { connection, table } = this.#store;
    if (this.#started === null || connection.signal.aborted) return;
    await table.remove(key, this.#started);
    this.#started = null;
  }

  /** Whether what a started statement changes is not as it was before. */
  async hasChanged({ state, fingerprint }: ProgressEntry, statement: DialectStatement): Promise<boolean> {
    if (state === "done" || fingerprint === null) return false;
    return (await this.#fingerprint(statement)) !== fingerprint;
  }

  // In a transaction the mark is taken back when the transaction has been rolled back: see ProgressJournal.settleFailure.
  async #notingFailure(
    key: ProgressKey,
    inTransaction: boolean,
    run: () => Promise<QueryResult>,
  ): Promise<QueryResult> {
    try {
      return await run();
    } catch (error) {
      if (!inTransaction) await this.takeBack(key);
      throw error;
    }
  }

  async #fingerprint({ sql }: DialectStatement): Promise<string | null> {
    const { connection, dialect } = this.#store;
    return (await dialect.session?.fingerprint?.(connection, sql)) ?? null;
  }
}
