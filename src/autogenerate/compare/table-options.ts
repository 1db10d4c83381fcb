import { displayName } from "../diff-names.ts";
import type { ComparatorArguments } from "../plugins/comparators.ts";
import { sqlChange } from "./sql-change.ts";

/** Compares the options of a table that the models name and that the dialect can change; others are the database's. */
export function compareTableOptions(
  ...[context, tableOps, , , database, metadata]: ComparatorArguments["table"]
): void {
  if (database === null || metadata === null) return;
  const { tableName, schema } = tableOps;
  const { dialect } = context;
  for (const change of dialect.comparison?.tableOptionChanges?.(database, metadata, dialect) ?? []) {
    const operation = sqlChange(change.upgrade, change.downgrade);
    if (change.isBeforeColumns) tableOps.ops.unshift(operation);
    else tableOps.ops.push(operation);
    context.log("tables", `Detected changed ${change.what} of table '${displayName(tableName, schema)}'`);
  }
}
