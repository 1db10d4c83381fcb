import type { ArrayRow } from "../../connection/connection.ts";
import { rowsBy, textOf, textOrNull } from "../reflect-values.ts";
import { mysqlIdentifiers } from "./identifiers.ts";

/**
 * What stands behind PARTITION BY, from the rows of `readPartitions`; `null` for a table without partitions.
 * Source: MySQL manual, CREATE TABLE, and INFORMATION_SCHEMA PARTITIONS.
 */
export function partitionClause(rows: readonly ArrayRow[]): string | null {
  const [first] = rows;
  if (first === undefined) return null;
  const partitions = [...rowsBy(rows, 2).values()];
  const method = textOf(first[4]).toUpperCase();
  const head = `${method} (${textOrNull(first[5]) ?? ""})${subpartitionClause(partitions[0] ?? [])}`;
  const definitions = partitions.map(
    ([row]) => `PARTITION ${mysqlIdentifiers.forceQuote(textOf(row?.[2]))}${valuesOf(method, row)}`,
  );
  return `${head} (${definitions.join(", ")})`;
}

function subpartitionClause(rows: readonly ArrayRow[]): string {
  const [first] = rows;
  const method = textOrNull(first?.[6]);
  if (method === null) return "";
  return ` SUBPARTITION BY ${method} (${textOf(first?.[7])}) SUBPARTITIONS ${rows.length}`;
}

function valuesOf(method: string, row: ArrayRow | undefined): string {
  const values = textOrNull(row?.[8]);
  if (values === null) return "";
  return method.startsWith("LIST") ? ` VALUES IN (${values})` : ` VALUES LESS THAN (${values})`;
}
