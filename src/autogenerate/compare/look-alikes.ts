import type { Dialect } from "../../dialect/dialect.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import { writtenType } from "./expressions.ts";

/** Whether two tables may be one that was renamed: they have the same columns by name. */
export function looksLikeTable(before: Table, after: Table): boolean {
  const shape = ({ columns }: Table): string =>
    JSON.stringify(columns.map((column) => nameText(column.name)).sort());
  const count = before.columns.length;
  const isComparable = before.schema === after.schema && count > 1 && count === after.columns.length;
  return isComparable && shape(before) === shape(after);
}

/** Whether two columns of a table may be one that was renamed: they have the same type. */
export function looksLikeColumn(dialect: Dialect, before: Column, after: Column): boolean {
  const type = writtenType(dialect, before.type);
  return (
    nameText(before.name) !== nameText(after.name) &&
    type !== null &&
    type === writtenType(dialect, after.type)
  );
}
