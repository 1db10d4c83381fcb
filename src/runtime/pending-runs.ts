import { untilCancelled } from "./cancellation.ts";
import { FollowedPromise } from "./followed-promise.ts";
import type { OpQueue } from "./op-queue.ts";

/** A run that failed, and whose error nobody took. */
export interface LostRun {
  /** What was called: `runMigrations`. */
  readonly name: string;
  readonly error: unknown;
}

interface Run {
  failure: Promise<LostRun | null>;
  isTaken: boolean;
}

export interface PendingRunsOptions {
  /** Interrupts the functions of the user's that are waited for. */
  readonly signal: AbortSignal | null;
  /** The operations that the user's functions call outside of migrations. */
  readonly operations: OpQueue;
  /** Whether somebody calls {@link PendingRuns.end}. */
  readonly isWatched: boolean;
}

/**
 * The runs that a script begins on a context, awaited or not. One that nobody awaits has to end before the transaction
 * around it ends, and before the command does; its error must not be lost.
 */
export class PendingRuns {
  readonly #signal: AbortSignal | null;
  readonly #operations: OpQueue;
  readonly #runs: Run[] = [];
  #watchers: number;

  constructor({ signal, operations, isWatched }: PendingRunsOptions) {
    this.#signal = signal;
    this.#operations = operations;
    this.#watchers = isWatched ? 1 : 0;
  }

  /** Begins a run; where nobody watches, its error is the caller's alone. */
  begin<T>(name: string, run: () => Promise<T>): Promise<T> {
    if (this.#watchers === 0) return run();
    // Its place comes before those of the runs that begin inside of it.
    const entry: Run = { failure: Promise.resolve(null), isTaken: false };
    this.#runs.push(entry);
    const promise = run();
    entry.failure = promise.then(
      () => null,
      (error: unknown) => ({ name, error }),
    );
    return new FollowedPromise(promise, promise, () => {
      entry.isTaken = true;
    });
  }

  /**
   * Calls a function of the user's, and waits for the runs that begin in it; when it is interrupted, no longer than until
   * these are rolled back. Rejects with an error that nobody took, or with the function's own.
   */
  async within<T>(fn: () => T | PromiseLike<T>): Promise<T> {
    const from = this.#runs.length;
    this.#watchers += 1;
    const result = untilCancelled(this.#signal, {
      owner: "the function given to context.beginTransaction()",
      run: async () => fn(),
      ended: () => this.#interrupted(from),
    });
    await result.catch(() => undefined);
    const lost = await this.end(from);
    this.#watchers -= 1;
    if (lost !== null) throw lost.error;
    return result;
  }

  /** Waits for the runs from a place on, and forgets them. Gives the first that failed without anybody taking its error. */
  async end(from = 0): Promise<LostRun | null> {
    let first: LostRun | null = null;
    for (let at = from; at < this.#runs.length; at += 1) {
      const run = this.#runs[at];
      const failure = (await run?.failure) ?? null;
      if (run?.isTaken === false) first ??= failure;
    }
    this.#runs.length = from;
    return first;
  }

  async #interrupted(from: number): Promise<void> {
    await Promise.all(this.#runs.slice(from).map(({ failure }) => failure));
    await this.#operations.flush().catch(() => {});
    // Code that waited for them goes on now, and its error tells more.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
