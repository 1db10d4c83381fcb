import type { ReflectedDatabase, ReflectedTable } from "../../dialect/reflection.ts";
import { nameText } from "../../schema/names.ts";
import { columnNamed, type Table, tableKey } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { Rename, RenameQuestion } from "../options.ts";
import { ownSchema } from "../own-schema.ts";
import { looksLikeColumn, looksLikeTable } from "./look-alikes.ts";

/** A rename that needs no question, as it was told before tables got their new names. */
export interface ToldRename extends Rename {
  /** None for one that was chosen. */
  readonly asTold?: Rename | undefined;
}

/** What the questions are about, and the renames that need no question. */
export interface AskedAbout {
  readonly database: ReflectedDatabase;
  /** The models' tables by the keys that they have among those of the database. */
  readonly models: ReadonlyMap<string, Table>;
  readonly told: readonly ToldRename[];
}

/** Asks about new tables that look like tables of the database that no model knows. */
export async function askAboutTables(
  context: AutogenContext,
  { database, models, told }: AskedAbout,
): Promise<readonly ToldRename[]> {
  if (context.opts.chooseRename === undefined) return told;
  const { tables } = database;
  const known = new Set(tables.map(keyOf));
  const renames = [...told];
  for (const [key, model] of models) {
    const schema = ownSchema(database, model.schema);
    const name = displayName(model.name, schema);
    const isSettled = told.some(({ to }) => to === name || to === nameText(model.name));
    if (known.has(key) || model.renamedFrom !== null || isSettled) continue;
    const candidates = tables.filter(
      (table) =>
        !models.has(keyOf(table)) &&
        !table.isPartition &&
        looksLikeTable(table, { ...model, schema }) &&
        context.runObjectFilters(table, nameText(table.name), "table", true, null),
    );
    const names = candidates.map((table) => displayName(table.name, table.schema));
    renames.push(...(await ask(context, { what: "table", table: null, name, candidates: names }, renames)));
  }
  return renames;
}

/** Asks about new columns that look like columns of the same table that its model does not know. */
export async function askAboutColumns(
  context: AutogenContext,
  { database: { tables }, models, told }: AskedAbout,
): Promise<readonly ToldRename[]> {
  if (context.opts.chooseRename === undefined) return told;
  const renames = [...told];
  for (const table of tables) {
    const model = models.get(keyOf(table));
    if (model === undefined) continue;
    for (const question of columnQuestions(context, table, model)) {
      const isSettled = told.some(
        ({ from, to }) => to === question.name && from.startsWith(`${question.table}.`),
      );
      if (!isSettled) renames.push(...(await ask(context, question, renames)));
    }
  }
  return renames;
}

function keyOf({ name, schema }: Table): string {
  return tableKey(name, schema);
}

function columnQuestions(
  context: AutogenContext,
  table: ReflectedTable,
  model: Table,
): readonly RenameQuestion[] {
  const gone = table.columns.filter(
    (column) =>
      columnNamed(model, nameText(column.name)) === undefined &&
      context.runObjectFilters(column, nameText(column.name), "column", true, null),
  );
  return model.columns
    .filter(
      (column) => columnNamed(table, nameText(column.name)) === undefined && column.renamedFrom === null,
    )
    .map((column) => ({
      what: "column",
      table: displayName(table.name, table.schema),
      name: nameText(column.name),
      candidates: gone
        .filter((each) => looksLikeColumn(context.dialect, each, column))
        .map((each) => nameText(each.name)),
    }));
}

/** The rename that somebody chose: none where nothing is left to choose from. */
async function ask(
  { opts }: AutogenContext,
  question: RenameQuestion,
  settled: readonly Rename[],
): Promise<readonly Rename[]> {
  const whole = (name: string): string => (question.table === null ? name : `${question.table}.${name}`);
  const candidates = question.candidates.filter((name) => !settled.some(({ from }) => from === whole(name)));
  if (candidates.length === 0) return [];
  const chosen = (await opts.chooseRename?.({ ...question, candidates })) ?? null;
  return chosen === null ? [] : [{ from: whole(chosen), to: question.name }];
}
