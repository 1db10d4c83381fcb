import type { OpResult } from "../operations/host.ts";
import { FollowedPromise } from "./followed-promise.ts";

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
 * unhandled rejection, and the queue knows from `isAwaited` whether an error is handed to the user's code.
 */
export class QueuedResult<T> implements OpResult<T> {
  #outcome: Outcome<T> = { kind: "pending" };
  #isAwaited = false;
  readonly #waiters: Waiter<T>[] = [];
  readonly #refusal: () => unknown;

  /** `refusal` gives the error with which waiting is refused where it could never end, or `undefined`. */
  constructor(refusal: () => unknown) {
    this.#refusal = refusal;
  }

  /** Whether somebody takes an error: who only waits for the value (`.then(next)`, `.finally(…)`) does not. */
  get isAwaited(): boolean {
    return this.#isAwaited;
  }

  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const promise = this.#promise();
    if (typeof onRejected !== "function") return this.#continued(promise, promise.then(onFulfilled));
    this.#isAwaited = true;
    return promise.then(onFulfilled, onRejected);
  }

  catch<R = never>(onRejected?: ((reason: unknown) => R | PromiseLike<R>) | null): Promise<T | R> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    const promise = this.#promise();
    return this.#continued(promise, promise.finally(onFinally));
  }

  #continued<A>(promise: Promise<T>, next: Promise<A>): Promise<A> {
    return new FollowedPromise(promise, next, () => {
      this.#isAwaited = true;
    });
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
