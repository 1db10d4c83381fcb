import type { Connection } from "../../connection/connection.ts";
import type { VersionTable } from "../dialect.ts";

/** Oracle keeps names that were written unquoted in upper case. */
const stored = (name: string): string => (/^[a-z][a-z0-9_$]*$/.test(name) ? name.toUpperCase() : name);

/** Whether the version table exists; without a schema in the session's own. */
export async function versionTableExists(connection: Connection, table: VersionTable): Promise<boolean> {
  const parameters =
    table.schema === null ? [stored(table.name)] : [stored(table.name), stored(table.schema)];
  const owner = table.schema === null ? "SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')" : ":2";
  const rows = await connection.executeArrays(
    `SELECT 1 FROM all_tables WHERE table_name = :1 AND owner = ${owner}`,
    parameters,
  );
  return rows.length > 0;
}
