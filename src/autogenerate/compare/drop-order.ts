import type { Directive, DowngradeOps, DropTableOp, UpgradeOps } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
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
  const dropped = container.ops.filter((directive) => directive.kind === "drop_table");
  for (const directive of container.ops) {
    if (directive.kind !== "modify_table_ops" || !belongsTo(directive, dropped)) continue;
    directive.ops = directive.ops.filter((each) => each.kind !== "drop_index");
  }
  container.ops = container.ops.filter((each) => each.kind !== "modify_table_ops" || each.ops.length > 0);
}

/** Drops tables behind the changes of other tables where one of these still refers to a table that goes. */
export function dropTablesLast(context: AutogenContext, upgradeOps: UpgradeOps): void {
  const dropped = upgradeOps.ops.filter((directive) => directive.kind === "drop_table");
  const keys = new Set(dropped.map(({ tableName, schema }) => tableKey(tableName, schema)));
  const isReferred = upgradeOps.ops.some(
    (directive) => directive.kind === "modify_table_ops" && refersTo(context, directive, keys),
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
  const own = schema === context.reflected?.defaultSchema ? null : schema;
  const table = reflectedTable(context, nameText(tableName), own);
  return (
    table?.constraints.some(
      (each) => each.kind === "foreign_key" && keys.has(tableKey(each.referredTable, each.referredSchema)),
    ) ?? false
  );
}

function belongsTo(directive: Directive, dropped: readonly DropTableOp[]): boolean {
  if (directive.kind !== "drop_table" && directive.kind !== "modify_table_ops") return false;
  const { tableName, schema } = directive as {
    readonly tableName: DropTableOp["tableName"];
    readonly schema: string | null;
  };
  const key = tableKey(tableName, schema);
  return dropped.some((each) => tableKey(each.tableName, each.schema) === key);
}
