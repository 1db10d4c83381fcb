import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import { primaryKeyConstraint, type Table } from "../../schema/table.ts";

/** Whether a column may be NULL: columns of a primary key may not unless somebody said so. */
export function isNullable(column: Column, table: Table): boolean {
  if (column.nullableGiven) return column.nullable;
  const key = primaryKeyConstraint(table);
  return column.nullable && !key?.columns.includes(nameText(column.name));
}
