import type { Connection } from "../../connection/connection.ts";
import type { VersionTable } from "../dialect.ts";

/** Whether the version table exists; without a schema it is looked for along the search path. */
export async function versionTableExists(connection: Connection, table: VersionTable): Promise<boolean> {
  const visible = "pg_catalog.pg_table_is_visible(c.oid)";
  const parameters = table.schema === null ? [table.name] : [table.name, table.schema];
  const rows = await connection.executeArrays(
    `SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relname = $1 AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND ${table.schema === null ? visible : "n.nspname = $2"}`,
    parameters,
  );
  return rows.length > 0;
}
