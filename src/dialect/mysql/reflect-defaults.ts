import type { ArrayRow, Connection } from "../../connection/connection.ts";
import { textOf, textOrNull } from "../reflect-values.ts";
import { bytesOf } from "./literal-bytes.ts";
import { readCreateTable, type ServerKind } from "./reflect-queries.ts";
import { byTable } from "./rows-by-table.ts";
import { parseDefaults } from "./show-create.ts";

/**
 * The rows of `readColumns` with defaults as they are. MySQL's catalogue writes a question mark for a character beyond the
 * Basic Multilingual Plane, and bytes, in hexadecimal, up to the first zero only: the few tables with such defaults are
 * asked for their statement.
 */
export async function withWholeDefaults(
  connection: Connection,
  server: ServerKind,
  rows: readonly ArrayRow[],
): Promise<readonly ArrayRow[]> {
  if (server.isMariadb || !rows.some(mayBeCut)) return rows;
  const whole = new Map<ArrayRow, ArrayRow>();
  for (const marked of byTable(rows.filter(mayBeCut)).values()) {
    const [schema, table] = marked[0] ?? [];
    const defaults = parseDefaults(await readCreateTable(connection, textOf(schema), textOf(table)));
    for (const row of marked) {
      const bytes = bytesOf(defaults.get(textOf(row[2])) ?? "");
      if (bytes !== null) whole.set(row, row.with(5, shown(row, Buffer.from(bytes, "latin1"))));
    }
  }
  return rows.map((row) => whole.get(row) ?? row);
}

function mayBeCut(row: ArrayRow): boolean {
  const text = textOrNull(row[5]);
  if (text === null || textOf(row[6]).includes("DEFAULT_GENERATED")) return false;
  return text.includes("?") || (text.startsWith("0x") && isBinary(row));
}

function shown(row: ArrayRow, bytes: Buffer): string {
  return isBinary(row) ? `0x${bytes.toString("hex")}` : bytes.toString("utf8");
}

/** Whether a row of `readColumns` is of a column of bytes. */
export function isBinary(row: ArrayRow): boolean {
  return /^(?:var)?binary\b/i.test(textOf(row[3]));
}
