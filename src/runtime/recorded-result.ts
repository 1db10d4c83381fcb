import type { QueryResult } from "../connection/connection.ts";

/** Longer answers are not recorded: a query that gave one is sent again. */
const maximumBytes = 4_000_000;

/** What is recorded in the place of a longer answer. */
export const tooLarge = "too large";

/** The answer of a statement as text that {@link decodeResult} reads, or {@link tooLarge}. */
export function encodeResult({ rows, rowCount }: QueryResult): string {
  const text = JSON.stringify([
    rowCount,
    rows.map((row) => Object.fromEntries(Object.entries(row).map(encoded))),
  ]);
  return Buffer.byteLength(text) > maximumBytes ? tooLarge : text;
}

/** The answer that was recorded. */
export function decodeResult(text: string): QueryResult {
  // The text is what encodeResult made.
  const [rowCount, rows] = JSON.parse(text) as [number | null, readonly Record<string, unknown>[]];
  return { rowCount, rows: rows.map((row) => Object.fromEntries(Object.entries(row).map(decoded))) };
}

function encoded([key, value]: [string, unknown]): [string, unknown] {
  if (typeof value === "bigint") return [key, { $bigint: String(value) }];
  if (value instanceof Date) return [key, { $date: value.toISOString() }];
  if (value instanceof Uint8Array) return [key, { $bytes: Buffer.from(value).toString("base64") }];
  return [key, value];
}

function decoded([key, value]: [string, unknown]): [string, unknown] {
  if (typeof value !== "object" || value === null) return [key, value];
  if ("$bigint" in value) return [key, BigInt(String(value.$bigint))];
  if ("$date" in value) return [key, new Date(String(value.$date))];
  if ("$bytes" in value) return [key, Buffer.from(String(value.$bytes), "base64")];
  return [key, value];
}
