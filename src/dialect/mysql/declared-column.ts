import type { Column } from "../../schema/column.ts";
import { sqlType } from "../../schema/types/sql-type.ts";

const json = sqlType("mysql", "json");

/** MariaDB keeps a JSON column as LONGTEXT with a CHECK that the type brought along: it was declared JSON. */
export function declaredColumn(column: Column): Column {
  return column.checks.some(({ typeBound }) => typeBound) ? { ...column, type: json } : column;
}
