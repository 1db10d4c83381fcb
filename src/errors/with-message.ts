import type { AlembicError, AlembicErrorOptions } from "./alembic-error.ts";

/**
 * An error of the same class with another message, for those who know more of it than who threw it; the first one is its
 * `cause` where that has none. It says the same stack, and what is not given stays.
 */
export function withMessage(
  error: AlembicError,
  message: string,
  { details = error.details, hint = error.hint }: Pick<AlembicErrorOptions, "details" | "hint"> = {},
): AlembicError {
  const stack = error.stack?.replace(error.message, () => message);
  const made = new Error(message, { cause: error.cause ?? error });
  const { message: _message, stack: _stack, cause: _cause, ...own } = Object.getOwnPropertyDescriptors(error);
  Object.defineProperties(made, own);
  Object.setPrototypeOf(made, Object.getPrototypeOf(error));
  // It has the prototype and the fields of the given one now, which may be of another copy of this package.
  return Object.assign(made as AlembicError, { stack, details, hint });
}
