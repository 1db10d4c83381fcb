import type { Column } from "../schema/column.ts";
import type { Constraint } from "../schema/constraints.ts";
import type { DialectOptions } from "../schema/dialect-options.ts";
import type { Identifier } from "../schema/names.ts";
import type { NamingConvention } from "../schema/naming-convention.ts";
import type { Table } from "../schema/table.ts";
import type { Directive } from "./directive.ts";
import type { DirectiveBase } from "./table.ts";

/** A directive of a batch block, with the place that a column wants. */
export interface BatchItem {
  readonly directive: Directive;
  readonly insertBefore?: string | undefined;
  readonly insertAfter?: string | undefined;
}

/** A block of changes to one table, made by ALTER or by a rebuild. */
export interface BatchAlterTableOp extends DirectiveBase {
  readonly kind: "batch_alter_table";
  readonly tableName: Identifier;
  readonly schema: string | null;
  readonly recreate: "auto" | "always" | "never";
  /** The table as it is now; without it the table is reflected. */
  readonly copyFrom: Table | null;
  /** Columns that replace reflected ones of the same name. */
  readonly reflectColumns: readonly Column[];
  /** How the table is read: `columnReflect` is called with each column and gives the one to take. */
  readonly reflectOptions: {
    readonly columnReflect?: ((column: Column, table: Table) => Column) | undefined;
  };
  readonly tableElements: readonly Constraint[];
  readonly tableOptions: DialectOptions & { readonly prefixes?: readonly string[] | undefined };
  readonly partialReordering: readonly (readonly string[])[];
  readonly namingConvention: NamingConvention | null;
  readonly items: readonly BatchItem[];
}
