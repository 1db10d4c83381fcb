import { AsyncLocalStorage } from "node:async_hooks";
import type { EnvironmentContext } from "./environment-context.ts";
import type { OpQueue } from "./op-queue.ts";
import type { Operations } from "./operations-entry.ts";

/** What `op` and `context` stand for in the code that is running. */
export interface CurrentScope {
  readonly environment: EnvironmentContext | null;
  readonly operations: Operations | null;
  /** The queue that gets the operations called here. */
  readonly queue: OpQueue | null;
}

const storageKey = Symbol.for("alembic-ts.context");

/** The scope of the code that is running, `null` outside of a run. */
export function currentScope(): CurrentScope | null {
  return storage().getStore() ?? null;
}

/** Runs a function in which parts of the scope are replaced. */
export function runInScope<T>(part: Partial<CurrentScope>, fn: () => T): T {
  const outer = currentScope() ?? { environment: null, operations: null, queue: null };
  return storage().run({ ...outer, ...part }, fn);
}

/** Kept on globalThis so that the package that a revision imports and the one that runs it share it. */
function storage(): AsyncLocalStorage<CurrentScope> {
  // A well-known symbol on globalThis has no type of its own.
  const host = globalThis as { [storageKey]?: AsyncLocalStorage<CurrentScope> };
  host[storageKey] ??= new AsyncLocalStorage();
  return host[storageKey];
}
