import type { DriverErrorInfo } from "./session.ts";

/** A string property of an unknown value. */
export function stringProperty(value: unknown, key: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" && found !== "" ? found : undefined;
}

const lostCodes = new Set([
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "57P05",
  "25P03",
  "08006",
  "08003",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "PROTOCOL_CONNECTION_LOST",
  "ER_CONNECTION_KILLED",
  "ER_SERVER_SHUTDOWN",
]);

const lostTexts = /connection terminated|connection is in closed state|not queryable|closed the connection/i;

/** What most drivers' errors have in common: `message`, `code`, and PostgreSQL's `detail` and `hint`. */
export function describeDriverError(error: unknown): DriverErrorInfo {
  const parts = error instanceof AggregateError ? error.errors : [];
  const first: unknown = parts.length > 0 ? parts[0] : error;
  const message = messageOf(error) ?? messageOf(first) ?? String(error);
  const code = stringProperty(error, "code") ?? stringProperty(first, "code");
  return {
    message,
    code,
    detail: stringProperty(error, "detail"),
    hint: stringProperty(error, "hint"),
    lost: (code !== undefined && lostCodes.has(code)) || lostTexts.test(message),
  };
}

function messageOf(error: unknown): string | undefined {
  return stringProperty(error, "sqlMessage") ?? stringProperty(error, "message");
}
