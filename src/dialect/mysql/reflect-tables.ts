import { setImmediate as nextTurn } from "node:timers/promises";
import type { ArrayRow, Connection } from "../../connection/connection.ts";
import type { Column } from "../../schema/column.ts";
import { textOf, textOrNull } from "../reflect-values.ts";
import type { ReflectedTable } from "../reflection.ts";
import type { TableContext } from "./reflect-context.ts";
import { withWholeDefaults } from "./reflect-defaults.ts";
import { withoutKeyedRowTimes, withoutPeriods, withoutRowTimes } from "./reflect-periods.ts";
import {
  hasFullTextParsers,
  readChecks,
  readColumns,
  readCreateTable,
  readForeignKeyColumns,
  readForeignKeyRules,
  readIndexes,
  readPartitions,
  type Scope,
} from "./reflect-queries.ts";
import { buildColumns, buildTable, type TableRows } from "./reflect-table.ts";
import { byTable, tableKey } from "./rows-by-table.ts";

/** Reads everything about tables, and builds them; `tables` are rows of `readTables`. */
export async function readAndBuildTables(
  connection: Connection,
  tables: readonly ArrayRow[],
  context: TableContext & { readonly scope: Scope },
): Promise<readonly ReflectedTable[]> {
  const { scope } = context;
  // All are sent before the first answer is there: the server works on the next one while rows are sorted here, and
  // columns, of which there are most, are built while it works on keys.
  const { server } = context;
  const checks = readChecks(connection, scope)
    .then((rows) => withoutPeriods(connection, server, rows))
    .then(byTable);
  const columnRows = readColumns(connection, scope);
  const ownColumns = columnRows.then((rows) =>
    withWholeDefaults(connection, server, withoutRowTimes(server, rows)),
  );
  const columns = Promise.all([ownColumns.then(byTable), checks]).then(([ofColumns, ofChecks]) =>
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
  const indexes = byTable(withoutKeyedRowTimes(indexRows, await columnRows));
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
