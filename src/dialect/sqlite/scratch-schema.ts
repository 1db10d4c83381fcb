import type { Connection } from "../../connection/connection.ts";
import type { ScratchSchema } from "../dialect.ts";

/** The statements of `sqlite_schema`, tables before what stands on them. Source: SQLite docs, "The Schema Table". */
export const sqliteScratchSchema: ScratchSchema = {
  url: "sqlite://",
  statements: async (connection) => {
    const rows = await connection.executeArrays(
      "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' " +
        "ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, rowid",
    );
    return [...rows.map(([sql]) => String(sql)), ...(await flags(connection))];
  },
  isCatalogQuery: (sql) => /^\s*(?:explain|pragma)\b|\bsqlite_(?:master|schema)\b|\bpragma_/i.test(sql),
};

/** The settings of the session that say how tables are changed. */
async function flags(connection: Connection): Promise<readonly string[]> {
  const statements: string[] = [];
  for (const name of ["foreign_keys", "legacy_alter_table"]) {
    const [row] = await connection.executeArrays(`PRAGMA ${name}`);
    statements.push(`PRAGMA ${name} = ${Number(row?.[0]) === 1 ? "ON" : "OFF"}`);
  }
  return statements;
}
