import type { ArrayRow, Connection } from "../../connection/connection.ts";
import { rowsBy, textOf } from "../reflect-values.ts";
import { identifiers } from "./identifiers.ts";
import { literals } from "./literals.ts";

/** What the catalogue of one schema (a database file) holds. */
export interface SqliteCatalogue {
  /** type, name, table, sql */
  readonly objects: readonly ArrayRow[];
  /** By table: table, column, type, not null, hidden; hidden 2 and 3 are generated columns. */
  readonly columns: ReadonlyMap<string, readonly ArrayRow[]>;
  /** `table`, `view`, `virtual` or `shadow` by name. */
  readonly kinds: ReadonlyMap<string, string>;
}

/** Reads the catalogue of a schema in three queries. */
export async function readCatalogue(connection: Connection, schema: string): Promise<SqliteCatalogue> {
  const master = `${identifiers.forceQuote(schema)}.sqlite_master`;
  const objects = await connection.executeArrays(
    `SELECT type, name, tbl_name, sql FROM ${master} WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
  );
  const columns = await connection.executeArrays(
    `SELECT m.name, x.name, x.type, x."notnull", x.hidden, x.dflt_value FROM ${master} AS m, ` +
      `pragma_table_xinfo(m.name, ${literals.string(schema)}) AS x WHERE m.type = 'table' ORDER BY m.name, x.cid`,
  );
  const kinds = await connection.executeArrays(
    `SELECT name, type FROM pragma_table_list WHERE schema = ${literals.string(schema)}`,
  );
  return {
    objects,
    columns: rowsBy(columns, 0),
    kinds: new Map(kinds.map((row) => [textOf(row[0]), textOf(row[1])])),
  };
}

/** The databases of the session, the temporary one left out. */
export async function readSchemaNames(connection: Connection): Promise<readonly string[]> {
  const rows = await connection.executeArrays("SELECT name FROM pragma_database_list ORDER BY seq");
  return rows.map((row) => textOf(row[0])).filter((name) => name !== "temp");
}
