import type { ArrayRow, Connection } from "../../connection/connection.ts";
import { textOf, textOrNull } from "../reflect-values.ts";
import { bytesOf } from "./literal-bytes.ts";
import { readCreateTable, type ServerKind } from "./reflect-queries.ts";
import { parseDefaults } from "./show-create.ts";

/**
 * The rows of `readColumns` with defaults as they are: MySQL's catalogue writes a question mark for a character beyond the
 * Basic Multilingual Plane, so the few tables with such a mark in a default are asked for their statement.
 */
export async function withWholeDefaults(
  connection: Connection,
  server: ServerKind,
  rows: readonly ArrayRow[],
): Promise<readonly ArrayRow[]> {
  if (server.isMariadb || !rows.some(hasMark)) return rows;
  const whole = new Map<ArrayRow, ArrayRow>();
  const tables = Map.groupBy(rows.filter(hasMark), (row) => `${textOf(row[0])}\0${textOf(row[1])}`);
  for (const marked of tables.values()) {
    const [schema, table] = marked[0]?.map(textOf) ?? [];
    const defaults = parseDefaults(await readCreateTable(connection, schema ?? "", table ?? ""));
    for (const row of marked) {
      const bytes = bytesOf(defaults.get(textOf(row[2])) ?? "");
      if (bytes !== null) whole.set(row, row.with(5, Buffer.from(bytes, "latin1").toString("utf8")));
    }
  }
  return rows.map((row) => whole.get(row) ?? row);
}

function hasMark(row: ArrayRow): boolean {
  const isExpression = textOf(row[6]).includes("DEFAULT_GENERATED");
  return !isExpression && (textOrNull(row[5])?.includes("?") ?? false);
}
