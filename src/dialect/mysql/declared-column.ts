import type { Column } from "../../schema/column.ts";
import { sqlType } from "../../schema/types/sql-type.ts";

/** MariaDB keeps a JSON column as LONGTEXT with a CHECK that the type brought along: it was declared JSON. */
export function declaredColumn(column: Column): Column {
  const checks = column.checks.filter((check) => !check.typeBound);
  if (column.type.name !== "longtext" || checks.length === column.checks.length) return column;
  return { ...column, type: sqlType("mysql", "json"), checks };
}
