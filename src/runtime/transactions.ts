import type { Connection } from "../connection/connection.ts";
import type { SessionSettings } from "../dialect/dialect.ts";
import { CommandError } from "../errors/index.ts";
import { withCleanUp } from "../util/with-clean-up.ts";
import { cancelledError, cancelOnAbort, throwIfCancelled } from "./cancellation.ts";
import type { MigrationLock } from "./lock.ts";
import type { OfflineOutput } from "./offline-output.ts";
import { rememberSessionId } from "./patient-executor.ts";

/** What `beginTransaction` hands to its function. */
export interface TransactionHandle {
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Where transactions begin and end during a run. */
export interface MigrationTransactions {
  /** Whether the transaction is the caller's, which is never ended here. */
  readonly isExternal: boolean;
  /** Whether the rows of the version table may have changed when a step's transaction begins. */
  readonly rowsMayChange: boolean;
  /** Around everything: lock, session settings and, where DDL is transactional, the one transaction. */
  aroundRun<T>(fn: (transaction: TransactionHandle) => T | PromiseLike<T>): Promise<T>;
  /** Around each migration with its version row. */
  aroundStep<T>(fn: () => Promise<T>): Promise<T>;
  /** Around what must not run in a transaction. Throws OPERATION where the transaction may not be ended. */
  outside<T>(fn: () => Promise<T>): Promise<T>;
  /** Throws LOCK_LOST when the run's lock is gone. */
  verifyLock(): Promise<void>;
}

export interface TransactionOptions {
  readonly transactionalDdl: boolean;
  readonly transactionPerMigration: boolean;
}

/** The transactions of a script: texts where the dialect's DDL takes part in transactions, else nothing. */
export function offlineTransactions(
  output: OfflineOutput,
  options: TransactionOptions,
): MigrationTransactions {
  const between = async <T>(fn: () => T | PromiseLike<T>): Promise<T> => {
    output.begin();
    const result = await fn();
    output.commit();
    return result;
  };
  const handle: TransactionHandle = { commit: async () => {}, rollback: async () => {} };
  const perStep = options.transactionPerMigration;
  let isOpen = false;
  return {
    isExternal: false,
    rowsMayChange: false,
    aroundRun: async (fn) => {
      if (isOpen || !options.transactionalDdl || perStep) return fn(handle);
      isOpen = true;
      return between(() => fn(handle)).finally(() => {
        isOpen = false;
      });
    },
    aroundStep: (fn) => (options.transactionalDdl && perStep ? between(fn) : fn()),
    outside: async (fn) => {
      if (!options.transactionalDdl) return fn();
      output.commit();
      const result = await fn();
      output.begin();
      return result;
    },
    verifyLock: async () => {},
  };
}

/** What happens at the edges of a run's transactions. */
export interface TransactionHooks {
  /** Called when a transaction has begun: nothing has been done in it yet. */
  readonly onBegin: () => void;
  /** Called before the session is prepared for the run. */
  readonly beforePrepare: () => Promise<void>;
  /** Rejects when something happened after which nothing may be committed. */
  readonly beforeCommit: () => Promise<void>;
  /** Called when a transaction was rolled back, while the run's lock is still held where it outlives transactions. */
  readonly afterRollback: () => Promise<void>;
  /** Checks that nobody used the moment in which a lock of the transaction was given up. */
  readonly afterResume: () => Promise<void>;
  /** The error of a commit that the database refused. */
  readonly commitFailure: (error: unknown) => unknown;
}

/** Changes the session; gives what puts it back. */
type SessionChange = () => Promise<() => Promise<void>>;

export interface OnlineTransactionOptions extends TransactionOptions, TransactionHooks {
  readonly lock: MigrationLock;
  readonly session: SessionSettings | undefined;
  /** Whether the run only reads: then no lock is taken. */
  readonly readOnly: boolean;
  readonly signal: AbortSignal | null;
  /** How long a statement may wait for others' locks; `null` for no limit. */
  readonly statementLockTimeoutMs: number | null;
}

/** The transactions of a run on a connection. One that the caller had begun is never ended (PARITY P-4.24). */
export class OnlineTransactions implements MigrationTransactions {
  readonly isExternal: boolean;
  readonly #connection: Connection;
  readonly #options: OnlineTransactionOptions;
  #running = false;

  constructor(connection: Connection, options: OnlineTransactionOptions) {
    this.#connection = connection;
    this.#options = options;
    this.isExternal = connection.inTransaction();
  }

  get rowsMayChange(): boolean {
    return this.#options.lock.isPerTransaction && !this.#isOneTransaction;
  }

  async aroundRun<T>(fn: (transaction: TransactionHandle) => T | PromiseLike<T>): Promise<T> {
    if (this.#running) return fn(this.#handle());
    this.#running = true;
    const stopWatching = cancelOnAbort(this.#connection, this.#options.signal);
    try {
      return await this.#prepared(() => this.#locked(() => this.#oneTransaction(fn)));
    } catch (error) {
      throw this.#cancelledOr(error);
    } finally {
      stopWatching();
      this.#running = false;
    }
  }

  aroundStep<T>(fn: () => Promise<T>): Promise<T> {
    return this.isExternal || this.#isOneTransaction ? fn() : this.#inTransaction(fn);
  }

  async outside<T>(fn: () => Promise<T>): Promise<T> {
    if (this.isExternal)
      throw autocommitRefused("the transaction was begun by the caller and cannot be ended here");
    if (!this.#options.lock.allowsInterruption && this.#connection.inTransaction()) {
      throw autocommitRefused('with lock: "transaction" it would end the transaction that holds the lock');
    }
    const interrupts = this.#connection.inTransaction();
    if (interrupts) await this.#commit();
    return withCleanUp(fn, async () => {
      if (interrupts && !this.#connection.signal.aborted) await this.#resume();
    });
  }

  verifyLock(): Promise<void> {
    return this.#options.lock.verify();
  }

  async #resume(): Promise<void> {
    await this.#options.lock.begin();
    this.#options.onBegin();
    if (this.#options.lock.isPerTransaction) await this.#options.afterResume();
  }

  /** Whether the run's transaction holds everything, instead of one transaction per migration. */
  get #isOneTransaction(): boolean {
    return this.#options.transactionalDdl && !this.#options.transactionPerMigration;
  }

  async #prepared<T>(fn: () => Promise<T>): Promise<T> {
    if (this.#options.readOnly) return fn();
    await this.#options.beforePrepare();
    return this.#changed(this.#sessionChanges(), fn);
  }

  /** Runs a function with changes of the session, each of which is put back behind it. */
  async #changed<T>([change, ...others]: readonly SessionChange[], fn: () => Promise<T>): Promise<T> {
    if (change === undefined) return fn();
    const restore = await change();
    return withCleanUp(
      () => this.#changed(others, fn),
      () => this.#restore(restore),
    );
  }

  #sessionChanges(): readonly SessionChange[] {
    const { session, statementLockTimeoutMs } = this.#options;
    const { prepare, limitLockWait } = session ?? {};
    return [
      ...(prepare === undefined || this.isExternal ? [] : [() => prepare(this.#connection)]),
      ...(limitLockWait === undefined || statementLockTimeoutMs === null
        ? []
        : [
            async () => {
              await rememberSessionId(this.#connection, session ?? {});
              return limitLockWait(this.#connection, statementLockTimeoutMs);
            },
          ]),
    ];
  }

  // In a transaction of the caller's that has failed nothing can be set; its rollback puts things back.
  async #restore(restore: () => Promise<void>): Promise<void> {
    if (this.#connection.signal.aborted) return;
    try {
      await restore();
    } catch (error) {
      if (!this.isExternal) throw error;
    }
  }

  async #locked<T>(fn: () => Promise<T>): Promise<T> {
    const { lock, readOnly } = this.#options;
    if (readOnly) return fn();
    if (this.isExternal) await lock.join();
    else await lock.acquire();
    return withCleanUp(fn, () => lock.release());
  }

  async #oneTransaction<T>(fn: (transaction: TransactionHandle) => T | PromiseLike<T>): Promise<T> {
    const run = async (): Promise<T> => fn(this.#handle());
    return this.isExternal || !this.#isOneTransaction ? run() : this.#inTransaction(run);
  }

  async #inTransaction<T>(fn: () => Promise<T>): Promise<T> {
    throwIfCancelled(this.#options.signal);
    if (this.#options.readOnly) await this.#connection.begin();
    else await this.#options.lock.begin();
    this.#options.onBegin();
    try {
      const result = await fn();
      await this.#commit();
      return result;
    } catch (error) {
      await this.#rollback(error);
      await this.#options.afterRollback();
      throw error;
    }
  }

  /** Commits what is open; nothing where the user's code ended the transaction itself. */
  async #commit(): Promise<void> {
    throwIfCancelled(this.#options.signal);
    await this.#options.beforeCommit();
    if (!this.#connection.inTransaction()) return;
    await this.#options.lock.verify();
    await this.#connection.commit().catch((error: unknown) => {
      throw this.#options.commitFailure(error);
    });
  }

  // A rollback that fails too must not hide why there was one: a lost session has rolled back by itself.
  async #rollback(error: unknown): Promise<void> {
    try {
      await this.#connection.rollback();
    } catch (rollbackError) {
      if (error instanceof Error && error.cause === undefined) error.cause = rollbackError;
    }
  }

  #handle(): TransactionHandle {
    const ended = this.isExternal || !this.#isOneTransaction;
    return {
      commit: () => (ended ? Promise.resolve() : this.#commit()),
      rollback: () => (ended ? Promise.resolve() : this.#connection.rollback()),
    };
  }

  #cancelledOr(error: unknown): unknown {
    const { signal } = this.#options;
    return signal?.aborted === true ? cancelledError(signal, error) : error;
  }
}

function autocommitRefused(why: string): CommandError {
  return new CommandError(`autocommitBlock() is not possible here: ${why}.`, {
    code: "OPERATION",
    hint: 'Let the run begin its own transaction, with lock: "session".',
  });
}
