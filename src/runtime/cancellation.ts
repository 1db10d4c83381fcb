import type { Connection } from "../connection/connection.ts";
import { AlembicError, isAlembicError } from "../errors/index.ts";

/** The error of a run that its abort signal ended; where that was for an error of ours, the one that tells more of it. */
export function cancelledError(signal: AbortSignal, cause?: unknown): AlembicError {
  const reason: unknown = signal.reason;
  if (isAlembicError(reason)) return isAlembicError(cause) && cause.code === reason.code ? cause : reason;
  return new AlembicError("The run was interrupted; what could be rolled back was rolled back.", {
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
  signal.addEventListener("abort", cancel);
  return () => signal.removeEventListener("abort", cancel);
}

/** Throws when the run was interrupted. */
export function throwIfCancelled(signal: AbortSignal | null): void {
  if (signal?.aborted === true) throw cancelledError(signal);
}
