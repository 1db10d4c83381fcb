import type { ExecuteSqlOp } from "../directives/index.ts";
import type { Column } from "../schema/column.ts";
import type { Constraint, ForeignKeyConstraint } from "../schema/constraints.ts";
import type { Index } from "../schema/index-def.ts";
import type { Identifier } from "../schema/names.ts";
import type { GeneratedDefault } from "../schema/server-default.ts";
import type { Table } from "../schema/table.ts";
import type { SqlType } from "../schema/types/sql-type.ts";

/** An index or constraint with the table it is on. */
export type OnTable<T> = T & { readonly tableName: Identifier; readonly schema: string | null };

/** What is known of a column besides what changes; absent means unknown. */
export interface ExistingColumn {
  readonly existingType?: SqlType | undefined;
  readonly existingNullable?: boolean | undefined;
  readonly existingServerDefault?: GeneratedDefault | null | undefined;
  readonly existingComment?: string | null | undefined;
}

type Modify<Word extends string, Value> = readonly [
  Word,
  schema: string | null,
  table: string,
  column: string,
  existing: ExistingColumn,
  from: Value,
  to: Value,
];

/** One change of a column. */
export type ColumnDiff =
  | Modify<"modify_type", SqlType | undefined>
  | Modify<"modify_nullable", boolean | undefined>
  | Modify<"modify_default", GeneratedDefault | null | undefined>
  | Modify<"modify_comment", string | null | undefined>;

/** A difference in the shape that Alembic's `compare_metadata` gives it (PARITY P-6.48 to P-6.51). */
export type DiffTuple =
  | readonly ["add_table", Table]
  | readonly ["remove_table", Table]
  | readonly ["add_column", schema: string | null, table: string, Column]
  | readonly ["remove_column", schema: string | null, table: string, Column]
  | readonly ["add_index", OnTable<Index>]
  | readonly ["remove_index", OnTable<Index>]
  | readonly ["add_constraint", OnTable<Constraint>]
  | readonly ["remove_constraint", OnTable<Constraint>]
  | readonly ["add_fk", OnTable<ForeignKeyConstraint>]
  | readonly ["remove_fk", OnTable<ForeignKeyConstraint>]
  | readonly ["add_table_comment", Table, existingComment: string | null]
  | readonly ["remove_table_comment", Table]
  | readonly ["rename_table", schema: string | null, from: string, to: string]
  | readonly ["bulk_insert", Table, rows: readonly Readonly<Record<string, unknown>>[]]
  | readonly ["execute", ExecuteSqlOp["statement"]]
  | readonly [word: string, ...rest: unknown[]];

/** A difference: one tuple, or for a changed column the list of its changes. */
export type Diff = DiffTuple | readonly ColumnDiff[];
