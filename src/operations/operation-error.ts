import { AlembicError, type AlembicErrorOptions } from "../errors/index.ts";

/** An operation was called with arguments it cannot work with. */
export function operationError(
  message: string,
  options: Omit<AlembicErrorOptions, "code"> = {},
): AlembicError {
  return new AlembicError(message, { ...options, code: "OPERATION" });
}

/** A step that has no way back; `missing` is what it would have needed. */
export function notReversible(message: string, hint: string): AlembicError {
  return operationError(message, { hint });
}
