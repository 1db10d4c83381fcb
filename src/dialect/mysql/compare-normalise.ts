import type { Connection } from "../../connection/connection.ts";
import type { Table } from "../../schema/table.ts";
import type { NormaliseRequest, NormalTables } from "../comparison.ts";
import { parseShowCreate } from "./compare-show-create.ts";
import type { MysqlOptions } from "./options.ts";

/**
 * Makes temporary tables, which no open transaction minds, and reads what SHOW CREATE TABLE says of them: the catalogue
 * has no temporary tables (MariaDB documentation, CREATE TEMPORARY TABLE).
 */
export async function normalise(connection: Connection, request: NormaliseRequest): Promise<NormalTables> {
  const tables = new Map<Table, Table>();
  let refusal: string | null = null;
  for (const [index, table] of request.tables.entries()) {
    const name = `alembic_ts_scratch_${index}`;
    try {
      tables.set(table, await writtenByServer(connection, request, { ...table, name, schema: null }));
    } catch (error) {
      refusal ??= error instanceof Error ? error.message : String(error);
    }
  }
  return { tables, refusal };
}

async function writtenByServer(
  connection: Connection,
  { dialect }: NormaliseRequest,
  table: Table,
): Promise<Table> {
  const context = {
    namingConvention: {},
    serverVersion: await connection.serverVersion(),
    asSql: false,
    warn: () => undefined,
  };
  const temporary: Table = {
    ...table,
    prefixes: ["TEMPORARY"],
    indexes: [],
    options: { mysql: textOptions(table.options.mysql), mariadb: textOptions(table.options.mariadb) },
  };
  const statements = dialect.ddl.compile(
    { kind: "create_table", table: temporary, ifNotExists: false },
    context,
  );
  const name = dialect.identifiers.quote(table.name);
  for (const { sql } of statements) await connection.execute(sql);
  try {
    const [row] = await connection.executeArrays(`SHOW CREATE TABLE ${name}`);
    return parseShowCreate(String(row?.[1] ?? ""));
  } finally {
    await connection.execute(`DROP TEMPORARY TABLE ${name}`);
  }
}

/** Of a table's options those that its columns inherit. */
function textOptions(options: MysqlOptions = {}): MysqlOptions {
  const inherited = Object.entries(options).filter(([name]) => /charset|characterSet|collate/i.test(name));
  return Object.fromEntries(inherited);
}
