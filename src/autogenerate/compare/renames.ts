import type { Dialect } from "../../dialect/dialect.ts";
import type { ReflectedDatabase, ReflectedTable } from "../../dialect/reflection.ts";
import type { UpgradeOps } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import { columnNamed, type Table, tableKey } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { type RenamedTable, roomForRename } from "../detours/rename-steps.ts";
import { displayName } from "../diff-names.ts";
import { existingColumn } from "../existing-column.ts";
import type { Rename } from "../options.ts";
import { ownSchema } from "../own-schema.ts";
import { askAboutColumns, askAboutTables } from "./ask-renames.ts";
import { type ColumnRenames, withRenamedColumns, withRenamedTables } from "./renamed-schema.ts";

/** Switches the renames of this comparison on; they are looked for once the database has been read. */
export function followRenames(context: AutogenContext): void {
  context.followsRenames = true;
}

/**
 * Adds the renames that the models (`renamedFrom`) or the user (`renames`) tell of, and gives the database as it is
 * after them. A rename that has been done already, or whose old name is still in the models, does not count.
 */
export async function applyRenames(
  context: AutogenContext,
  upgradeOps: UpgradeOps,
  database: ReflectedDatabase,
): Promise<ReflectedDatabase> {
  const told = context.opts.renames ?? [];
  const models = modelTables(context, database);
  const ofTables = await askAboutTables(context, { database, models, told });
  const tables = renameTables(context, upgradeOps, { database, renames: ofTables });
  const ofColumns = await askAboutColumns(context, { database: tables, models, told });
  return renameColumns(context, upgradeOps, { database: tables, renames: ofColumns });
}

/** A database, and the renames that people told of. */
interface ToldRenames {
  readonly database: ReflectedDatabase;
  readonly renames: readonly Rename[];
}

/** The models' tables with the keys that they have among the reflected ones. */
function modelTables(context: AutogenContext, database: ReflectedDatabase): ReadonlyMap<string, Table> {
  const keyOf = ({ name, schema }: Table): string => tableKey(name, ownSchema(database, schema));
  return new Map(context.sortedTables.map((table) => [keyOf(table), table]));
}

function renameTables(
  context: AutogenContext,
  upgradeOps: UpgradeOps,
  { database, renames }: ToldRenames,
): ReflectedDatabase {
  const models = modelTables(context, database);
  const found = new Map(database.tables.map((table) => [tableKey(table.name, table.schema), table]));
  const names = new Map<ReflectedTable, Table>();
  for (const [key, model] of models) {
    const schema = ownSchema(database, model.schema);
    const told = renameOf(renames, displayName(model.name, schema), nameText(model.name));
    const old = model.renamedFrom ?? told;
    if (old === null || found.has(key)) continue;
    const oldKey = tableKey(old.split(".").at(-1) ?? old, schema);
    const table = found.get(oldKey);
    if (table === undefined || models.has(oldKey)) continue;
    names.set(table, model);
    upgradeOps.ops.push({
      kind: "rename_table",
      tableName: table.name,
      schema: table.schema,
      newName: model.name,
    });
    context.log("tables", `Detected renamed table '${oldKey}' to '${key}'`);
  }
  return names.size === 0 ? database : withRenamedTables(context.dialect, database, names);
}

function renameOf(renames: readonly Rename[], key: string, name: string): string | null {
  return renames.find(({ from, to }) => to === key || (to === name && !isColumn(from, key)))?.from ?? null;
}

/** Whether an old name is that of a column: then its new name is that of a column of the same table. */
function isColumn(from: string, key: string): boolean {
  return from.split(".").length > key.split(".").length;
}

function renameColumns(
  context: AutogenContext,
  upgradeOps: UpgradeOps,
  { database, renames: told }: ToldRenames,
): ReflectedDatabase {
  const models = modelTables(context, database);
  const renames = new Map<ReflectedTable, ColumnRenames>();
  for (const table of database.tables) {
    const model = models.get(tableKey(table.name, table.schema));
    if (model === undefined) continue;
    const columns = columnRenames(told, table, model);
    if (columns.size === 0) continue;
    renames.set(table, columns);
    for (const [old, wanted] of columns) {
      const where = displayName(table.name, table.schema);
      context.log(
        "tables",
        `Detected renamed column '${where}.${nameText(old.name)}' to '${nameText(wanted.name)}'`,
      );
    }
  }
  if (renames.size === 0) return database;
  const renamed = withRenamedColumns(context.dialect, database, renames);
  for (const [place, before] of database.tables.entries()) {
    const columns = renames.get(before);
    const after = renamed.tables[place];
    const model = models.get(tableKey(before.name, before.schema));
    if (columns === undefined || after === undefined || model === undefined) continue;
    const room = roomForRename(
      { dialect: context.dialect, database },
      { before, after, ...namesOf(columns) },
    );
    const ops = [...columns].map(([old, wanted]) => renameOp(context.dialect, model, { old, wanted }));
    const { name: tableName, schema } = model;
    upgradeOps.ops.push(...room.before, { kind: "modify_table_ops", tableName, schema, ops }, ...room.after);
  }
  return renamed;
}

function namesOf(columns: ColumnRenames): Pick<RenamedTable, "oldNames" | "newNames"> {
  return {
    oldNames: [...columns.keys()].map(({ name }) => nameText(name)),
    newNames: [...columns.values()].map(({ name }) => nameText(name)),
  };
}

function columnRenames(renames: readonly Rename[], table: ReflectedTable, model: Table): ColumnRenames {
  const found = new Map<Column, Column>();
  const where = displayName(table.name, table.schema);
  for (const wanted of model.columns) {
    // Of most columns nobody says that they had another name.
    if (renames.length === 0 && wanted.renamedFrom === null) continue;
    const name = nameText(wanted.name);
    const told = renames.find(({ from, to }) => from.startsWith(`${where}.`) && to === name)?.from;
    const old = wanted.renamedFrom ?? told?.slice(where.length + 1);
    if (old === undefined || columnNamed(table, name) !== undefined) continue;
    const existing = columnNamed(table, old);
    if (existing !== undefined && columnNamed(model, old) === undefined) found.set(existing, wanted);
  }
  return found;
}

function renameOp(
  dialect: Dialect,
  model: Table,
  { old, wanted }: { readonly old: Column; readonly wanted: Column },
): UpgradeOps["ops"][number] {
  return {
    kind: "alter_column",
    tableName: model.name,
    schema: model.schema,
    columnName: old.name,
    modifyName: wanted.name,
    ...existingColumn(dialect, old),
    options: {},
  };
}
