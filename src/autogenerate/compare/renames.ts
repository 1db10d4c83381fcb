import type { Dialect } from "../../dialect/dialect.ts";
import type { ReflectedDatabase, ReflectedTable } from "../../dialect/reflection.ts";
import type { UpgradeOps } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import { type Identifier, nameText } from "../../schema/names.ts";
import { columnNamed, type Table, tableKey } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { roomForRename } from "../detours/rename-steps.ts";
import { displayName } from "../diff-names.ts";
import { existingColumn } from "../existing-column.ts";
import type { Rename } from "../options.ts";
import { ownSchema } from "../own-schema.ts";
import { askAboutColumns, askAboutTables, type ToldRename } from "./ask-renames.ts";
import { type NameChange, type OrderedRenames, orderRenames } from "./rename-order.ts";
import { withRenamedColumns, withRenamedTables } from "./renamed-schema.ts";

/** Switches the renames of this comparison on; they are looked for once the database has been read. */
export function followRenames(context: AutogenContext): void {
  context.followsRenames = true;
}

/**
 * Adds the renames that the models (`renamedFrom`) or the user (`renames`) tell of, and gives the database as it is
 * after them. What the models tell of counts once: not when it has been done.
 */
export async function applyRenames(
  context: AutogenContext,
  upgradeOps: UpgradeOps,
  database: ReflectedDatabase,
): Promise<ReflectedDatabase> {
  const told = (context.opts.renames ?? []).map((rename) => ({ ...rename, asTold: rename }));
  const models = modelTables(context, database);
  const ofTables = await askAboutTables(context, { database, models, told });
  const renamed = renameTables(context, upgradeOps, { database, renames: ofTables });
  const inRenamed = told.map((rename) => underNewTable(rename, database, renamed));
  const ofColumns = await askAboutColumns(context, { database: renamed, models, told: inRenamed });
  return renameColumns(context, upgradeOps, { database: renamed, renames: ofColumns });
}

/** A database, and the renames that people told of. */
interface ToldRenames {
  readonly database: ReflectedDatabase;
  readonly renames: readonly ToldRename[];
}

/** The models' tables with the keys that they have among the reflected ones. */
function modelTables(context: AutogenContext, database: ReflectedDatabase): ReadonlyMap<string, Table> {
  const keyOf = ({ name, schema }: Table): string => tableKey(name, ownSchema(database, schema));
  return new Map(context.sortedTables.map((table) => [keyOf(table), table]));
}

/** A table or column that gets the name that the models have for it. */
interface Renamed<Item> extends NameChange {
  readonly item: Item;
  readonly model: Item extends ReflectedTable ? Table : Column;
  readonly asTold: Rename | undefined;
}

function renameTables(
  context: AutogenContext,
  upgradeOps: UpgradeOps,
  { database, renames: told }: ToldRenames,
): ReflectedDatabase {
  const names = new Map<ReflectedTable, Table>();
  const schemas = new Set(database.tables.map(({ schema }) => schema));
  for (const schema of schemas) {
    const tables = database.tables.filter((table) => table.schema === schema);
    const models = context.sortedTables.filter((model) => ownSchema(database, model.schema) === schema);
    const changes = models.flatMap((model) => tableChange(database, { tables, told }, model));
    const { renames, steps } = orderRenames(context.dialect, withoutDoubles(changes), {
      database: namesOf(tables),
      models: namesOf(models),
    });
    for (const { item, model, asTold } of renames) {
      names.set(item, model);
      if (asTold !== undefined) context.followedRenames.add(asTold);
      const [from, to] = [item, model].map(({ name }) => tableKey(name, schema));
      context.log("tables", `Detected renamed table '${from}' to '${to}'`);
    }
    upgradeOps.ops.push(
      ...steps.map(
        ({ from, to }) => ({ kind: "rename_table", tableName: from, newName: to, schema }) as const,
      ),
    );
  }
  return names.size === 0 ? database : withRenamedTables(context.dialect, database, names);
}

function tableChange(
  database: ReflectedDatabase,
  { tables, told }: { readonly tables: readonly ReflectedTable[]; readonly told: readonly ToldRename[] },
  model: Table,
): readonly Renamed<ReflectedTable>[] {
  const found = (old: string): ReflectedTable | undefined =>
    tables.find((table) => spellingsOf(database, table).includes(old));
  const rename = told.find(({ from, to }) => spellingsOf(database, model).includes(to) && found(from));
  const item = found(rename?.from ?? model.renamedFrom ?? "");
  if (item === undefined || nameText(item.name) === nameText(model.name)) return [];
  const isTold = rename !== undefined;
  return [{ from: item.name, to: model.name, isTold, item, model, asTold: rename?.asTold }];
}

/** How people may write a table: with its schema or without. */
function spellingsOf({ defaultSchema }: ReflectedDatabase, { name, schema }: Table): readonly string[] {
  return [nameText(name), displayName(name, schema), displayName(name, schema ?? defaultSchema)];
}

/** A rename of a column with its table under the name that it has now, whichever of both people told. */
function underNewTable(rename: ToldRename, before: ReflectedDatabase, after: ReflectedDatabase): ToldRename {
  for (const [place, table] of [...before.tables, ...after.tables].entries()) {
    const spelling = spellingsOf(before, table).find((each) => rename.from.startsWith(`${each}.`));
    const renamed = after.tables[place % after.tables.length];
    if (spelling === undefined || renamed === undefined) continue;
    const column = rename.from.slice(spelling.length + 1);
    if (columnNamed(table, column) === undefined) continue;
    return { ...rename, from: `${displayName(renamed.name, renamed.schema)}.${column}` };
  }
  return rename;
}

function renameColumns(
  context: AutogenContext,
  upgradeOps: UpgradeOps,
  { database, renames: told }: ToldRenames,
): ReflectedDatabase {
  const models = modelTables(context, database);
  const found = new Map<ReflectedTable, OrderedRenames<Renamed<Column>>>();
  for (const table of database.tables) {
    const model = models.get(tableKey(table.name, table.schema));
    if (model === undefined) continue;
    const changes = model.columns.flatMap((column) => columnChange(told, table, column));
    if (changes.length === 0) continue;
    const ordered = orderRenames(context.dialect, withoutDoubles(changes), {
      database: namesOf(table.columns),
      models: namesOf(model.columns),
    });
    if (ordered.renames.length > 0) found.set(table, ordered);
    for (const { from, to, asTold } of ordered.renames) {
      if (asTold !== undefined) context.followedRenames.add(asTold);
      const where = displayName(table.name, table.schema);
      context.log("tables", `Detected renamed column '${where}.${nameText(from)}' to '${nameText(to)}'`);
    }
  }
  if (found.size === 0) return database;
  const columns = new Map(
    [...found].map(([table, { renames }]) => [
      table,
      new Map(renames.map(({ item, model }) => [item, model])),
    ]),
  );
  const renamed = withRenamedColumns(context.dialect, database, columns);
  for (const [place, before] of database.tables.entries()) {
    const ordered = found.get(before);
    const after = renamed.tables[place];
    const model = models.get(tableKey(before.name, before.schema));
    if (ordered === undefined || after === undefined || model === undefined) continue;
    const { renames, steps } = ordered;
    const room = roomForRename(
      { dialect: context.dialect, database },
      {
        before,
        after,
        oldNames: renames.map(({ from }) => nameText(from)),
        newNames: renames.map(({ to }) => nameText(to)),
      },
    );
    const ops = steps.map((step) => renameOp(context.dialect, model, step));
    const { name: tableName, schema } = model;
    upgradeOps.ops.push(...room.before, { kind: "modify_table_ops", tableName, schema, ops }, ...room.after);
  }
  return renamed;
}

function columnChange(
  told: readonly ToldRename[],
  table: ReflectedTable,
  model: Column,
): readonly Renamed<Column>[] {
  // Of most columns nobody says that they had another name.
  if (told.length === 0 && model.renamedFrom === null) return [];
  const where = displayName(table.name, table.schema);
  const found = (from: string): Column | undefined =>
    from.startsWith(`${where}.`) ? columnNamed(table, from.slice(where.length + 1)) : undefined;
  const rename = told.find(({ from, to }) => to === nameText(model.name) && found(from));
  const item = found(rename?.from ?? `${where}.${model.renamedFrom}`);
  if (item === undefined || nameText(item.name) === nameText(model.name)) return [];
  const isTold = rename !== undefined;
  return [{ from: item.name, to: model.name, isTold, item, model, asTold: rename?.asTold }];
}

function namesOf(items: readonly { readonly name: Identifier }[]): ReadonlySet<string> {
  return new Set(items.map(({ name }) => nameText(name)));
}

/** The first rename of each old name. */
function withoutDoubles<Change extends NameChange>(changes: readonly Change[]): readonly Change[] {
  const byOldName = new Map<string, Change>();
  for (const change of changes) {
    const known = byOldName.get(nameText(change.from));
    if (known === undefined || (change.isTold && !known.isTold)) byOldName.set(nameText(change.from), change);
  }
  return [...byOldName.values()];
}

function renameOp(
  dialect: Dialect,
  model: Table,
  { item, from, to }: Renamed<Column>,
): UpgradeOps["ops"][number] {
  return {
    kind: "alter_column",
    tableName: model.name,
    schema: model.schema,
    columnName: from,
    modifyName: to,
    ...existingColumn(dialect, item),
    options: {},
  };
}
