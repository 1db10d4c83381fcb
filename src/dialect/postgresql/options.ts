import type { SqlText } from "../../schema/sql-text.ts";

/** What only PostgreSQL understands, on tables, columns, constraints and indexes. */
export interface PostgresqlOptions {
  /** Index method, or the USING expression of a type change. */
  readonly using?: string | SqlText | undefined;
  /** Predicate of a partial index. */
  readonly where?: string | SqlText | undefined;
  readonly include?: readonly string[] | undefined;
  /** Operator class by column name. */
  readonly ops?: Readonly<Record<string, string>> | undefined;
  /** Storage parameters of an index or table. */
  readonly with?: Readonly<Record<string, unknown>> | undefined;
  readonly concurrently?: boolean | undefined;
  readonly tablespace?: string | undefined;
  readonly nullsNotDistinct?: boolean | undefined;
  readonly notValid?: boolean | undefined;
  readonly noInherit?: boolean | undefined;
  /** CHECK and foreign key: rows are not looked at (PostgreSQL 18). */
  readonly notEnforced?: boolean | undefined;
  readonly partitionBy?: string | undefined;
  readonly inherits?: string | readonly string[] | undefined;
  readonly withOids?: boolean | undefined;
  readonly onCommit?: string | undefined;
  readonly [option: string]: unknown;
}
