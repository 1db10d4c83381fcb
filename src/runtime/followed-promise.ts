/**
 * A promise that tells when somebody takes its error: who only waits for the value (`.then(next)`, `.finally(…)`) does
 * not. Somebody else throws the error of `source` until then, so that it is no unhandled rejection; errors of what comes
 * after the value are as loud as those of any promise.
 */
export class FollowedPromise<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = "Promise";
  readonly #source: Promise<unknown>;
  readonly #promise: Promise<T>;
  readonly #onTaken: () => void;

  /** `promise` is `source`, or what comes after its value. */
  constructor(source: Promise<unknown>, promise: Promise<T>, onTaken: () => void) {
    this.#source = source;
    this.#promise = promise;
    this.#onTaken = onTaken;
    source.catch(() => promise.catch(() => undefined));
  }

  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    if (typeof onRejected !== "function") return this.#followed(this.#promise.then(onFulfilled));
    this.#onTaken();
    return this.#promise.then(onFulfilled, onRejected);
  }

  catch<R = never>(onRejected?: ((reason: unknown) => R | PromiseLike<R>) | null): Promise<T | R> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.#followed(this.#promise.finally(onFinally));
  }

  #followed<A>(promise: Promise<A>): Promise<A> {
    return new FollowedPromise(this.#source, promise, this.#onTaken);
  }
}
