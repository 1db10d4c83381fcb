import type { Connection } from "../connection/connection.ts";
import { AlembicError, isAlembicError } from "../errors/index.ts";

/** The error of a run that its abort signal ended; the cause itself where it tells of that already. */
export function cancelledError(signal: AbortSignal, cause?: unknown): AlembicError {
  const reason: unknown = signal.reason;
  const code = isAlembicError(reason) ? reason.code : "CANCELLED";
  if (isAlembicError(cause) && cause.code === code) return cause;
  if (isAlembicError(reason)) return reason;
  const why = reason instanceof Error && !(reason instanceof DOMException) ? ` (${reason.message})` : "";
  return new AlembicError(`The run was interrupted${why}; what could be rolled back was rolled back.`, {
    code: "CANCELLED",
    hint: "Run the same command again to go on.",
    cause: cause ?? reason,
  });
}

/** Cancels the connection's running statement on the server when the signal is aborted. Returns what ends the watch. */
export function cancelOnAbort(connection: Connection, signal: AbortSignal | null): () => void {
  if (signal === null) return () => {};
  // A statement that cannot be cancelled ends by itself; the run stops behind it.
  const cancel = (): void => void connection.cancel().catch(() => {});
  const listeners = abortListeners(signal);
  listeners.add(cancel);
  return () => listeners.delete(cancel);
}

/** Code of the user's that is waited for. */
export interface UserCode<T> {
  /** What it is, for messages: `upgrade() of revision 1975ea83b712`. */
  readonly owner: string;
  run(): T | PromiseLike<T>;
  /** Waits until what the code began here has ended; must not reject. */
  readonly ended?: (() => Promise<void>) | undefined;
}

/** Waits for code of the user's, which may wait for anything, no longer than until the run is interrupted: then throws. */
export async function untilCancelled<T>(signal: AbortSignal | null, code: UserCode<T>): Promise<T> {
  if (signal === null) return code.run();
  throwIfCancelled(signal);
  const { promise: cancelled, reject } = Promise.withResolvers<never>();
  const giveUp = async (): Promise<void> => {
    await code.ended?.();
    reject(leftError(signal, code.owner));
  };
  const listeners = abortListeners(signal);
  listeners.add(giveUp);
  try {
    return await Promise.race([code.run(), cancelled]);
  } finally {
    listeners.delete(giveUp);
  }
}

const listenersOf = new WeakMap<AbortSignal, Set<() => unknown>>();

/** Those who hear of an abort through one listener: to come and to go costs them nothing. */
function abortListeners(signal: AbortSignal): Set<() => unknown> {
  const known = listenersOf.get(signal);
  if (known !== undefined) return known;
  const listeners = new Set<() => unknown>();
  listenersOf.set(signal, listeners);
  const tellAll = (): void => {
    for (const listener of listeners) listener();
  };
  signal.addEventListener("abort", tellAll, { once: true });
  return listeners;
}

/** The error of code that was left to itself; it says where where that is why the run ended. */
function leftError(signal: AbortSignal, owner: string): AlembicError {
  const reason: unknown = signal.reason;
  if (!isAlembicError(reason) || reason.code !== "STALLED") return cancelledError(signal);
  return new AlembicError(`${reason.message}\n  at ${owner}`, { code: reason.code, hint: reason.hint });
}

/** Throws when the run was interrupted. */
export function throwIfCancelled(signal: AbortSignal | null): void {
  if (signal?.aborted === true) throw cancelledError(signal);
}
