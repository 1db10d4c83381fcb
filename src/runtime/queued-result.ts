import type { OpResult } from "../operations/host.ts";

type Outcome<T> =
  | { readonly kind: "pending" }
  | { readonly kind: "fulfilled"; readonly value: T }
  | { readonly kind: "rejected"; readonly reason: unknown };

interface Waiter<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * What a queued operation gives back. It is a thenable and not a Promise: one that nobody awaits cannot become an
 * unhandled rejection, and the queue knows from `isAwaited` whether an error has been handed to the user's code.
 */
export class QueuedResult<T> implements OpResult<T> {
  #outcome: Outcome<T> = { kind: "pending" };
  readonly #waiters: Waiter<T>[] = [];
  readonly #refusal: () => unknown;

  /** `refusal` gives the error with which waiting is refused where it could never end, or `undefined`. */
  constructor(refusal: () => unknown) {
    this.#refusal = refusal;
  }

  get isAwaited(): boolean {
    return this.#waiters.length > 0;
  }

  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#promise().then(onFulfilled, onRejected);
  }

  catch<R = never>(onRejected?: ((reason: unknown) => R | PromiseLike<R>) | null): Promise<T | R> {
    return this.#promise().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.#promise().finally(onFinally);
  }

  resolve(value: T): void {
    this.#outcome = { kind: "fulfilled", value };
    for (const waiter of this.#waiters) waiter.resolve(value);
  }

  reject(reason: unknown): void {
    this.#outcome = { kind: "rejected", reason };
    for (const waiter of this.#waiters) waiter.reject(reason);
  }

  #promise(): Promise<T> {
    if (this.#outcome.kind === "fulfilled") return Promise.resolve(this.#outcome.value);
    if (this.#outcome.kind === "rejected") return Promise.reject(this.#outcome.reason);
    const refused = this.#refusal();
    if (refused !== undefined) return Promise.reject(refused);
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
    });
  }
}
