import type { ReflectedTable } from "../../dialect/reflection.ts";
import type { AlterColumnOp, ModifyTableOps } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { Mutable } from "../mutable.ts";

/** Compares the columns of a table: added and altered ones, then `compareRest`, then dropped ones. */
export async function compareColumns(
  context: AutogenContext,
  tableOps: ModifyTableOps,
  schema: string | null,
  database: ReflectedTable,
  metadata: Table,
  compareRest: () => Promise<void>,
): Promise<void> {
  const name = nameText(metadata.name);
  const parents = { tableName: name, schemaName: schema };
  const found = new Map(
    database.columns
      .filter((column) => context.runNameFilters(nameText(column.name), "column", parents))
      .map((column) => [nameText(column.name), column] as const),
  );
  const wanted = metadata.columns.filter((column) => !column.system);
  const wantedNames = new Set(wanted.map((column) => nameText(column.name)));
  const where = displayName(name, metadata.schema);

  const missing = wanted.filter((column) => !found.has(nameText(column.name)));
  for (const column of inOrderOfUse(missing)) {
    const columnName = nameText(column.name);
    if (!context.runObjectFilters(column, columnName, "column", false, null)) continue;
    tableOps.ops.push({
      kind: "add_column",
      tableName: metadata.name,
      schema: metadata.schema,
      column: withoutKeys(column),
      ifNotExists: false,
      inlineReferences: false,
      inlinePrimaryKey: false,
    });
    context.log("tables", `Detected added column '${where}.${columnName}'`);
  }
  for (const column of wanted) {
    const existing = found.get(nameText(column.name));
    if (existing !== undefined) await compareColumn(context, tableOps, schema, metadata, existing, column);
  }
  await compareRest();
  const gone = [...found.values()].filter((column) => !wantedNames.has(nameText(column.name)));
  for (const column of generatedFirst(gone)) {
    const columnName = nameText(column.name);
    if (!context.runObjectFilters(column, columnName, "column", true, null)) continue;
    tableOps.ops.push({
      kind: "drop_column",
      tableName: metadata.name,
      schema: metadata.schema,
      columnName: column.name,
      ifExists: false,
      existing: column,
      existingType: null,
      options: {},
    });
    context.log("tables", `Detected removed column '${where}.${columnName}'`);
  }
}

/** A column without what comparators of keys and CHECKs propose by themselves. */
export function withoutKeys(column: Column): Column {
  return { ...column, unique: false, index: false, references: [], checks: [] };
}

/** Generated columns before the columns that they may be made of, the last ones first. */
function generatedFirst(columns: readonly Column[]): readonly Column[] {
  const isGenerated = ({ computed }: Column): boolean => computed !== null;
  return [...columns.filter(isGenerated).reverse(), ...columns.filter((column) => !isGenerated(column))];
}

/** Generated columns behind the new columns that they are made of. */
function inOrderOfUse(columns: readonly Column[]): readonly Column[] {
  const isLate = (column: Column, place: number): boolean => {
    const { computed } = column;
    if (computed === null) return false;
    const later = columns.slice(place + 1).map((each) => nameText(each.name));
    const words = computed.text.parts.flatMap((part) =>
      part.kind === "identifier"
        ? part.path
        : part.kind === "raw"
          ? (part.text.match(/[\p{L}\p{N}_]+/gu) ?? [])
          : [],
    );
    return words.some((word) => later.includes(word));
  };
  return [
    ...columns.filter((column, place) => !isLate(column, place)),
    ...columns.filter((column, place) => isLate(column, place)),
  ];
}

async function compareColumn(
  context: AutogenContext,
  tableOps: ModifyTableOps,
  schema: string | null,
  metadata: Table,
  existing: Column,
  wanted: Column,
): Promise<void> {
  const name = nameText(wanted.name);
  if (!context.runObjectFilters(wanted, name, "column", false, existing)) return;
  const alter: Mutable<AlterColumnOp> = {
    kind: "alter_column",
    tableName: metadata.name,
    schema: metadata.schema,
    columnName: wanted.name,
    options: {},
  };
  await context.comparators.run(
    "column",
    context,
    alter,
    schema,
    nameText(metadata.name),
    name,
    existing,
    wanted,
  );
  if (changesSomething(alter)) tableOps.ops.push(alter);
}

/** Whether an alteration would do anything. */
function changesSomething(alter: AlterColumnOp): boolean {
  return (
    alter.modifyNullable !== undefined ||
    alter.modifyType !== undefined ||
    alter.modifyServerDefault !== undefined ||
    alter.modifyComment !== undefined ||
    alter.modifyName !== undefined ||
    // Without what it was, `autoincrement` only goes along with other changes.
    (alter.existingAutoincrement !== undefined && alter.autoincrement !== alter.existingAutoincrement)
  );
}
