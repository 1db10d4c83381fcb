import type { DropColumnOp } from "../directives/index.ts";
import { type Column, column } from "../schema/column.ts";
import { type DialectOptions, ownKeysOf, pickDialectOptions } from "../schema/dialect-options.ts";
import { type Identifier, nameText } from "../schema/names.ts";
import { nullType } from "../schema/types/generic.ts";
import { type TypeInput, toSqlType } from "../schema/types/sql-type.ts";
import { freeze } from "../util/freeze.ts";
import { addColumnOpFrom } from "./add-column.ts";
import { argumentChecks } from "./check-arguments.ts";
import { batchItem } from "./column-place.ts";
import type { OpResult } from "./host.ts";
import { onTable } from "./on-table.ts";
import type { BatchTarget, Operation } from "./operation.ts";
import { notReversible } from "./operation-error.ts";

/** How DROP COLUMN is written; on SQL Server also what hangs on the column and goes first. */
export interface DropColumnFlags extends DialectOptions {
  /** `DROP COLUMN IF EXISTS`. */
  readonly ifExists?: boolean | undefined;
  /** The column's type where its boolean's or enum's CHECK has to go too (batch mode). */
  readonly existingType?: TypeInput | undefined;
}

/** How DROP COLUMN is written, and the schema of the table. */
export interface DropColumnOptions extends DropColumnFlags {
  readonly schema?: string | null | undefined;
}

export interface DropColumn {
  /**
   * Drops a column. On SQL Server `mssql: { dropCheck, dropDefault, dropForeignKey }` drop what depends on it first.
   *
   * @example await op.dropColumn("account", "email");
   */
  (table: Identifier, column: Identifier, options?: DropColumnOptions): OpResult<void>;
}

export interface BatchDropColumn {
  /**
   * Drops a column.
   *
   * @example batch.dropColumn("email");
   */
  (column: Identifier, options?: DropColumnFlags): OpResult<void>;
}

const check = argumentChecks("op.dropColumn");
const batchCheck = argumentChecks("batch.dropColumn");
const flagKeys = ownKeysOf<DropColumnFlags>()(["ifExists", "existingType"]);
const optionKeys = ownKeysOf<DropColumnOptions>()([...flagKeys, "schema"]);

/** `op.dropColumn` */
export const dropColumn: Operation<DropColumn, BatchDropColumn, DropColumnOp> = {
  kind: "drop_column",
  build(table, columnName, options = {}) {
    check.identifier("table", table);
    check.identifier("column", columnName);
    check.options(options, optionKeys);
    const { schema, ...flags } = options;
    return build({ tableName: table, schema: schema ?? null }, columnName, flags);
  },
  inBatch(target, columnName, options = {}) {
    batchCheck.identifier("column", columnName);
    batchCheck.options(options, flagKeys);
    return batchItem(build(target, columnName, options));
  },
  reverse(directive) {
    if (directive.existing === null) {
      throw notReversible(
        "operation is not reversible; original column is not present",
        `Set \`existing\` of the directive that drops '${nameText(directive.columnName)}' to the column that goes.`,
      );
    }
    return addColumnOpFrom(directive, directive.existing, { ifNotExists: directive.ifExists });
  },
  toDiffTuple: (directive) => [
    "remove_column",
    directive.schema,
    nameText(directive.tableName),
    directive.existing ?? column(directive.columnName, directive.existingType ?? nullType()),
  ],
  render(directive, r) {
    return r.operation("dropColumn", [
      ...onTable(directive, r),
      r.name(directive.columnName),
      ...r.options({
        ...r.schemaOption(directive.schema),
        ifExists: directive.ifExists ? "true" : undefined,
        existingType: directive.existingType === null ? undefined : r.type(directive.existingType),
        ...r.dialectOptions(directive.options),
      }),
    ]);
  },
};

function build(target: BatchTarget, columnName: Identifier, flags: DropColumnFlags): DropColumnOp {
  return freeze({
    kind: "drop_column",
    tableName: target.tableName,
    schema: target.schema,
    columnName,
    ifExists: flags.ifExists ?? false,
    existing: null,
    existingType: flags.existingType === undefined ? null : toSqlType(flags.existingType),
    options: pickDialectOptions(flags, flagKeys),
  } as const);
}

/** The step that drops a column that is known, so that it can be taken back. */
export function dropColumnOpFrom(
  target: BatchTarget,
  existing: Column,
  options: { readonly ifExists?: boolean | undefined } = {},
): DropColumnOp {
  return freeze({ ...build(target, existing.name, options), existing });
}
