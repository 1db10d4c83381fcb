import type { ScratchSchema } from "../dialect.ts";

/** The statements of `sqlite_schema`, tables before what stands on them. Source: SQLite docs, "The Schema Table". */
export const sqliteScratchSchema: ScratchSchema = {
  url: "sqlite://",
  statements: async (connection) => {
    const rows = await connection.executeArrays(
      "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' " +
        "ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, rowid",
    );
    return rows.map(([sql]) => String(sql));
  },
  isCatalogQuery: (sql) =>
    /\bsqlite_(?:master|schema)\b|\bpragma[\s_]+(?:\w+\.)?(?:table_|index_|foreign_key_list|foreign_key_check)/i.test(sql),
};
