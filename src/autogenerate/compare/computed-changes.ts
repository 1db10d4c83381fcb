import type { ComputedStatements } from "../../dialect/comparison.ts";
import type { AlterColumnOp, Directive, ModifyTableOps } from "../../directives/index.ts";
import { addColumnOpFrom } from "../../operations/add-column.ts";
import { dropColumnOpFrom } from "../../operations/drop-column.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import { tableKey } from "../../schema/table.ts";
import type { Mutable } from "../../util/mutable.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { type ColumnChange, columnDepends } from "../detours/mentions.ts";
import { aroundDowngrade, noteChange } from "../detours/set-aside.ts";
import { displayName } from "../diff-names.ts";
import { ownTable } from "../own-schema.ts";
import type { Comparator, ComparatorArguments, CompareResult } from "../plugins/comparators.ts";
import { withoutKeys } from "./columns.ts";
import { type ComputedPair, sameExpression } from "./computed.ts";
import { sqlChange } from "./sql-change.ts";

interface ChangedColumn {
  readonly from: Column;
  readonly to: Column;
}

/** The changed columns of a comparison by their tables' keys, until these are compared. */
const changedColumns: WeakMap<AutogenContext, Map<string, ChangedColumn[]>> = new WeakMap();

/**
 * Compares generated columns: expression, and whether values are stored. Where a table is rebuilt, the column is
 * altered; else {@link changeComputed} finds the way.
 */
export const compareComputed: Comparator<"column"> = (
  context,
  alter,
  _schema,
  _tableName,
  _columnName,
  database,
  metadata,
) => {
  const isGenerated = database.computed !== null || metadata.computed !== null;
  if (!isGenerated || context.opts.compareServerDefault === false) return "continue";
  return compareGenerated(context, alter, { from: database, to: metadata });
};

async function compareGenerated(
  context: AutogenContext,
  alter: Mutable<AlterColumnOp>,
  { from: database, to: metadata }: ChangedColumn,
): Promise<CompareResult> {
  const columnName = nameText(metadata.name);
  const where = `${displayName(alter.tableName, alter.schema)}.${columnName}`;
  const inspected = database.computed ?? database.identity ?? database.serverDefault;
  const wanted = metadata.computed ?? metadata.identity ?? metadata.serverDefault;
  if (inspected !== null) alter.existingServerDefault = inspected;
  if (await isSame(context, alter, { inspected, wanted, columnName, where })) return "stop";
  context.log("server_defaults", `Detected changed generation of column '${where}'`);
  if (context.dialect.features.alterTable) {
    const changed = changedColumns.get(context) ?? new Map<string, ChangedColumn[]>();
    const key = tableKey(alter.tableName, alter.schema);
    changed.set(key, [...(changed.get(key) ?? []), { from: database, to: metadata }]);
    changedColumns.set(context, changed);
  } else {
    alter.modifyServerDefault = wanted;
    alter.existingServerDefault = inspected;
    if (database.computed === null) alter.info = { warning: replacementNote(where) };
  }
  return "stop";
}

async function isSame(
  context: AutogenContext,
  alter: Mutable<AlterColumnOp>,
  pair: ComputedPair,
): Promise<boolean> {
  const { inspected, wanted } = pair;
  if (inspected?.kind !== "computed" || wanted?.kind !== "computed") return false;
  // What the model leaves open is the database's business.
  if (wanted.persisted !== null && wanted.persisted !== (inspected.persisted ?? false)) return false;
  return sameExpression(context, alter, pair);
}

/** Changes generated columns where they stand if the server can, else drops and adds them. */
export async function changeComputed(...[context, tableOps]: ComparatorArguments["table"]): Promise<void> {
  const key = tableKey(tableOps.tableName, tableOps.schema);
  for (const column of changedColumns.get(context)?.get(key) ?? []) {
    const statements = await statementsFor(context, tableOps, column);
    if (statements === null) replace(context, tableOps, column);
    else changeInPlace(context, tableOps, { ...column, statements });
  }
}

async function statementsFor(
  { dialect, connection }: AutogenContext,
  { tableName, schema, ops }: ModifyTableOps,
  { from, to }: ChangedColumn,
): Promise<ComputedStatements | null> {
  const converted = ops.flatMap((each) =>
    each.kind === "alter_column" && each.modifyType !== undefined ? [nameText(each.columnName)] : [],
  );
  const change: ColumnChange = { columns: new Set(converted), words: new Set(), kind: "cast" };
  // A column that is made of one with another type has to be away meanwhile.
  if ([from, to].some((column) => columnDepends(dialect, column, change))) return null;
  const serverVersion = await connection.serverVersion();
  const request = { dialect, tableName, schema, from, to, serverVersion };
  return dialect.comparison?.computedStatements?.(request) ?? null;
}

function changeInPlace(
  context: AutogenContext,
  tableOps: ModifyTableOps,
  { from, to, statements }: ChangedColumn & { readonly statements: ComputedStatements },
): void {
  const { upgrade, downgrade, isReplacedBack } = statements;
  const warning = from.computed === null ? replacementNote(displayColumn(tableOps, from)) : undefined;
  tableOps.ops.push(sqlChange(upgrade, downgrade, warning));
  if (!isReplacedBack || to.computed !== null) return;
  const changes = new Map<string, ColumnChange[]>();
  noteChange(changes, ownTable(context.reflected, tableOps), replacement(from));
  aroundDowngrade(context, changes, downgrade);
}

function replacementNote(where: string): string {
  return `Column ${where} is generated from now on, which replaces all its values.`;
}

function replace(context: AutogenContext, tableOps: ModifyTableOps, { from, to }: ChangedColumn): void {
  const isSameColumn = (each: Directive): boolean =>
    each.kind === "alter_column" && nameText(each.columnName) === nameText(from.name);
  const drop = dropColumnOpFrom(tableOps, from);
  const outcome = to.computed === null ? "without values" : "its values are computed anew";
  const warning = `Drops generated column ${displayColumn(tableOps, from)} and adds it again: ${outcome}.`;
  tableOps.ops = [
    ...tableOps.ops.filter((each) => !isSameColumn(each)),
    from.computed === null ? drop : { ...drop, info: { warning } },
    addColumnOpFrom(tableOps, withoutKeys(to)),
  ];
  noteChange(context.columnChanges, ownTable(context.reflected, tableOps), replacement(from));
}

function replacement({ name }: Column): ColumnChange {
  return { columns: new Set([nameText(name)]), words: new Set(), kind: "replaced" };
}

function displayColumn({ tableName, schema }: ModifyTableOps, { name }: Column): string {
  return `${displayName(tableName, schema)}.${nameText(name)}`;
}
