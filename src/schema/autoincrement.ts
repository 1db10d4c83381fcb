import type { Column } from "./column.ts";
import { nameText } from "./names.ts";
import { columnNamed, primaryKeyConstraint, type Table } from "./table.ts";
import type { SqlType } from "./types/sql-type.ts";

const integerTypes: ReadonlySet<string> = new Set([
  "smallInteger",
  "integer",
  "bigInteger",
  "SMALLINT",
  "INTEGER",
  "BIGINT",
  "smallint",
  "bigint",
  "tinyint",
  "mediumint",
]);

/** Whether a type counts as an integer, on every dialect. */
export function isIntegerType(type: SqlType): boolean {
  return integerTypes.has(type.name);
}

/**
 * The column of a table that the database fills with increasing numbers: the one declared `autoincrement: true`, or
 * the only primary key column when it is an integer without default and foreign key. `null` when there is none.
 */
export function autoincrementColumn(table: Table): Column | null {
  const known = found.get(table);
  if (known !== undefined) return known;
  const column = findAutoincrementColumn(table);
  found.set(table, column);
  return column;
}

/** What was found of tables, which are asked about for each of their columns. */
const found: WeakMap<Table, Column | null> = new WeakMap();

function findAutoincrementColumn(table: Table): Column | null {
  const keyColumns = primaryKeyConstraint(table)?.columns ?? [];
  const columns = keyColumns.map((name) => columnNamed(table, name)).filter((column) => column !== undefined);
  const isExplicit = ({ autoincrement }: Column): boolean => autoincrement === true;
  const explicit = columns.find(isExplicit) ?? table.columns.find(isExplicit);
  if (explicit !== undefined) return explicit;
  const [only] = columns;
  if (columns.length !== 1 || only === undefined || only.autoincrement === false) return null;
  return isIntegerType(only.type) &&
    only.serverDefault === null &&
    only.computed === null &&
    !isReference(table, only)
    ? only
    : null;
}

function isReference(table: Table, column: Column): boolean {
  return table.constraints.some(
    (constraint) => constraint.kind === "foreign_key" && constraint.columns.includes(nameText(column.name)),
  );
}
