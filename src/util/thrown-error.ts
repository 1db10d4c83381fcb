import { inspect, types } from "node:util";

/** What was thrown, as an error: anything can be thrown, and a bare text does not tell where it came from. */
export function thrownError(thrown: unknown, thrower: string): unknown {
  if (thrown instanceof Error || types.isNativeError(thrown)) return thrown;
  const error = new Error(`${thrower} threw ${inspect(thrown)}, which is no Error.`, { cause: thrown });
  // The stack of this line would tell nothing.
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
