import type { AsyncLocalStorage } from "node:async_hooks";
import { sharedStorage } from "./shared-storage.ts";
import { type CapturedStack, captureStack } from "./stack-places.ts";

const storageKey = Symbol.for("alembic-ts.context");

/** What is current in the code that is running. */
export function ambientScope<Scope>(): AsyncLocalStorage<Scope> {
  return sharedStorage(storageKey);
}

/** What a scope tells of the code that is running. */
interface OwnedScope {
  readonly queue: { readonly owner: string } | null;
  readonly environment: { readonly script: { readonly envLocation: string } } | null;
}

/** What the code that is running belongs to: `upgrade() of revision 1975ea83b712`, an `env.ts`; `null` outside of a run. */
export function currentOwner(): string | null {
  const scope = ambientScope<OwnedScope>().getStore();
  return scope?.queue?.owner ?? scope?.environment?.script.envLocation ?? null;
}

/** Enough to see through a helper or two of the user's. */
const framesOfCall = 6;

/**
 * Runs a function that asks the database later, behind promises that lose the stack: what it asks is said to come from
 * the call of `caller`.
 */
export function runAsCall<T>(caller: (...args: never[]) => unknown, fn: () => T): T {
  const scope = ambientScope<object>();
  const outer = scope.getStore();
  if (outer === undefined) return fn();
  return scope.run({ ...outer, call: captureStack(framesOfCall, caller) }, fn);
}

/** The call of {@link runAsCall} that the running code belongs to; `null` when it belongs to none. */
export function currentCall(): CapturedStack | null {
  return ambientScope<{ readonly call?: CapturedStack }>().getStore()?.call ?? null;
}
