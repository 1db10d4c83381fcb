import type { AddColumnOp, DropColumnOp } from "../directives/index.ts";
import type { Column } from "../schema/column.ts";
import { ownKeysOf } from "../schema/dialect-options.ts";
import { type Identifier, nameText } from "../schema/names.ts";
import { freeze } from "../util/freeze.ts";
import { argumentChecks } from "./check-arguments.ts";
import { batchItem, type ColumnPlace, placeKeys } from "./column-place.ts";
import type { OpResult } from "./host.ts";
import { onTable } from "./on-table.ts";
import type { Operation } from "./operation.ts";

/** How ADD COLUMN is written. */
export interface AddColumnFlags {
  /** `ADD COLUMN IF NOT EXISTS`. */
  readonly ifNotExists?: boolean | undefined;
  /** Writes a single foreign key as REFERENCES in the column instead of a statement of its own. */
  readonly inlineReferences?: boolean | undefined;
  /** Writes PRIMARY KEY in the column. */
  readonly inlinePrimaryKey?: boolean | undefined;
}

/** How ADD COLUMN is written, and the schema of the table. */
export interface AddColumnOptions extends AddColumnFlags {
  readonly schema?: string | null | undefined;
}

export interface AddColumn {
  /**
   * Adds a column, then the foreign keys, CHECKs, index and comment that it declares.
   *
   * @example await op.addColumn("account", sa.column("email", sa.string(255), { nullable: false, serverDefault: "" }));
   */
  (table: Identifier, column: Column, options?: AddColumnOptions): OpResult<void>;
}

export interface BatchAddColumn {
  /**
   * Adds a column; `insertBefore` and `insertAfter` name its neighbour where the table is rebuilt.
   *
   * @example batch.addColumn(sa.column("email", sa.string(255)), { insertAfter: "id" });
   */
  (column: Column, options?: AddColumnFlags & ColumnPlace): OpResult<void>;
}

const flagKeys = ownKeysOf<AddColumnFlags>()(["ifNotExists", "inlineReferences", "inlinePrimaryKey"]);
const optionKeys = ownKeysOf<AddColumnOptions>()([...flagKeys, "schema"]);
const check = argumentChecks("op.addColumn");
const batchCheck = argumentChecks("batch.addColumn");
const example = 'a column such as sa.column("email", sa.string(255))';

/** `op.addColumn` */
export const addColumn: Operation<AddColumn, BatchAddColumn, AddColumnOp> = {
  kind: "add_column",
  build(table, column, options = {}) {
    check.identifier("table", table);
    check.kind("column", column, ["column"], example);
    check.ownOptions(options, optionKeys);
    return addColumnOpFrom({ tableName: table, schema: options.schema ?? null }, column, options);
  },
  inBatch(target, column, options = {}) {
    batchCheck.kind("column", column, ["column"], example);
    batchCheck.ownOptions(options, [...flagKeys, ...placeKeys]);
    return batchItem(addColumnOpFrom(target, column, options), options);
  },
  reverse: ({ tableName, schema, column, ifNotExists }) =>
    freeze({
      kind: "drop_column",
      tableName,
      schema,
      columnName: column.name,
      ifExists: ifNotExists,
      existing: column,
      existingType: null,
      options: {},
    } satisfies DropColumnOp),
  toDiffTuple: ({ schema, tableName, column }) => ["add_column", schema, nameText(tableName), column],
  render(directive, r) {
    return r.operation("addColumn", [
      ...onTable(directive, r),
      r.column(directive.column),
      ...r.options({
        ...r.schemaOption(directive.schema),
        ifNotExists: directive.ifNotExists ? "true" : undefined,
        inlineReferences: directive.inlineReferences ? "true" : undefined,
        inlinePrimaryKey: directive.inlinePrimaryKey ? "true" : undefined,
      }),
    ]);
  },
};

/** The step that adds a column that is known already. */
export function addColumnOpFrom(
  target: { readonly tableName: Identifier; readonly schema: string | null },
  column: Column,
  flags: AddColumnFlags = {},
): AddColumnOp {
  return freeze({
    kind: "add_column",
    tableName: target.tableName,
    schema: target.schema,
    column,
    ifNotExists: flags.ifNotExists ?? false,
    inlineReferences: flags.inlineReferences ?? false,
    inlinePrimaryKey: flags.inlinePrimaryKey ?? false,
  } as const);
}
