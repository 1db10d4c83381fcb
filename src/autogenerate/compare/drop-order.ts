import type { Directive, DowngradeOps, UpgradeOps } from "../../directives/index.ts";
import { tableKey } from "../../schema/table.ts";
import { type AutogenContext, reflectedTable } from "../autogen-context.ts";

/**
 * Where an index cannot go before the foreign key that uses it: drops a table's foreign keys before its indexes, and
 * leaves the indexes of a table that is dropped to the table.
 */
export function dropForeignKeysFirst(context: AutogenContext, upgradeOps: UpgradeOps): void {
  if (!context.dialect.comparison?.foreignKeysHoldIndexes) return;
  for (const directive of upgradeOps.ops) {
    if (directive.kind !== "modify_table_ops") continue;
    const isForeignKey = (each: Directive): boolean =>
      each.kind === "drop_constraint" && each.constraintType === "foreignkey";
    directive.ops = [
      ...directive.ops.filter(isForeignKey),
      ...directive.ops.filter((each) => !isForeignKey(each)),
    ];
  }
  context.afterReverse.push(leaveIndexesToTables);
}

function leaveIndexesToTables(container: UpgradeOps | DowngradeOps): void {
  const dropped = droppedTables(container.ops);
  for (const directive of container.ops) {
    if (directive.kind !== "modify_table_ops" || !belongsTo(directive, dropped)) continue;
    directive.ops = directive.ops.filter((each) => each.kind !== "drop_index");
  }
  container.ops = container.ops.filter((each) => each.kind !== "modify_table_ops" || each.ops.length > 0);
}

/** Drops tables behind the changes of other tables where one of these still refers to a table that goes. */
export function dropTablesLast(context: AutogenContext, upgradeOps: UpgradeOps): void {
  const dropped = droppedTables(upgradeOps.ops);
  const isReferred = upgradeOps.ops.some(
    (directive) => directive.kind === "modify_table_ops" && refersTo(context, directive, dropped),
  );
  if (!isReferred) return;
  const goes = (directive: Directive): boolean => belongsTo(directive, dropped);
  const others = upgradeOps.ops.filter((each) => !goes(each));
  // What comes behind the tables, such as types that only they had, stays behind them.
  const end = others.findLastIndex((each) => each.kind === "modify_table_ops") + 1;
  upgradeOps.ops = [...others.slice(0, end), ...upgradeOps.ops.filter(goes), ...others.slice(end)];
}

function refersTo(
  context: AutogenContext,
  { tableName, schema }: Extract<Directive, { kind: "modify_table_ops" }>,
  keys: ReadonlySet<string>,
): boolean {
  if (keys.has(tableKey(tableName, schema))) return false;
  const table = reflectedTable(context, tableName, schema);
  return (
    table?.constraints.some(
      (each) => each.kind === "foreign_key" && keys.has(tableKey(each.referredTable, each.referredSchema)),
    ) ?? false
  );
}

function droppedTables(ops: readonly Directive[]): ReadonlySet<string> {
  return new Set(
    ops.flatMap((each) => (each.kind === "drop_table" ? [tableKey(each.tableName, each.schema)] : [])),
  );
}

function belongsTo(directive: Directive, dropped: ReadonlySet<string>): boolean {
  if (directive.kind !== "drop_table" && directive.kind !== "modify_table_ops") return false;
  return dropped.has(tableKey(directive.tableName, directive.schema));
}
