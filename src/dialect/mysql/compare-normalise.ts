import type { Connection } from "../../connection/connection.ts";
import type { Table } from "../../schema/table.ts";
import { errorMessage } from "../../util/error-message.ts";
import type { NormaliseRequest, NormalTables } from "../comparison.ts";
import { silentContext } from "../silent-context.ts";
import type { MysqlOptions } from "./options.ts";
import { parseShowCreate } from "./show-create.ts";

/** Tables that are made in one round trip: a server takes texts of some megabytes. */
const tablesAtOnce = 250;

/**
 * Makes temporary tables, which no open transaction minds, and reads what SHOW CREATE TABLE says of them: the catalogue
 * has no temporary tables (MariaDB documentation, CREATE TEMPORARY TABLE).
 */
export async function normalise(connection: Connection, request: NormaliseRequest): Promise<NormalTables> {
  const tables = new Map<Table, Table>();
  let refusal: string | null = null;
  const scripts = await compile(connection, request);
  for (let start = 0; start < scripts.length; start += tablesAtOnce) {
    const part = scripts.slice(start, start + tablesAtOnce);
    const whole = await attempt(connection, part.map(({ sql }) => sql).join(";\n"));
    if (whole.texts?.length === part.length) {
      for (const [index, { table }] of part.entries()) {
        tables.set(table, parseShowCreate(whole.texts[index] ?? ""));
      }
      continue;
    }
    // The server refuses one of them, or the driver gives the last answer only.
    for (const { table, sql } of part) {
      const { texts, failure } = await attempt(connection, sql);
      if (texts?.[0] !== undefined) tables.set(table, parseShowCreate(texts[0]));
      refusal ??= failure;
    }
  }
  return { tables, refusal };
}

interface Script {
  readonly table: Table;
  readonly sql: string;
}

async function compile(
  connection: Connection,
  { dialect, tables }: NormaliseRequest,
): Promise<readonly Script[]> {
  const context = silentContext({ serverVersion: await connection.serverVersion(), asSql: false });
  return tables.map((table, index) => {
    const temporary: Table = {
      ...table,
      name: `alembic_ts_scratch_${index}`,
      schema: null,
      prefixes: ["TEMPORARY"],
      indexes: [],
      options: { mysql: textOptions(table.options.mysql), mariadb: textOptions(table.options.mariadb) },
    };
    const create = dialect.ddl.compile(
      { kind: "create_table", table: temporary, ifNotExists: false },
      context,
    );
    const name = dialect.identifiers.quote(temporary.name);
    const statements = [
      ...create.map(({ sql }) => sql),
      `SHOW CREATE TABLE ${name}`,
      `DROP TEMPORARY TABLE ${name}`,
    ];
    return { table, sql: statements.join(";\n") };
  });
}

interface Answer {
  /** What SHOW CREATE TABLE said, for each table; `null` when the server refused one. */
  readonly texts: readonly string[] | null;
  readonly failure: string | null;
}

async function attempt(connection: Connection, sql: string): Promise<Answer> {
  try {
    const { results = [] } = await connection.executeScript(sql);
    const texts = results.flatMap(({ rows }) => rows.map((row) => String(Object.values(row)[1] ?? "")));
    return { texts, failure: null };
  } catch (error) {
    return { texts: null, failure: errorMessage(error) };
  }
}

/** Of a table's options those that its columns inherit. */
function textOptions(options: MysqlOptions = {}): MysqlOptions {
  const inherited = Object.entries(options).filter(([name]) => /charset|characterSet|collate/i.test(name));
  return Object.fromEntries(inherited);
}
