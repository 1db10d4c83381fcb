import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Storage under a well-known symbol. Kept on globalThis, so that every copy of this package in the process shares it: the
 * one that a revision imports and the one that runs it.
 */
export function sharedStorage<T>(key: symbol): AsyncLocalStorage<T> {
  // A symbol on globalThis has no type of its own; every user of it agrees on the shape.
  const host = globalThis as { [key: symbol]: AsyncLocalStorage<T> | undefined };
  const known = host[key];
  if (known !== undefined) return known;
  const storage = new AsyncLocalStorage<T>();
  host[key] = storage;
  return storage;
}
