import { AlembicError } from "../../errors/index.ts";

/**
 * What a driver of SQLite binds: whole numbers as integers, which the drivers take for REAL unless they are bigints.
 * Throws OPERATION for an integer beyond 64 bits.
 */
export function sqliteParameter(value: unknown): unknown {
  const bindable = sqliteValue(value);
  return Number.isSafeInteger(bindable) ? BigInt(bindable as number) : bindable;
}

/** What SQLite can bind: `undefined` is NULL, booleans are 1 and 0, dates ISO text in UTC, other objects JSON. */
export function sqliteValue(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "bigint") return int64(value);
  if (typeof value !== "object") return value;
  if (value instanceof Date) return value.toISOString().replace("T", " ").replace("Z", "");
  if (ArrayBuffer.isView(value)) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return JSON.stringify(value);
}

function int64(value: bigint): bigint {
  if (BigInt.asIntN(64, value) === value) return value;
  throw new AlembicError(`The integer ${value} does not fit the 64 bits of SQLite's integers.`, {
    code: "OPERATION",
    hint: "Give it as a string, which keeps its digits in a column of text.",
  });
}

/** Each statement would get all values. */
export function severalWithValues(): Error {
  return new Error("Several statements cannot be run together with values.");
}

/** Integers as numbers where they are exact, as `bigint` where they are not. */
export function plainInteger(value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

const busy = 5;
const busySnapshot = 517;

/** Whether an error says that another session holds the lock, so that the statement may be tried again. */
function isBusy(error: unknown): boolean {
  const code: unknown =
    typeof error === "object" && error !== null ? Reflect.get(error, "errcode") : undefined;
  if (typeof code === "number") return (code & 0xff) === busy && code !== busySnapshot;
  const name: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
  return name === "SQLITE_BUSY" || name === "SQLITE_BUSY_TIMEOUT" || name === "SQLITE_BUSY_RECOVERY";
}

const firstPauseMs = 2;
const longestPauseMs = 50;

/** Runs a statement again while the database is locked by others; the event loop stays free between the trials. */
export async function retryWhileBusy<T>(
  run: () => T,
  timeoutMs: number,
  isCancelled: () => boolean,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return run();
    } catch (error) {
      if (!isBusy(error) || performance.now() + pause > end || isCancelled()) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
