import type { Connection } from "../../connection/connection.ts";
import { nameText } from "../../schema/names.ts";
import type { TableName } from "../rebuild.ts";
import { textOf } from "../reflect-values.ts";

/**
 * SQLite compares names without regard to case, and looks for a table without a schema among the temporary ones, then in
 * the main database, then in attached ones. Source: SQLite docs, "Database Object Name Resolution".
 */
export async function locateTable(connection: Connection, table: TableName): Promise<TableName> {
  const [row] = await connection.executeArrays(
    `SELECT t.schema, t.name FROM pragma_table_list AS t JOIN pragma_database_list AS d ON d.name = t.schema
      WHERE t.type = 'table' AND t.name = ? COLLATE NOCASE AND t.schema = coalesce(?, t.schema)
      ORDER BY t.schema <> 'temp', d.seq LIMIT 1`,
    [nameText(table.name), table.schema],
  );
  if (row === undefined) return table;
  const schema = textOf(row[0]);
  const name = textOf(row[1]);
  return {
    name: name === nameText(table.name) ? table.name : name,
    schema: table.schema === null && schema === "main" ? null : schema,
  };
}
