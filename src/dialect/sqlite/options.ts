import type { SqlText } from "../../schema/sql-text.ts";

/** What only SQLite understands. */
export interface SqliteOptions {
  readonly autoincrement?: boolean | undefined;
  readonly withRowid?: boolean | undefined;
  readonly strict?: boolean | undefined;
  /** Predicate of a partial index. */
  readonly where?: string | SqlText | undefined;
  /** What stands behind columns of a primary key or unique constraint: `{ code: "COLLATE NOCASE" }`. */
  readonly columnWords?: Readonly<Record<string, string>> | undefined;
  /** Conflict clause of a constraint. */
  readonly onConflict?: string | undefined;
  readonly onConflictNotNull?: string | undefined;
  readonly onConflictPrimaryKey?: string | undefined;
  readonly onConflictUnique?: string | undefined;
  readonly [option: string]: unknown;
}
