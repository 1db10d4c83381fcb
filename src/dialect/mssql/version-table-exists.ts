import type { Connection } from "../../connection/connection.ts";
import type { VersionTable } from "../dialect.ts";
import { catalogName } from "./catalog-name.ts";

/** Whether the version table exists; without a schema in the login's default one. */
export async function versionTableExists(connection: Connection, table: VersionTable): Promise<boolean> {
  const rows = await connection.executeArrays("SELECT 1 WHERE OBJECT_ID(@1, N'U') IS NOT NULL", [
    catalogName(table.name, table.schema),
  ]);
  return rows.length > 0;
}
