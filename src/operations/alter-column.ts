import type { AlterColumnOp } from "../directives/index.ts";
import { type DialectOptions, ownKeysOf, pickDialectOptions } from "../schema/dialect-options.ts";
import { type Identifier, nameText } from "../schema/names.ts";
import { type GeneratedDefault, type ServerDefaultInput, toServerDefault } from "../schema/server-default.ts";
import { type TypeInput, toSqlType } from "../schema/types/sql-type.ts";
import { freeze } from "../util/freeze.ts";
import { columnDiffs } from "./alter-column-diffs.ts";
import { reverseAlterColumn } from "./alter-column-reverse.ts";
import { type ArgumentChecks, argumentChecks } from "./check-arguments.ts";
import type { Code } from "./code.ts";
import { batchItem, type ColumnPlace, placeKeys } from "./column-place.ts";
import { given } from "./given.ts";
import type { OpResult } from "./host.ts";
import { onTable } from "./on-table.ts";
import type { BatchTarget, Operation } from "./operation.ts";
import type { RenderContext } from "./render-context.ts";

/** What becomes of a column, and what it is now; absent members stay as they are. */
export interface AlterColumnChanges extends DialectOptions {
  readonly nullable?: boolean | undefined;
  /** `null` removes the comment, absent leaves it alone. */
  readonly comment?: string | null | undefined;
  /** `null` drops the default, absent leaves it alone. */
  readonly serverDefault?: ServerDefaultInput | null | undefined;
  readonly newColumnName?: Identifier | undefined;
  readonly type?: TypeInput | undefined;
  /** MySQL and MariaDB only. */
  readonly autoincrement?: boolean | undefined;
  /** What the column is now; MySQL, MariaDB and SQL Server write the whole column again and need it. */
  readonly existingType?: TypeInput | undefined;
  readonly existingNullable?: boolean | undefined;
  readonly existingServerDefault?: ServerDefaultInput | null | undefined;
  readonly existingComment?: string | null | undefined;
  readonly existingAutoincrement?: boolean | undefined;
}

/** The changes of a column, and the schema of its table. */
export interface AlterColumnOptions extends AlterColumnChanges {
  readonly schema?: string | null | undefined;
}

export interface AlterColumn {
  /**
   * Changes nullability, type, default, comment or name of a column.
   *
   * @example await op.alterColumn("account", "name", { nullable: false, existingType: sa.string(50) });
   */
  (table: Identifier, column: Identifier, options: AlterColumnOptions): OpResult<void>;
}

export interface BatchAlterColumn {
  /**
   * Changes a column; `insertBefore` and `insertAfter` move it where the table is rebuilt.
   *
   * @example batch.alterColumn("name", { type: sa.string(100) });
   */
  (column: Identifier, options: AlterColumnChanges & ColumnPlace): OpResult<void>;
}

const check = argumentChecks("op.alterColumn");
const batchCheck = argumentChecks("batch.alterColumn");
const changeKeys = ownKeysOf<AlterColumnChanges>()([
  "nullable",
  "comment",
  "serverDefault",
  "newColumnName",
  "type",
  "autoincrement",
  "existingType",
  "existingNullable",
  "existingServerDefault",
  "existingComment",
  "existingAutoincrement",
]);
const optionKeys = ownKeysOf<AlterColumnOptions>()([...changeKeys, "schema"]);

/** `op.alterColumn` */
export const alterColumn: Operation<AlterColumn, BatchAlterColumn, AlterColumnOp> = {
  kind: "alter_column",
  build(table, column, options) {
    check.identifier("table", table);
    check.identifier("column", column);
    check.options(options, optionKeys);
    assertChanges(check, options);
    const { schema, ...changes } = options;
    return build({ tableName: table, schema: schema ?? null }, column, changes);
  },
  inBatch(target, column, options) {
    batchCheck.identifier("column", column);
    batchCheck.options(options, [...changeKeys, ...placeKeys]);
    assertChanges(batchCheck, options);
    const { insertBefore, insertAfter, ...changes } = options;
    return batchItem(build(target, column, changes), { insertBefore, insertAfter });
  },
  reverse: reverseAlterColumn,
  toDiffTuple: columnDiffs,
  render(directive, r) {
    return r.operation("alterColumn", [
      ...onTable(directive, r),
      r.name(directive.columnName),
      // Without any change the call still takes its options.
      ...(nonEmpty(r.options(renderedChanges(directive, r))) ?? ["{}"]),
    ]);
  },
};

/** A value that reads as false or as a name would change the column without a word. */
function assertChanges(by: ArgumentChecks, changes: AlterColumnChanges): void {
  by.flag("nullable", changes.nullable);
  by.flag("autoincrement", changes.autoincrement);
  by.flag("existingNullable", changes.existingNullable);
  by.flag("existingAutoincrement", changes.existingAutoincrement);
  if (changes.newColumnName !== undefined) by.identifier("newColumnName", changes.newColumnName);
}

function build(target: BatchTarget, columnName: Identifier, changes: AlterColumnChanges): AlterColumnOp {
  const owner = `column '${nameText(columnName)}'`;
  const type = (input: TypeInput | undefined) => (input === undefined ? undefined : toSqlType(input));
  const serverDefault = (
    input: ServerDefaultInput | null | undefined,
  ): GeneratedDefault | null | undefined =>
    input === undefined || input === null ? input : toServerDefault(input, owner);
  return freeze({
    kind: "alter_column",
    tableName: target.tableName,
    schema: target.schema,
    columnName,
    options: pickDialectOptions(changes, changeKeys),
    ...given({
      modifyNullable: changes.nullable,
      modifyType: type(changes.type),
      modifyServerDefault: serverDefault(changes.serverDefault),
      modifyComment: changes.comment,
      modifyName: changes.newColumnName,
      autoincrement: changes.autoincrement,
      existingType: type(changes.existingType),
      existingNullable: changes.existingNullable,
      existingServerDefault: serverDefault(changes.existingServerDefault),
      existingComment: changes.existingComment,
      existingAutoincrement: changes.existingAutoincrement,
    }),
  } as const);
}

function renderedChanges(directive: AlterColumnOp, r: RenderContext): Record<string, Code | undefined> {
  const type = (value: AlterColumnOp["modifyType"]) => (value === undefined ? undefined : r.type(value));
  const serverDefault = (value: AlterColumnOp["modifyServerDefault"]) => {
    if (value === undefined) return undefined;
    return value === null ? "null" : r.serverDefault(value);
  };
  const value = (given: unknown) => (given === undefined ? undefined : r.value(given));
  return {
    nullable: value(directive.modifyNullable),
    comment: value(directive.modifyComment),
    serverDefault: serverDefault(directive.modifyServerDefault),
    newColumnName: directive.modifyName === undefined ? undefined : r.name(directive.modifyName),
    type: type(directive.modifyType),
    autoincrement: value(directive.autoincrement),
    existingType: type(directive.existingType),
    existingNullable: value(directive.existingNullable),
    existingServerDefault: serverDefault(directive.existingServerDefault),
    existingComment: value(directive.existingComment),
    existingAutoincrement: value(directive.existingAutoincrement),
    ...r.schemaOption(directive.schema),
    ...r.dialectOptions(directive.options),
  };
}

function nonEmpty<T>(list: readonly T[]): readonly T[] | null {
  return list.length === 0 ? null : list;
}
