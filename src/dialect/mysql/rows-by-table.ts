import type { ArrayRow } from "../../connection/connection.ts";
import { textOf } from "../reflect-values.ts";

/** Of a row that begins with a schema and a table. */
export function tableKey([schema, table]: ArrayRow): string {
  return `${textOf(schema)}\0${textOf(table)}`;
}

/** Rows that begin with a schema and a table, by these. */
export function byTable(rows: readonly ArrayRow[]): ReadonlyMap<string, readonly ArrayRow[]> {
  const groups = new Map<string, ArrayRow[]>();
  let last: { readonly row: ArrayRow; readonly group: ArrayRow[] } | null = null;
  for (const row of rows) {
    // The rows of a table stand together.
    if (last !== null && row[1] === last.row[1] && row[0] === last.row[0]) {
      last.group.push(row);
      continue;
    }
    const key = tableKey(row);
    const group = groups.get(key) ?? [];
    group.push(row);
    groups.set(key, group);
    last = { row, group };
  }
  return groups;
}
