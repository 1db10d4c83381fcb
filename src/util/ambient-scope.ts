import type { AsyncLocalStorage } from "node:async_hooks";
import { sharedStorage } from "./shared-storage.ts";
import { type CapturedStack, captureStack } from "./stack-places.ts";

const storageKey = Symbol.for("alembic-ts.context");

/** What every scope tells of the code that is running; the runtime's has more. */
export interface AmbientScope {
  /** What the code belongs to: `upgrade() of revision 1975ea83b712`, an `env.ts`. */
  readonly owner: string | null;
  /** See {@link runAsCall}. */
  readonly call?: CapturedStack;
}

/** What is current in the code that is running. */
export function ambientScope<Scope extends AmbientScope>(): AsyncLocalStorage<Scope> {
  return sharedStorage(storageKey);
}

/** What the code that is running belongs to; `null` outside of a run. */
export function currentOwner(): string | null {
  return ambientScope().getStore()?.owner ?? null;
}

interface MigratingScope extends AmbientScope {
  readonly remains?: () => string | null;
}

/** What of the migration that is running the database keeps when the process ends now; `null` when that is nothing. */
export function currentRemains(): string | null {
  return ambientScope<MigratingScope>().getStore()?.remains?.() ?? null;
}

/** Enough to see through a helper or two of the user's. */
const framesOfCall = 6;

/**
 * Runs a function that asks the database later, behind promises that lose the stack: what it asks is said to come from
 * the call of `caller`.
 */
export function runAsCall<T>(caller: (...args: never[]) => unknown, fn: () => T): T {
  const scope = ambientScope();
  const outer = scope.getStore();
  if (outer === undefined) return fn();
  return scope.run({ ...outer, call: captureStack(framesOfCall, caller) }, fn);
}

/** The call of {@link runAsCall} that the running code belongs to; `null` when it belongs to none. */
export function currentCall(): CapturedStack | null {
  return ambientScope().getStore()?.call ?? null;
}
