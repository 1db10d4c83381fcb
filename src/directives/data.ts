import type { SqlText } from "../schema/sql-text.ts";
import type { Table } from "../schema/table.ts";
import type { DirectiveBase } from "./table.ts";

/** INSERT of rows. Keys are column names. */
export interface BulkInsertOp extends DirectiveBase {
  readonly kind: "bulk_insert";
  readonly table: Table;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** true: the first row's keys serve for all rows; false: one INSERT a row. */
  readonly multiInsert: boolean;
}

/** A query that a query builder compiled. */
export interface CompiledStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Statements of the user's own. */
export interface ExecuteSqlOp extends DirectiveBase {
  readonly kind: "execute";
  readonly statement: string | SqlText | CompiledStatement;
  readonly executionOptions: Readonly<Record<string, unknown>>;
  /** Whether what it does has to be final before what follows: it runs, and is written, in an autocommit block. */
  readonly outsideTransaction?: boolean | undefined;
}
