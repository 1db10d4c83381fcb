import type { ArrayRow, Connection } from "../../connection/connection.ts";
import { textOf } from "../reflect-values.ts";
import { mysqlIdentifiers } from "./identifiers.ts";
import { mysqlLiterals } from "./literals.ts";

/** Which server answers: a `mysql://` URL may meet a MariaDB server and the other way round. */
export interface ServerKind {
  readonly isMariadb: boolean;
  readonly version: readonly [number, number, number];
}

export async function readServerKind(connection: Connection): Promise<ServerKind> {
  const text = await connection.serverVersionText();
  return { isMariadb: /mariadb/i.test(text), version: await connection.serverVersion() };
}

/** Whether a server is at least of these versions; `null`: no version of that server has it. */
function isAtLeast(
  server: ServerKind,
  versions: {
    readonly mysql: readonly [number, number, number] | null;
    readonly mariadb: readonly [number, number, number] | null;
  },
): boolean {
  const wanted = server.isMariadb ? versions.mariadb : versions.mysql;
  if (wanted === null) return false;
  const place = wanted.findIndex((number, index) => server.version[index] !== number);
  return place === -1 || (server.version[place] ?? 0) > (wanted[place] ?? 0);
}

/** What the queries are about. */
export interface Scope {
  readonly server: ServerKind;
  readonly schemas: readonly string[];
  /** Only tables of these names; `null`: all. */
  readonly tableNames: readonly string[] | null;
}

const list = (items: readonly string[]): string => items.map(() => "?").join(", ");

/** Runs a query whose text ends with the condition on the schema column, and the table column when names are given. */
function read(
  connection: Connection,
  scope: Scope,
  sql: { readonly select: string; readonly schema: string; readonly table: string; readonly orderBy: string },
): Promise<readonly ArrayRow[]> {
  const { schemas, tableNames } = scope;
  const inTables = tableNames === null ? "" : ` AND ${sql.table} IN (${list(tableNames)})`;
  const text = `${sql.select} ${sql.schema} IN (${list(schemas)})${inTables} ORDER BY ${sql.orderBy}`;
  return connection.executeArrays(text, [...schemas, ...(tableNames ?? [])]);
}

/** schema, name, type, engine, collation, create options, comment */
export const readTables = (connection: Connection, scope: Scope): Promise<readonly ArrayRow[]> =>
  read(connection, scope, {
    select:
      "SELECT table_schema, table_name, table_type, engine, table_collation, create_options, table_comment FROM information_schema.tables WHERE",
    schema: "table_schema",
    table: "table_name",
    orderBy: "table_schema, table_name",
  });

/**
 * schema, table, name, type, nullable, default, extra, comment, generation expression, character set, collation
 */
export const readColumns = (connection: Connection, scope: Scope): Promise<readonly ArrayRow[]> =>
  read(connection, scope, {
    select:
      "SELECT table_schema, table_name, column_name, column_type, is_nullable, column_default, extra, column_comment, generation_expression, character_set_name, collation_name FROM information_schema.columns WHERE",
    schema: "table_schema",
    table: "table_name",
    orderBy: "table_schema, table_name, ordinal_position",
  });

/** schema, table, index, non-unique, column, order, prefix length, method, expression */
export const readIndexes = (connection: Connection, scope: Scope): Promise<readonly ArrayRow[]> =>
  read(connection, scope, {
    select: `SELECT table_schema, table_name, index_name, non_unique, column_name, collation, sub_part, index_type, ${
      isAtLeast(scope.server, { mysql: [8, 0, 13], mariadb: null }) ? "expression" : "NULL"
    } FROM information_schema.statistics WHERE`,
    schema: "table_schema",
    table: "table_name",
    orderBy: "table_schema, table_name, index_name, seq_in_index",
  });

/** schema, table, constraint, column, referred schema, referred table, referred column */
export const readForeignKeyColumns = (connection: Connection, scope: Scope): Promise<readonly ArrayRow[]> =>
  read(connection, scope, {
    select:
      "SELECT table_schema, table_name, constraint_name, column_name, referenced_table_schema, referenced_table_name, referenced_column_name FROM information_schema.key_column_usage WHERE referenced_table_name IS NOT NULL AND",
    schema: "table_schema",
    table: "table_name",
    orderBy: "table_schema, table_name, constraint_name, ordinal_position",
  });

/** schema, table, constraint, match, on update, on delete */
export const readForeignKeyRules = (connection: Connection, scope: Scope): Promise<readonly ArrayRow[]> =>
  read(connection, scope, {
    select:
      "SELECT constraint_schema, table_name, constraint_name, match_option, update_rule, delete_rule FROM information_schema.referential_constraints WHERE",
    schema: "constraint_schema",
    table: "table_name",
    orderBy: "constraint_schema, table_name, constraint_name",
  });

/** schema, table, name, level (`Column` or `Table`), clause, enforced; no rows where the server has no CHECKs */
export async function readChecks(connection: Connection, scope: Scope): Promise<readonly ArrayRow[]> {
  if (!isAtLeast(scope.server, { mysql: [8, 0, 16], mariadb: [10, 2, 22] })) return [];
  if (!scope.server.isMariadb) return readMysqlChecks(connection, scope);
  const level = isAtLeast(scope.server, { mysql: null, mariadb: [10, 5, 10] }) ? "level" : "'Table'";
  return read(connection, scope, {
    select: `SELECT constraint_schema, table_name, constraint_name, ${level}, check_clause, 'YES' FROM information_schema.check_constraints WHERE`,
    schema: "constraint_schema",
    table: "table_name",
    orderBy: "constraint_schema, table_name, constraint_name",
  });
}

function readMysqlChecks(connection: Connection, scope: Scope): Promise<readonly ArrayRow[]> {
  return read(connection, scope, {
    select:
      "SELECT t.table_schema, t.table_name, t.constraint_name, 'Table', c.check_clause, t.enforced FROM information_schema.table_constraints AS t JOIN information_schema.check_constraints AS c ON c.constraint_schema = t.constraint_schema AND c.constraint_name = t.constraint_name WHERE t.constraint_type = 'CHECK' AND",
    schema: "t.table_schema",
    table: "t.table_name",
    orderBy: "t.table_schema, t.table_name, t.constraint_name",
  });
}

/** schema, table, partition, subpartition, method, expression, submethod, subexpression, values */
export const readPartitions = (connection: Connection, scope: Scope): Promise<readonly ArrayRow[]> =>
  read(connection, scope, {
    select:
      "SELECT table_schema, table_name, partition_name, subpartition_name, partition_method, partition_expression, subpartition_method, subpartition_expression, partition_description FROM information_schema.partitions WHERE partition_name IS NOT NULL AND",
    schema: "table_schema",
    table: "table_name",
    orderBy: "table_schema, table_name, partition_ordinal_position, subpartition_ordinal_position",
  });

/** schema, name, query */
export const readViews = (connection: Connection, scope: Scope): Promise<readonly ArrayRow[]> =>
  read(
    connection,
    { ...scope, tableNames: null },
    {
      select: "SELECT table_schema, table_name, view_definition FROM information_schema.views WHERE",
      schema: "table_schema",
      table: "table_name",
      orderBy: "table_schema, table_name",
    },
  );

const { forceQuote } = mysqlIdentifiers;

/**
 * schema, name, start, increment, minimum, maximum, cycle, cache. A MariaDB sequence is a table of one row, so one
 * query reads all of them.
 */
export async function readSequences(
  connection: Connection,
  sequences: readonly { readonly schema: string; readonly name: string }[],
): Promise<readonly ArrayRow[]> {
  if (sequences.length === 0) return [];
  const selects = sequences.map(
    ({ schema, name }) =>
      `SELECT ${mysqlLiterals.string(schema, null)}, ${mysqlLiterals.string(name, null)}, start_value, increment, minimum_value, maximum_value, cycle_option, cache_size FROM ${forceQuote(schema)}.${forceQuote(name)}`,
  );
  return connection.executeArrays(selects.join(" UNION ALL "));
}

/** Whether full-text parsers other than the built-in one are installed: only then indexes can name one. */
export async function hasFullTextParsers(connection: Connection): Promise<boolean> {
  const rows = await connection.executeArrays(
    "SELECT 1 FROM information_schema.plugins WHERE plugin_type = 'FTPARSER' LIMIT 1",
  );
  return rows.length > 0;
}

/** The statement that would make the table; the only place where a full-text parser is named. */
export async function readCreateTable(connection: Connection, schema: string, name: string): Promise<string> {
  const [row] = await connection.executeArrays(`SHOW CREATE TABLE ${forceQuote(schema)}.${forceQuote(name)}`);
  return textOf(row?.[1] ?? "");
}

const systemSchemas = ["information_schema", "mysql", "performance_schema", "sys"];

export async function readSchemaNames(connection: Connection): Promise<readonly string[]> {
  const rows = await connection.executeArrays(
    `SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN (${list(systemSchemas)}) ORDER BY schema_name`,
    systemSchemas,
  );
  return rows.map((row) => textOf(row[0]));
}
