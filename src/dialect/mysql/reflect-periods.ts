import type { ArrayRow, Connection } from "../../connection/connection.ts";
import { textOf, textOrNull } from "../reflect-values.ts";
import { readCreateTable, type ServerKind } from "./reflect-queries.ts";
import { tableKey } from "./rows-by-table.ts";

/** Rows of `readColumns` without those that say since when and until when a row of a versioned table counts (MariaDB). */
export function withoutRowTimes(
  { isMariadb }: ServerKind,
  columns: readonly ArrayRow[],
): readonly ArrayRow[] {
  return isMariadb ? columns.filter((row) => !isRowTime(row)) : columns;
}

const isRowTime = (row: ArrayRow): boolean => /^ROW (?:START|END)$/.test(textOrNull(row[8]) ?? "");

/** Rows of `readIndexes` without the end of a row, which the server puts behind the columns of each unique key. */
export function withoutKeyedRowTimes(
  indexes: readonly ArrayRow[],
  columns: readonly ArrayRow[],
): readonly ArrayRow[] {
  const place = (row: ArrayRow, column: unknown): string => JSON.stringify([tableKey(row), column]);
  const times = new Set(columns.filter(isRowTime).map((row) => place(row, row[2])));
  return times.size === 0 ? indexes : indexes.filter((row) => !times.has(place(row, row[4])));
}

/**
 * Rows of `readChecks` without those of PERIOD FOR (MariaDB). Only the statement that would make the table tells them from
 * a CHECK with the same words, so each table with such a one is asked.
 */
export async function withoutPeriods(
  connection: Connection,
  { isMariadb }: ServerKind,
  checks: readonly ArrayRow[],
): Promise<readonly ArrayRow[]> {
  const candidates = isMariadb ? checks.filter((row) => periodClause.test(textOf(row[4]))) : [];
  const tables = new Map(candidates.map((row) => [tableKey(row), row]));
  const periods = new Set<string>();
  for (const [key, row] of tables) {
    const sql = await readCreateTable(connection, textOf(row[0]), textOf(row[1]));
    for (const [, name = ""] of sql.matchAll(/^ {2}PERIOD FOR `((?:[^`]|``)+)`/gm))
      periods.add(JSON.stringify([key, name.replaceAll("``", "`")]));
  }
  return checks.filter((row) => !periods.has(JSON.stringify([tableKey(row), row[2]])));
}

const periodClause = /^`(?:[^`]|``)+` < `(?:[^`]|``)+`$/;
