import type { BatchAlterTableOp } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import type { Constraint } from "../../schema/constraints.ts";
import { type DialectOptions, ownKeysOf } from "../../schema/dialect-options.ts";
import type { Identifier } from "../../schema/names.ts";
import type { NamingConvention } from "../../schema/naming-convention.ts";
import type { Table } from "../../schema/table.ts";
import { freeze } from "../../util/freeze.ts";
import { argumentChecks } from "../check-arguments.ts";
import { operationError } from "../operation-error.ts";

/** How `op.batchAlterTable` reads its table. */
export interface ReflectOptions {
  /** Called with each column as it was read; what it gives is taken instead. */
  readonly columnReflect?: ((column: Column, table: Table) => Column) | undefined;
}

/** How a batch block changes its table: by ALTER or a rebuild, and what the rebuild starts from. */
export interface BatchOptions {
  readonly schema?: string | null | undefined;
  /** `"auto"`: rebuild the table where the database cannot ALTER; `"always"`; `"never"`. */
  readonly recreate?: BatchAlterTableOp["recreate"] | undefined;
  /** The table as it is now, instead of reading it from the database; needed offline. */
  readonly copyFrom?: Table | null | undefined;
  /** Columns that replace the read ones of the same name. */
  readonly reflectColumns?: readonly Column[] | undefined;
  /** How the table is read from the database. */
  readonly reflectOptions?: ReflectOptions | undefined;
  /** Constraints that the rebuilt table gets besides its own. */
  readonly tableElements?: readonly Constraint[] | undefined;
  readonly tableOptions?:
    | (DialectOptions & { readonly prefixes?: readonly string[] | undefined })
    | undefined;
  /** Groups of column names in the order in which they are to stand in the rebuilt table. */
  readonly partialReordering?: readonly (readonly string[])[] | undefined;
  /** Names for constraints that have none in the database, so that they can be dropped by name. */
  readonly namingConvention?: NamingConvention | null | undefined;
}

/** A batch block before anything is in it. */
export type BatchHead = Omit<BatchAlterTableOp, "items">;

const keys = ownKeysOf<BatchOptions>()([
  "schema",
  "recreate",
  "copyFrom",
  "reflectColumns",
  "reflectOptions",
  "tableElements",
  "tableOptions",
  "partialReordering",
  "namingConvention",
]);
const check = argumentChecks("op.batchAlterTable");
const recreates: readonly unknown[] = ["auto", "always", "never"];

/** Checks the arguments of `op.batchAlterTable`. */
export function batchHead(table: Identifier, options: BatchOptions = {}): BatchHead {
  check.identifier("table", table);
  check.ownOptions(options, keys);
  check.ownOptions(options.reflectOptions ?? {}, ["columnReflect"]);
  check.options(options.tableOptions ?? {}, ["prefixes"]);
  const { recreate = "auto" } = options;
  if (!recreates.includes(recreate)) {
    throw operationError(`recreate may be one of 'auto', 'always', or 'never'. It was '${recreate}'.`, {
      hint: "Leave `recreate` out, or give one of the three.",
    });
  }
  if (options.copyFrom) check.kind("copyFrom", options.copyFrom, ["table"], "a table made by sa.table(…)");
  return freeze({
    kind: "batch_alter_table",
    tableName: table,
    schema: options.schema ?? null,
    recreate,
    copyFrom: options.copyFrom ?? null,
    reflectColumns: freeze([...(options.reflectColumns ?? [])]),
    reflectOptions: options.reflectOptions ?? {},
    tableElements: freeze([...(options.tableElements ?? [])]),
    tableOptions: options.tableOptions ?? {},
    partialReordering: freeze([...(options.partialReordering ?? [])]),
    namingConvention: options.namingConvention ?? null,
  } as const);
}
