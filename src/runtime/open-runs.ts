import { untilCancelled } from "./cancellation.ts";
import type { OpQueue } from "./op-queue.ts";

/** What code of the user's may have begun on a context when the run is interrupted. */
export class OpenRuns {
  readonly #signal: AbortSignal | null;
  readonly #root: OpQueue;
  readonly #runs: Set<Promise<unknown>> = new Set();

  constructor(signal: AbortSignal | null, root: OpQueue) {
    this.#signal = signal;
    this.#root = root;
  }

  /** Remembers a run of our own, which ends by itself when it is interrupted. */
  track<T>(run: Promise<T>): Promise<T> {
    this.#runs.add(run);
    return run.finally(() => this.#runs.delete(run));
  }

  /** Waits for a function of the user's; when that is interrupted, no longer than until its runs are rolled back. */
  untilCancelled<T>(run: () => T | PromiseLike<T>): Promise<T> {
    return untilCancelled(this.#signal, {
      owner: "the function given to context.beginTransaction()",
      run,
      ended: () => this.#ended(),
    });
  }

  async #ended(): Promise<void> {
    await Promise.allSettled(this.#runs);
    await this.#root.flush().catch(() => {});
    // Code that waited for them goes on now, and its error tells more.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
