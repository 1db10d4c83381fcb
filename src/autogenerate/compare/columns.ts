import type { ReflectedTable } from "../../dialect/reflection.ts";
import type { AlterColumnOp, ModifyTableOps } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { Mutable } from "../../util/mutable.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import { inheritedBy } from "./inherited.ts";

/** A table that both sides have. */
interface ColumnSubject {
  readonly context: AutogenContext;
  readonly tableOps: ModifyTableOps;
  /** The schema as the reflected tables name it. */
  readonly schema: string | null;
  readonly database: ReflectedTable;
  readonly metadata: Table;
}

/** A column that both sides have. */
interface ColumnPair {
  readonly existing: Column;
  readonly wanted: Column;
}

/** Compares the columns of a table: added and altered ones, then `compareRest`, then dropped ones. */
export async function compareColumns(
  subject: ColumnSubject,
  compareRest: () => Promise<void>,
): Promise<void> {
  const { context, schema, database, metadata } = subject;
  const parents = { tableName: nameText(metadata.name), schemaName: schema };
  const inherited = inheritedBy(context, subject);
  const gone = new Map<string, Column>();
  for (const column of database.columns) {
    const name = nameText(column.name);
    if (inherited.columns.has(name)) continue;
    if (context.runNameFilters(name, "column", parents)) gone.set(name, column);
  }
  const added: Column[] = [];
  const pairs: ColumnPair[] = [];
  for (const column of metadata.columns) {
    const name = nameText(column.name);
    if (column.system || inherited.columns.has(name)) continue;
    const existing = gone.get(name);
    if (existing === undefined) added.push(column);
    else pairs.push({ existing, wanted: column });
    gone.delete(name);
  }
  for (const column of inOrderOfUse(added)) addColumn(subject, column);
  for (const pair of pairs) await compareColumn(subject, pair);
  await compareRest();
  for (const column of generatedFirst([...gone.values()])) dropColumn(subject, column);
}

function addColumn({ context, tableOps, metadata }: ColumnSubject, column: Column): void {
  const name = nameText(column.name);
  if (!context.runObjectFilters(column, name, "column", false, null)) return;
  tableOps.ops.push({
    kind: "add_column",
    tableName: metadata.name,
    schema: metadata.schema,
    column: withoutKeys(column),
    ifNotExists: false,
    inlineReferences: false,
    inlinePrimaryKey: false,
  });
  context.log("tables", `Detected added column '${displayName(metadata.name, metadata.schema)}.${name}'`);
}

function dropColumn({ context, tableOps, metadata }: ColumnSubject, column: Column): void {
  const name = nameText(column.name);
  if (!context.runObjectFilters(column, name, "column", true, null)) return;
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
  context.log("tables", `Detected removed column '${displayName(metadata.name, metadata.schema)}.${name}'`);
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
  { context, tableOps, schema, metadata }: ColumnSubject,
  { existing, wanted }: ColumnPair,
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
  const table = nameText(metadata.name);
  await context.comparators.run("column", context, alter, schema, table, name, existing, wanted);
  if (changesSomething(alter)) tableOps.ops.push(alter);
}

/** Whether an alteration would do anything. */
export function changesSomething(alter: AlterColumnOp): boolean {
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
