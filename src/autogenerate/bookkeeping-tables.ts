import { reflectorOf } from "../dialect/reflector-of.ts";
import { progressTableName } from "../dialect/version-table.ts";
import type { AutogenerateHost } from "./autogen-context.ts";

/** Whether a table is the tool's own; the default schema is `null`. */
export type IsBookkeeping = (name: string, schema: string | null) => boolean;

/** Tells the version table, and the record of half-done runs beside it, from the tables of the application. */
export async function bookkeepingTables({ connection, opts }: AutogenerateHost): Promise<IsBookkeeping> {
  const { versionTable = "alembic_version", versionTableSchema = null } = opts;
  const isDefault =
    versionTableSchema !== null &&
    connection !== null &&
    (await reflectorOf(connection).defaultSchemaName(connection)) === versionTableSchema;
  const own = isDefault ? null : versionTableSchema;
  const names = [versionTable, progressTableName(versionTable)];
  return (name, schema) => names.includes(name) && schema === own;
}
