import type { ArrayRow, Connection, QueryResult } from "../../connection/connection.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import { errorMessage } from "../../util/error-message.ts";
import { withCleanUp } from "../../util/with-clean-up.ts";
import { statementKind } from "../statement-kind.ts";
import type { PlannedStatement } from "./migration-plan.ts";
import { openScratchSchema } from "./scratch-schema.ts";
import { givesRows, onlyReads, withoutLocks } from "./statement-effect.ts";

/** Where a planning connection puts what it is told. */
export interface PlanSink {
  add(statement: PlannedStatement): void;
  note(text: string): void;
}

const noRows: QueryResult = Object.freeze({ rows: Object.freeze([]), rowCount: null });
const readSavepoint = "alembic_ts_plan_read";

/**
 * Stands between a run and its database: what would change something is noted and not run, what only reads is run in
 * a read-only transaction of its own. Transactions are noted as borders and never begun.
 */
export class PlanningConnection implements Connection {
  readonly #live: Connection;
  readonly #dialect: Dialect;
  readonly #sink: PlanSink;
  #scratch: Promise<Connection | null> | null = null;
  #reading: Promise<unknown> = Promise.resolve();
  #isOpen: boolean;
  /** The number of the open transaction; given with its first statement. */
  #transaction: number | null = null;
  #transactions = 0;
  #hasChanges = false;

  constructor(live: Connection, dialect: Dialect, sink: PlanSink) {
    this.#live = live;
    this.#dialect = dialect;
    this.#sink = sink;
    this.#isOpen = live.inTransaction();
  }

  get dialectName(): string {
    return this.#live.dialectName;
  }

  get driverName(): string {
    return this.#live.driverName;
  }

  get label(): string | undefined {
    return this.#live.label;
  }

  get isOwned(): boolean {
    return this.#live.isOwned;
  }

  get signal(): AbortSignal {
    return this.#live.signal;
  }

  get kyselyDialect(): unknown {
    return this.#live.kyselyDialect;
  }

  /** Whether the schema would be another one by now. */
  get hasChanges(): boolean {
    return this.#hasChanges;
  }

  async execute(sql: string, parameters: readonly unknown[] = []): Promise<QueryResult> {
    const planned = { sql, ...(parameters.length > 0 ? { parameters } : {}) };
    const query = this.#queryOf(sql);
    if (query === null) return this.#change(planned, (scratch) => scratch.execute(sql, parameters));
    const catalog = await this.#catalogFor(query);
    if (catalog !== null) return catalog.execute(query, parameters);
    this.#add(planned, true);
    return this.#answer((connection) => connection.execute(query, parameters));
  }

  async executeScript(sql: string): Promise<QueryResult> {
    const query = this.#queryOf(sql);
    if (query === null) return this.#change({ sql }, (scratch) => scratch.executeScript(sql));
    this.#add({ sql }, true);
    return this.#answer((connection) => connection.executeScript(query));
  }

  async executeMany(sql: string, rows: readonly ArrayRow[]): Promise<number> {
    await this.#change({ sql, rows }, (scratch) => scratch.executeMany(sql, rows));
    return rows.length;
  }

  async executeArrays(sql: string, parameters: readonly unknown[] = []): Promise<readonly ArrayRow[]> {
    const query = this.#queryOf(sql);
    if (query === null) {
      await this.#change({ sql, parameters }, (scratch) => scratch.execute(sql, parameters));
      return [];
    }
    const catalog = await this.#catalogFor(query);
    if (catalog !== null) return catalog.executeArrays(query, parameters);
    return this.#read(() => this.#live.executeArrays(query, parameters));
  }

  async begin(): Promise<void> {
    await (await this.#scratchSchema())?.begin();
    this.#isOpen = true;
    this.#transaction = null;
  }

  async commit(): Promise<void> {
    if (this.#isOpen) await (await this.#scratchSchema())?.commit();
    this.#isOpen = false;
    this.#transaction = null;
  }

  async rollback(): Promise<void> {
    if (this.#transaction !== null) this.#sink.note("rolls its transaction back here");
    if (this.#isOpen) await (await this.#scratchSchema())?.rollback();
    this.#isOpen = false;
    this.#transaction = null;
  }

  async savepoint(name: string): Promise<void> {
    this.#add({ sql: `SAVEPOINT ${name}` }, false);
    await (await this.#scratchSchema())?.savepoint(name);
  }

  async rollbackTo(name: string): Promise<void> {
    this.#add({ sql: `ROLLBACK TO SAVEPOINT ${name}` }, false);
    await (await this.#scratchSchema())?.rollbackTo(name);
  }

  async release(name: string): Promise<void> {
    this.#add({ sql: `RELEASE SAVEPOINT ${name}` }, false);
    await (await this.#scratchSchema())?.release(name);
  }

  inTransaction(): boolean {
    return this.#isOpen;
  }

  cancel(): Promise<void> {
    return this.#live.cancel();
  }

  async close(): Promise<void> {
    await this.dropScratch();
    await this.#live.close();
  }

  onLost(callback: (error: Error) => void): () => void {
    return this.#live.onLost(callback);
  }

  serverVersion(): Promise<readonly [number, number, number]> {
    return this.#live.serverVersion();
  }

  serverVersionText(): Promise<string> {
    return this.#live.serverVersionText();
  }

  /** A second session would do for real what is planned here. */
  open(): null {
    return null;
  }

  /** Forgets the copy of the schema. */
  async dropScratch(): Promise<void> {
    const scratch = await this.#scratch;
    this.#scratch = null;
    await scratch?.close();
  }

  async #change(
    planned: Pick<PlannedStatement, "sql" | "parameters" | "rows">,
    runOn: (scratch: Connection) => Promise<unknown>,
  ): Promise<QueryResult> {
    const scratch = await this.#scratchSchema();
    const isDdl = statementKind(planned.sql) === "other";
    if (isDdl && !this.#dialect.features.ddlRollsBack) this.#addCommitting(planned);
    else this.#add(planned, false);
    if (isDdl) this.#hasChanges = true;
    if (givesRows(planned.sql)) this.#sink.note("gives no rows while it is planned; what follows may differ");
    if (scratch !== null) {
      await runOn(scratch).catch((error: unknown) => {
        // Data statements meet a copy without rows, so that only DDL tells something about the real run.
        if (isDdl) this.#sink.note(`would fail: ${errorMessage(error)}`);
      });
    }
    return noRows;
  }

  /** Runs a query of the user's on the database, or where it needs what is only planned, on the copy of the schema. */
  async #answer(runOn: (connection: Connection) => Promise<QueryResult>): Promise<QueryResult> {
    try {
      const result = await this.#read(() => runOn(this.#live));
      if (this.#hasChanges) this.#sink.note("answered by the database as it is before this plan");
      return result;
    } catch (error) {
      if (!this.#hasChanges) throw error;
      this.#sink.note(
        `cannot be answered before the plan is run (${errorMessage(error)}); what follows may differ`,
      );
      const scratch = await this.#scratchSchema();
      if (scratch === null) return { rows: [], rowCount: 0 };
      return runOn(scratch).catch(() => ({ rows: [], rowCount: 0 }));
    }
  }

  /** One read after another, as each has its transaction. */
  #read<T>(run: () => Promise<T>): Promise<T> {
    const read = this.#reading.then(() => this.#protectedly(run));
    this.#reading = read.catch(() => {});
    return read;
  }

  async #protectedly<T>(run: () => Promise<T>): Promise<T> {
    const live = this.#live;
    if (live.inTransaction()) {
      await live.savepoint(readSavepoint);
      return withCleanUp(run, async () => {
        await live.rollbackTo(readSavepoint);
        await live.release(readSavepoint);
      });
    }
    const { readOnly } = this.#dialect.session ?? {};
    return readOnly === undefined ? run() : readOnly(live, run);
  }

  /** What may be asked of the database while the plan is made; `null` for what does more than read. */
  #queryOf(sql: string): string | null {
    const query = withoutLocks(sql, this.#dialect.lexis);
    return onlyReads(query, this.#dialect.lexis) ? query : null;
  }

  /** The copy of the schema, for a question about the schema. */
  async #catalogFor(sql: string): Promise<Connection | null> {
    return this.#dialect.scratchSchema?.isCatalogQuery(sql) === true ? this.#scratchSchema() : null;
  }

  #scratchSchema(): Promise<Connection | null> {
    this.#scratch ??= openScratchSchema(this.#dialect, this.#live);
    return this.#scratch;
  }

  #add(planned: Pick<PlannedStatement, "sql" | "parameters" | "rows">, isRead: boolean): void {
    if (this.#isOpen && this.#transaction === null) {
      this.#transactions += 1;
      this.#transaction = this.#transactions;
    }
    this.#sink.add({ ...planned, transaction: this.#transaction, isRead });
  }

  /** A statement that ends the open transaction; what follows is in another one. */
  #addCommitting(planned: Pick<PlannedStatement, "sql" | "parameters" | "rows">): void {
    this.#transaction = null;
    this.#sink.add({ ...planned, transaction: null, isRead: false });
  }
}
