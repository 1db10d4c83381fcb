import type { AlterColumnOp, BatchAlterTableOp, BatchItem } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import { freeze } from "../../util/freeze.ts";
import { rebuildRules } from "./batch-context.ts";
import { isKnownByName, type KnownSchema } from "./column-use.ts";

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
export function renamesFirst(batch: BatchAlterTableOp, table: Table, schema: KnownSchema): SplitBatch {
  if (rebuildRules(schema.dialect).renamesEverywhere !== true || batch.copyFrom !== null) {
    return { renames: [], rest: batch };
  }
  const names = new Set(table.columns.map((column) => nameText(column.name)));
  const isTaken = ({ directive }: BatchItem): boolean => {
    if (directive.kind !== "alter_column" || directive.modifyName === undefined) return false;
    const from = nameText(directive.columnName);
    return (
      names.has(from) && !names.has(nameText(directive.modifyName)) && isKnownByName(from, table, schema)
    );
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
