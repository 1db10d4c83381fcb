import type { QueryResult } from "../connection/connection.ts";
import type { DialectStatement } from "../dialect/statement.ts";
import { hexDigest } from "../util/hex-digest.ts";
import type { ProgressEntry } from "./progress-table.ts";
import { encodeResult } from "./recorded-result.ts";
import type { StatementKind } from "./statement-kind.ts";

/** The answer of a statement that gives none, or was done before. */
export const noResult: QueryResult = Object.freeze({ rows: Object.freeze([]), rowCount: null });

/** A statement at its place in the script. */
export interface PlacedStatement {
  readonly kind: StatementKind;
  readonly statement: DialectStatement;
  readonly position: number;
}

/** One that is done, and not recorded yet. */
export interface DoneStatement extends PlacedStatement {
  readonly result: QueryResult;
}

/** What the record says of a statement. */
export function entryOf(
  { kind, statement, position }: PlacedStatement,
  state: ProgressEntry["state"],
  result: QueryResult,
): ProgressEntry {
  const isAnswer = result.rows.length > 0 || kind === "read";
  return {
    position,
    hash: hashOf(statement),
    state,
    statement: statement.sql.trim(),
    fingerprint: null,
    result: isAnswer ? encodeResult(result) : null,
  };
}

/** In the place of a hash: whoever wrote it there takes the statement as it is now. */
export const anyHash = "any";

/** Tells a statement by its text in the first half, by its values in the second. */
export function hashOf({ sql, parameters = [], rows = [] }: DialectStatement): string {
  const values = JSON.stringify([parameters, rows], (_key, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
  return [sql.trim(), values].map((text) => hexDigest("sha1", text).slice(0, 20)).join("");
}

/** Whether a statement is the one that was recorded. */
export function isSameHash(recorded: string, now: string): boolean {
  return recorded === now || recorded === anyHash;
}

/** Whether a statement has the text of the one that was recorded. */
export function isSameText(recorded: string, now: string): boolean {
  return recorded.slice(0, 20) === now.slice(0, 20);
}
