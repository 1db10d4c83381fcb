import type { QueryResult } from "../connection/connection.ts";
import type { Statement } from "../dialect/statement.ts";
import { hexDigest } from "../util/hex-digest.ts";
import type { ProgressEntry } from "./progress-table.ts";
import { encodeResult } from "./recorded-result.ts";
import type { StatementKind } from "./statement-kind.ts";

/** The answer of a statement that gives none, or was done before. */
export const noResult: QueryResult = Object.freeze({ rows: Object.freeze([]), rowCount: null });

/** A statement at its place in the script. */
export interface PlacedStatement {
  readonly kind: StatementKind;
  readonly statement: Statement;
  readonly position: number;
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

/** Tells whether a statement is the one that was recorded. */
export function hashOf({ sql, parameters = [], rows = [] }: Statement): string {
  const values = JSON.stringify([parameters, rows], (_key, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
  return hexDigest("sha1", `${sql.trim()}\0${values}`);
}
