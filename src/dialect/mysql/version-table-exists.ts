import type { Connection } from "../../connection/connection.ts";
import type { VersionTable } from "../dialect.ts";

/** Whether the version table exists; without a schema in the connection's database. */
export async function versionTableExists(connection: Connection, table: VersionTable): Promise<boolean> {
  const parameters = table.schema === null ? [table.name] : [table.name, table.schema];
  const rows = await connection.executeArrays(
    `SELECT 1 FROM information_schema.TABLES WHERE TABLE_NAME = ? AND TABLE_SCHEMA = ${table.schema === null ? "DATABASE()" : "?"}`,
    parameters,
  );
  return rows.length > 0;
}
