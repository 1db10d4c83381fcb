import type { Connection } from "../connection/connection.ts";
import type { BatchAlterTableOp, SqlDirective } from "../directives/index.ts";

/**
 * What an operation gives back: it can be awaited, but it is not a Promise, so that a missing `await` never becomes
 * an unhandled rejection. The operation runs at its turn in either case.
 */
export interface OpResult<T> extends PromiseLike<T> {
  catch<R = never>(onRejected?: ((reason: unknown) => R | PromiseLike<R>) | null): Promise<T | R>;
  finally(onFinally?: (() => void) | null): Promise<T>;
}

/** What running a directive's last statement gave. */
export interface StatementOutcome {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** `null` where the driver does not say, and in offline mode. */
  readonly rowCount: number | null;
}

/** Who called: for the file and line, and the operation's name, in error messages. */
export interface CallOptions {
  /** The function that the user's code called; the frame below it is the call site (`Error.captureStackTrace`). */
  readonly caller: (...args: never[]) => unknown;
  /** `op.createTable`, `batch.addColumn`. */
  readonly operation: string;
}

/** A call that is queued: what it is in messages, and what awaiting it gives. */
export interface EnqueueOptions<T> extends CallOptions {
  /** Makes what awaiting gives out of the outcome. */
  readonly result: (outcome: StatementOutcome) => T;
}

/** What the operations of `op` need from the runtime that runs them, one after another, in call order. */
export interface OperationsHost<Context = unknown> {
  /** Queues one directive. */
  enqueue<T>(directive: SqlDirective, options: EnqueueOptions<T>): OpResult<T>;
  /**
   * Queues a batch block. At its turn `collect` is called and awaited; operations of `op` called inside it run before
   * the batch is applied. Then the directive is applied. Awaiting gives what `collect` gave.
   */
  enqueueBatch<T>(
    collect: () => T | PromiseLike<T>,
    toDirective: () => BatchAlterTableOp,
    options: CallOptions,
  ): OpResult<T>;
  /** Queues a call. At its turn `run` is called and awaited; operations called inside it run before the next one. */
  enqueueBlock<T>(run: () => T | PromiseLike<T>, options: CallOptions): OpResult<T>;
  /** The same outside of the migration's transaction. */
  enqueueAutocommitBlock<T>(run: () => T | PromiseLike<T>, options: CallOptions): OpResult<T>;
  /** The migration's connection; its statements wait for the queued operations. Throws OPERATION in offline mode. */
  getBind(): Connection;
  getContext(): Context;
  /** What two registrations must share to be a clash; the environment that runs. */
  readonly scope: object;
}
