import type { Directive, DropTableOp, UpgradeOps } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import { tableKey } from "../../schema/table.ts";
import { type AutogenContext, reflectedTable } from "../autogen-context.ts";

/** Drops tables behind the changes of other tables where one of these still refers to a table that goes. */
export function dropTablesLast(context: AutogenContext, upgradeOps: UpgradeOps): void {
  const dropped = upgradeOps.ops.filter((directive) => directive.kind === "drop_table");
  const keys = new Set(dropped.map(({ tableName, schema }) => tableKey(tableName, schema)));
  const isReferred = upgradeOps.ops.some(
    (directive) => directive.kind === "modify_table_ops" && refersTo(context, directive, keys),
  );
  if (!isReferred) return;
  const goes = (directive: Directive): boolean => belongsTo(directive, dropped);
  upgradeOps.ops = [...upgradeOps.ops.filter((each) => !goes(each)), ...upgradeOps.ops.filter(goes)];
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
