import { setImmediate as nextTurn } from "node:timers/promises";
import type { ArrayRow, Connection } from "../../connection/connection.ts";
import type { Column } from "../../schema/column.ts";
import { type Sequence, sequence } from "../../schema/sequence.ts";
import { integerOf, textOf, textOrNone, textOrNull } from "../reflect-values.ts";
import type { ReflectedDatabase, ReflectedTable, Reflector, ReflectRequest } from "../reflection.ts";
import type { TableContext } from "./reflect-context.ts";
import { withWholeDefaults } from "./reflect-defaults.ts";
import {
  hasFullTextParsers,
  readChecks,
  readColumns,
  readCreateTable,
  readForeignKeyColumns,
  readForeignKeyRules,
  readIndexes,
  readPartitions,
  readSchemaNames,
  readSequences,
  readServerKind,
  readTables,
  readViews,
  type Scope,
} from "./reflect-queries.ts";
import { buildColumns, buildTable, type TableRows } from "./reflect-table.ts";

/**
 * Reads MySQL 5.7 and later and MariaDB 10.2.22 and later from `information_schema`. Options stand under
 * `optionKey`, the dialect of the URL, whatever server answers.
 */
export function createReflector(optionKey: TableContext["optionKey"]): Reflector {
  return {
    reflect: (connection, request) => reflect(connection, request, optionKey),
    schemaNames: readSchemaNames,
    defaultSchemaName,
  };
}

export const mysqlReflector: Reflector = createReflector("mysql");

async function defaultSchemaName(connection: Connection): Promise<string | null> {
  const [row] = await connection.executeArrays("SELECT DATABASE()");
  return textOrNull(row?.[0]);
}

async function reflect(
  connection: Connection,
  request: ReflectRequest,
  optionKey: TableContext["optionKey"],
): Promise<ReflectedDatabase> {
  const defaultSchema = await defaultSchemaName(connection);
  const schemas = [
    ...new Set(request.schemas.map((schema) => schema ?? defaultSchema).filter((schema) => schema !== null)),
  ];
  if (schemas.length === 0) return emptyDatabase;
  const nameSchema = schemaNamer(request, defaultSchema);
  const server = await readServerKind(connection);
  const all: Scope = { server, schemas, tableNames: null };
  const objects = await readTables(connection, all);
  const tables = objects.filter(
    (row) =>
      tableTypes.has(textOf(row[2])) && (request.only?.(textOf(row[1]), nameSchema(textOf(row[0]))) ?? true),
  );
  const scope = { ...all, tableNames: namesToAskFor(tables, objects) };
  return {
    defaultSchema,
    tables:
      tables.length === 0
        ? []
        : await readAndBuild(connection, tables, { server, optionKey, nameSchema, scope }),
    views: (await readViewsWhenAny(connection, all, objects)).map((row) => ({
      name: textOf(row[1]),
      schema: nameSchema(textOf(row[0])),
      // Empty for a user who may not see it.
      sql: textOrNone(row[2]),
      materialized: false,
    })),
    enums: [],
    domains: [],
    sequences: await sequencesOf(connection, objects, nameSchema),
    warnings: [],
  };
}

/** The names to ask for; `null` for all where most are wanted: a list of thousands takes more time than rows too many. */
function namesToAskFor(tables: readonly ArrayRow[], objects: readonly ArrayRow[]): Scope["tableNames"] {
  if (tables.length * 2 > objects.length) return null;
  return [...new Set(tables.map((row) => textOf(row[1])))];
}

const emptyDatabase: ReflectedDatabase = {
  defaultSchema: null,
  tables: [],
  views: [],
  enums: [],
  domains: [],
  sequences: [],
  warnings: ["No database is selected, so no tables were read."],
};

/** Temporary tables, which newer servers list too, are of another type. */
const tableTypes: ReadonlySet<string> = new Set(["BASE TABLE", "SYSTEM VERSIONED"]);

/** The default database is `null`, unless the caller asked for it by name and not as the default. */
function schemaNamer(request: ReflectRequest, defaultSchema: string | null): TableContext["nameSchema"] {
  const byName = !request.schemas.includes(null) && request.schemas.includes(defaultSchema);
  return (schema) => (schema === defaultSchema && !byName ? null : schema);
}

async function readAndBuild(
  connection: Connection,
  tables: readonly ArrayRow[],
  context: TableContext & { readonly scope: Scope },
): Promise<readonly ReflectedTable[]> {
  const { scope } = context;
  // All are sent before the first answer is there: the server works on the next one while rows are sorted here, and
  // columns, of which there are most, are built while it works on keys.
  const checks = readChecks(connection, scope).then(byTable);
  const columnRows = readColumns(connection, scope).then((rows) =>
    withWholeDefaults(connection, context.server, rows),
  );
  const columns = Promise.all([columnRows.then(byTable), checks]).then(([ofColumns, ofChecks]) =>
    buildAllColumns(tables, ofColumns, ofChecks, context),
  );
  const [made, checkRows, indexRows, foreignKeyColumns, foreignKeyRules, partitions] = await Promise.all([
    columns,
    checks,
    readIndexes(connection, scope),
    readForeignKeyColumns(connection, scope).then(byTable),
    readForeignKeyRules(connection, scope).then(byTable),
    tables.some(isPartitioned)
      ? readPartitions(connection, scope).then(byTable)
      : new Map<string, readonly ArrayRow[]>(),
  ]);
  const indexes = byTable(indexRows);
  const parsers = await readParsers(connection, tables, indexRows);
  return tables.map((table, place) => {
    const key = tableKey(table);
    const rows: TableRows = {
      table,
      indexes: indexes.get(key) ?? [],
      foreignKeyColumns: foreignKeyColumns.get(key) ?? [],
      foreignKeyRules: foreignKeyRules.get(key) ?? [],
      checks: checkRows.get(key) ?? [],
      partitions: partitions.get(key) ?? [],
      parsers: parsers.get(key) ?? new Map(),
    };
    return buildTable(made[place] ?? [], rows, context);
  });
}

type RowsByTable = ReadonlyMap<string, readonly ArrayRow[]>;

/** How many tables' columns are built before rows that came meanwhile are looked at. */
const tablesAtOnce = 50;

/** The columns of each table. */
async function buildAllColumns(
  tables: readonly ArrayRow[],
  columns: RowsByTable,
  checks: RowsByTable,
  context: TableContext,
): Promise<readonly (readonly Column[])[]> {
  const made: (readonly Column[])[] = [];
  for (const table of tables) {
    // The server stops sending when nobody reads.
    if (made.length % tablesAtOnce === 0) await nextTurn();
    const key = tableKey(table);
    made.push(
      buildColumns({ table, columns: columns.get(key) ?? [], checks: checks.get(key) ?? [] }, context),
    );
  }
  return made;
}

function isPartitioned(row: ArrayRow): boolean {
  return /\bpartitioned\b/i.test(textOrNull(row[5]) ?? "");
}

function tableKey([schema, table]: ArrayRow): string {
  return `${textOf(schema)}\0${textOf(table)}`;
}

function byTable(rows: readonly ArrayRow[]): ReadonlyMap<string, readonly ArrayRow[]> {
  const groups = new Map<string, ArrayRow[]>();
  let last: { readonly row: ArrayRow; readonly group: ArrayRow[] } | null = null;
  for (const row of rows) {
    // The rows of a table stand together.
    if (last !== null && row[1] === last.row[1] && row[0] === last.row[0]) {
      last.group.push(row);
      continue;
    }
    const key = tableKey(row);
    const group = groups.get(key) ?? [];
    group.push(row);
    groups.set(key, group);
    last = { row, group };
  }
  return groups;
}

/** The full-text parsers by table and index: no system table has them, so each table with such an index is asked. */
async function readParsers(
  connection: Connection,
  tables: readonly ArrayRow[],
  indexes: readonly ArrayRow[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const found = new Map<string, ReadonlyMap<string, string>>();
  const withFullText = new Set(indexes.filter((row) => row[7] === "FULLTEXT").map(tableKey));
  if (withFullText.size === 0 || !(await hasFullTextParsers(connection))) return found;
  for (const table of tables.filter((row) => withFullText.has(tableKey(row)))) {
    const text = await readCreateTable(connection, textOf(table[0]), textOf(table[1]));
    const named = text.matchAll(/FULLTEXT KEY `((?:[^`]|``)+)` .*WITH PARSER `(\w+)`/g);
    found.set(
      tableKey(table),
      new Map([...named].map(([, index = "", parser = ""]) => [index.replaceAll("``", "`"), parser])),
    );
  }
  return found;
}

async function readViewsWhenAny(
  connection: Connection,
  scope: Scope,
  objects: readonly ArrayRow[],
): Promise<readonly ArrayRow[]> {
  return objects.some((row) => row[2] === "VIEW") ? readViews(connection, scope) : [];
}

async function sequencesOf(
  connection: Connection,
  objects: readonly ArrayRow[],
  nameSchema: TableContext["nameSchema"],
): Promise<readonly Sequence[]> {
  const names = objects
    .filter((row) => row[2] === "SEQUENCE")
    .map((row) => ({ schema: textOf(row[0]), name: textOf(row[1]) }));
  const rows = await readSequences(connection, names);
  return rows.map((row) =>
    sequence(textOf(row[1]), {
      schema: nameSchema(textOf(row[0])),
      start: integerOf(row[2]),
      increment: integerOf(row[3]),
      minValue: integerOf(row[4]),
      maxValue: integerOf(row[5]),
      cycle: Number(row[6]) === 1,
      cache: integerOf(row[7]),
    }),
  );
}
