import { type AmbientScope, ambientScope } from "../util/ambient-scope.ts";
import type { EnvironmentContext } from "./environment-context.ts";
import type { OpQueue } from "./op-queue.ts";
import type { Operations } from "./operations-entry.ts";

/** What `op` and `context` stand for in the code that is running. */
export interface CurrentScope extends AmbientScope {
  readonly environment: EnvironmentContext | null;
  readonly operations: Operations | null;
  /** The queue that gets the operations called here. */
  readonly queue: OpQueue | null;
  /** What of the running migration the server keeps when the process ends now; `null` when that is nothing. */
  readonly remains?: () => string | null;
}

/** The scope of the code that is running, `null` outside of a run. */
export function currentScope(): CurrentScope | null {
  return ambientScope<CurrentScope>().getStore() ?? null;
}

/** What of a scope can be replaced. */
export type ScopePart = Partial<Omit<CurrentScope, keyof AmbientScope>>;

/** Runs a function in which parts of the scope are replaced. */
export function runInScope<T>(part: ScopePart, fn: () => T): T {
  const outer = currentScope() ?? { environment: null, operations: null, queue: null };
  const scope = { ...outer, ...part };
  const owner = scope.queue?.owner ?? scope.environment?.script.envLocation ?? null;
  return ambientScope<CurrentScope>().run({ ...scope, owner }, fn);
}
