import type { ModifyTableOps, UpgradeOps } from "../../directives/index.ts";
import type { ForeignKeyConstraint } from "../../schema/constraints.ts";
import { sortTables, sortTablesAndConstraints } from "../../schema/sort-tables.ts";
import { type Table, tableKey } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { bookkeepingTables } from "../bookkeeping-tables.ts";
import { displayName } from "../diff-names.ts";
import { compareColumns } from "./columns.ts";
import { refuseMissingReferences } from "./missing-references.ts";
import { reflectSchemas, warnWithoutModels } from "./read-schemas.ts";
import { applyRenames } from "./renames.ts";
import { pairTables, type TablePair } from "./table-pairs.ts";

/**
 * Compares tables: added ones in dependency order, removed ones children first, changed ones by schema and name.
 */
export async function compareTables(
  context: AutogenContext,
  upgradeOps: UpgradeOps,
  schemas: ReadonlySet<string | null>,
): Promise<void> {
  const isBookkeeping = await bookkeepingTables(context.migrationContext);
  const read = await reflectSchemas(context, schemas, isBookkeeping);
  await warnWithoutModels(context, read);
  await refuseMissingReferences(context, read);
  const database = context.followsRenames ? await applyRenames(context, upgradeOps, read) : read;
  context.reflected = database;
  const pairs = pairTables(context, database, { schemas, isBookkeeping });
  await addTables(context, upgradeOps, pairs);
  await removeTables(context, upgradeOps, pairs);
  await changeTables(context, upgradeOps, pairs);
}

async function addTables(
  context: AutogenContext,
  upgradeOps: UpgradeOps,
  pairs: readonly TablePair[],
): Promise<void> {
  const added = pairs.filter(
    ({ name, database, metadata }) =>
      database === null &&
      metadata !== null &&
      context.runObjectFilters(metadata, name, "table", false, null),
  );
  const later = laterKeys(
    context,
    added.map(({ metadata }) => metadata).filter((table) => table !== null),
  );
  for (const { schema, name, database, metadata } of added) {
    if (metadata === null) continue;
    const without = new Set(later.get(metadata));
    upgradeOps.ops.push({
      kind: "create_table",
      table: declaredTable(context, withoutConstraints(metadata, without)),
      ifNotExists: false,
    });
    context.log("tables", `Detected added table '${displayName(name, schema)}'`);
    await compareTable(context, upgradeOps, { schema, name, database, metadata });
  }
  for (const [{ name: tableName, schema }, keys] of later) {
    const ops: ModifyTableOps["ops"] = keys.map((key) => ({
      kind: "create_foreign_key",
      tableName,
      schema,
      constraint: context.declared(key),
    }));
    upgradeOps.ops.push({ kind: "modify_table_ops", tableName, schema, ops });
  }
}

/** The foreign keys of tables that can only be there once all of the tables are: those that close a circle. */
function laterKeys(
  { dialect, reflected }: AutogenContext,
  tables: readonly Table[],
): ReadonlyMap<Table, readonly ForeignKeyConstraint[]> {
  const found = new Map<Table, ForeignKeyConstraint[]>();
  if (!dialect.features.alterTable) return found;
  for (const { table, constraint } of sortTablesAndConstraints(tables, reflected?.defaultSchema).later) {
    found.set(table, [...(found.get(table) ?? []), constraint]);
  }
  return found;
}

function withoutConstraints(table: Table, without: ReadonlySet<unknown>): Table {
  if (without.size === 0) return table;
  return { ...table, constraints: table.constraints.filter((constraint) => !without.has(constraint)) };
}

/** A new table with the names of its constraints in full; its indexes come as operations of their own. */
function declaredTable(context: AutogenContext, table: Table): Table {
  return { ...table, constraints: table.constraints.map((each) => context.declared(each)), indexes: [] };
}

async function removeTables(
  context: AutogenContext,
  upgradeOps: UpgradeOps,
  pairs: readonly TablePair[],
): Promise<void> {
  const gone = new Map<Table, TablePair>();
  for (const pair of pairs)
    if (pair.metadata === null && pair.database !== null) gone.set(pair.database, pair);
  const tables = [...gone.entries()]
    .filter(([table, { name }]) => context.runObjectFilters(table, name, "table", true, null))
    .map(([table]) => table);
  const childrenFirst = [...sortTables(tables.sort(byName))].reverse();
  const circular = laterKeys(context, tables);
  for (const [{ name: tableName, schema }, keys] of circular) {
    const ops: ModifyTableOps["ops"] = keys.map((existing) => ({
      kind: "drop_constraint",
      tableName,
      schema,
      constraintName: existing.name,
      constraintType: "foreignkey",
      ifExists: false,
      existing,
    }));
    upgradeOps.ops.push({ kind: "modify_table_ops", tableName, schema, ops });
  }
  for (const table of childrenFirst) {
    const { schema, name } = gone.get(table) ?? { schema: null, name: "" };
    const database = gone.get(table)?.database ?? null;
    await compareTable(context, upgradeOps, { schema, name, database, metadata: null });
    upgradeOps.ops.push({
      kind: "drop_table",
      tableName: table.name,
      schema: table.schema,
      ifExists: false,
      existing: withoutIndexes(context, withoutConstraints(table, new Set(circular.get(table)))),
      options: {},
    });
    context.log("tables", `Detected removed table '${displayName(name, schema)}'`);
  }
}

/** The table as its drop takes it away: indexes are dropped before, and so are unique constraints that are indexes. */
function withoutIndexes(context: AutogenContext, table: Table): Table {
  const constraints = context.dialect.comparison?.uniquesAreIndexes
    ? table.constraints.filter((constraint) => constraint.kind !== "unique")
    : table.constraints;
  return { ...table, constraints, indexes: [] };
}

function byName(a: Table, b: Table): number {
  const [left, right] = [tableKey(a.name, a.schema), tableKey(b.name, b.schema)];
  return left < right ? -1 : left > right ? 1 : 0;
}

async function changeTables(
  context: AutogenContext,
  upgradeOps: UpgradeOps,
  pairs: readonly TablePair[],
): Promise<void> {
  const both = pairs.filter(({ database, metadata }) => database !== null && metadata !== null);
  const order = (pair: TablePair): string => `${pair.schema ?? ""}\u0000${pair.name}`;
  for (const pair of both.sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    if (pair.metadata === null) continue;
    if (!context.runObjectFilters(pair.metadata, pair.name, "table", false, pair.database)) continue;
    await compareTable(context, upgradeOps, pair);
  }
}

/** Compares what is in a table: columns, then what comparators of tables look at, dropped columns last. */
async function compareTable(context: AutogenContext, upgradeOps: UpgradeOps, pair: TablePair): Promise<void> {
  const { schema, name, database, metadata } = pair;
  const ops: ModifyTableOps = {
    kind: "modify_table_ops",
    tableName: (metadata ?? database)?.name ?? name,
    schema: metadata === null ? schema : metadata.schema,
    ops: [],
  };
  const compareRest = (): Promise<void> =>
    context.comparators.run("table", context, ops, schema, name, database, metadata);
  if (database !== null && metadata !== null)
    await compareColumns({ context, tableOps: ops, schema, database, metadata }, compareRest);
  else await compareRest();
  if (ops.ops.length > 0) upgradeOps.ops.push(ops);
}
