import type { Dialect } from "../../dialect/dialect.ts";
import type { ReflectedDatabase } from "../../dialect/reflection.ts";
import type { AlterColumnOp, BatchAlterTableOp, BatchItem } from "../../directives/index.ts";
import type { Constraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import { isSqlText } from "../../schema/sql-text.ts";
import type { Table } from "../../schema/table.ts";
import { freeze } from "../../util/freeze.ts";
import { rebuildRules } from "./batch-context.ts";
import { wheresOf } from "./rebuilt-table.ts";
import { allWords, columnWordsOf } from "./sql-names.ts";

/** A block in two parts: renames that the database does itself, and what is left. */
export interface SplitBatch {
  readonly renames: readonly AlterColumnOp[];
  /** `null` when nothing is left. */
  readonly rest: BatchAlterTableOp | null;
}

/**
 * Takes the renames of columns out of a block that SQL texts or other tables know by name: only the database can rename
 * them there.
 */
export function renamesFirst(
  batch: BatchAlterTableOp,
  table: Table,
  { dialect, database }: { readonly dialect: Dialect; readonly database: ReflectedDatabase },
): SplitBatch {
  if (rebuildRules(dialect).renamesEverywhere !== true || batch.copyFrom !== null) {
    return { renames: [], rest: batch };
  }
  const names = new Set(table.columns.map((column) => nameText(column.name)));
  const isTaken = ({ directive }: BatchItem): boolean => {
    if (directive.kind !== "alter_column" || directive.modifyName === undefined) return false;
    const from = nameText(directive.columnName);
    return names.has(from) && !names.has(nameText(directive.modifyName)) && isUsed(from, table, database);
  };
  const renames = batch.items.filter(isTaken).map((item) => renameOnly(item));
  const items = batch.items.flatMap((item) => (isTaken(item) ? withoutRename(item) : [item]));
  const isDone = items.length === 0 && batch.recreate !== "always";
  return { renames, rest: isDone ? null : freeze({ ...batch, items }) };
}

/** The new names of columns by the old ones. */
export function renamedColumns(renames: readonly AlterColumnOp[]): ReadonlyMap<string, string> {
  return new Map(
    renames.map(({ columnName, modifyName }) => [nameText(columnName), nameText(modifyName ?? columnName)]),
  );
}

function renameOnly({ directive }: BatchItem): AlterColumnOp {
  // Only renames were taken out.
  const { kind, tableName, schema, columnName, modifyName, options } = directive as AlterColumnOp;
  return freeze({ kind, tableName, schema, columnName, modifyName, options });
}

/** What else the item changes. */
function withoutRename(item: BatchItem): readonly BatchItem[] {
  // Only renames were taken out.
  const { modifyName, ...others } = item.directive as AlterColumnOp;
  const changesMore =
    Object.keys(others).some((key) => key.startsWith("modify") || key === "autoincrement") ||
    item.insertBefore !== undefined ||
    item.insertAfter !== undefined;
  return changesMore ? [{ ...item, directive: freeze(others) }] : [];
}

function isUsed(column: string, table: Table, { tables, views }: ReflectedDatabase): boolean {
  const name = column.toLowerCase();
  const tableName = nameText(table.name).toLowerCase();
  const isWordOf = (sql: string | null): boolean => {
    const words = allWords(sql ?? "");
    return words.has(name) && words.has(tableName);
  };
  return (
    textsOf(table).some((text) => isSqlText(text) && columnWordsOf(text).has(name)) ||
    views.some((view) => isWordOf(view.sql)) ||
    tables.some((each) => (each.triggers ?? []).some((trigger) => isWordOf(trigger.sql))) ||
    tables.some((each) => each.constraints.some((constraint) => refersTo(constraint, table, column)))
  );
}

function textsOf(table: Table): readonly unknown[] {
  const checks = [...table.constraints, ...table.columns.flatMap((column) => column.checks)];
  return [
    ...checks.map((check) => (check.kind === "check" ? check.condition : null)),
    ...table.columns.map((column) => column.computed?.text),
    ...table.indexes.flatMap((index) => [...index.parts.map((part) => part.expression), ...wheresOf(index)]),
  ];
}

function refersTo(constraint: Constraint, table: Table, column: string): boolean {
  return (
    constraint.kind === "foreign_key" &&
    constraint.referredTable === nameText(table.name) &&
    constraint.referredSchema === table.schema &&
    constraint.referredColumns.includes(column)
  );
}
