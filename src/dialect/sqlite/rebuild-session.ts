import type { Connection } from "../../connection/connection.ts";
import { AlembicError } from "../../errors/index.ts";
import { nameText } from "../../schema/names.ts";
import { withCleanUp } from "../../util/with-clean-up.ts";
import type { RebuildPair, RebuildSession, TableName } from "../rebuild.ts";
import { textOf } from "../reflect-values.ts";
import type { ReflectedTable } from "../reflection.ts";
import { identifiers } from "./identifiers.ts";
import { TokenCursor } from "./reflect-tokens.ts";

/**
 * Foreign keys are not enforced during a rebuild, because DROP TABLE deletes the rows first, and RENAME does not look
 * at views and triggers, which name a table that is missing for a moment.
 * Source: SQLite docs, "Making Other Kinds Of Table Schema Changes", PRAGMA legacy_alter_table.
 */
export async function openRebuildSession(connection: Connection, table: TableName): Promise<RebuildSession> {
  const schema = table.schema ?? "main";
  const broken = await brokenViews(connection, schema);
  const restoreKeys = await switchPragma(connection, "foreign_keys", false, () =>
    refuseLosingRows(connection, table),
  );
  const restoreRename = await switchPragma(connection, "legacy_alter_table", true).catch(
    async (error: unknown) => {
      await restoreKeys().catch(() => {});
      throw error;
    },
  );
  return {
    canAlter: broken.size === 0,
    finish: async (pair) => {
      await verifyTriggers(connection, pair);
      await verifyViews(connection, table, broken);
    },
    restore: () => withCleanUp(restoreRename, restoreKeys),
  };
}

/** Sets a flag; gives what puts it back. `onRefused` is called where SQLite ignores the change. */
async function switchPragma(
  connection: Connection,
  name: string,
  wanted: boolean,
  onRefused: () => Promise<void> = async () => {},
): Promise<() => Promise<void>> {
  const read = async (): Promise<boolean> => {
    const [row] = await connection.executeArrays(`PRAGMA ${name}`);
    return Number(row?.[0]) === 1;
  };
  const set = (on: boolean): Promise<unknown> => connection.execute(`PRAGMA ${name} = ${on ? "ON" : "OFF"}`);
  if ((await read()) === wanted) return async () => {};
  await set(wanted);
  if ((await read()) !== wanted) {
    await onRefused();
    return async () => {};
  }
  return async () => {
    await set(!wanted);
  };
}

/** Inside a transaction the enforcement of foreign keys cannot be switched off. */
async function refuseLosingRows(connection: Connection, table: TableName): Promise<void> {
  const name = nameText(table.name);
  const rows = await connection.executeArrays(
    `SELECT DISTINCT m.name FROM ${identifiers.qualify("sqlite_master", table.schema)} AS m, ` +
      `pragma_foreign_key_list(m.name, ?) AS f WHERE m.type = 'table' AND lower(f."table") = lower(?) ORDER BY 1`,
    [table.schema ?? "main", name],
  );
  if (rows.length === 0) return;
  const children = rows.map((row) => `'${textOf(row[0])}'`).join(", ");
  throw new AlembicError(
    `Table '${name}' cannot be rebuilt in this transaction: foreign keys are enforced, and dropping the old table would delete or refuse the rows of ${children} that refer to it.`,
    {
      code: "OPERATION",
      hint: "Execute PRAGMA foreign_keys = OFF before the transaction begins.",
      details: { table: name },
    },
  );
}

/** Compiles statements that fire the table's triggers: one that names what is gone does not compile. */
async function verifyTriggers(connection: Connection, { before, after }: RebuildPair): Promise<void> {
  // Only a table that was read has triggers.
  const { triggers = [] } = before as Partial<ReflectedTable>;
  if (triggers.length === 0) return;
  const columns = after.columns.filter((each) => each.computed === null).map((each) => nameText(each.name));
  for (const { name, sql } of triggers) {
    const gone = watchedColumns(sql).find((column) => !columns.some((each) => sameName(each, column)));
    if (gone !== undefined) throw brokenDependent(after, `trigger '${name}'`, `no such column: ${gone}`);
  }
  const table = identifiers.qualify(after.name, after.schema);
  const assignments = columns.map((each) => `${identifiers.quote(each)} = ${identifiers.quote(each)}`);
  for (const sql of [
    `INSERT INTO ${table} DEFAULT VALUES`,
    `UPDATE ${table} SET ${assignments.join(", ")}`,
    `DELETE FROM ${table}`,
  ]) {
    const reason = await compileFailure(connection, sql);
    if (reason !== null) throw brokenDependent(after, "a trigger", reason);
  }
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The columns of `UPDATE OF a, b`: SQLite takes any names there. */
function watchedColumns(sql: string): readonly string[] {
  const cursor = new TokenCursor(sql);
  const columns: string[] = [];
  while (cursor.current !== undefined && !cursor.isAt("BEGIN") && !cursor.take("UPDATE", "OF")) cursor.next();
  if (cursor.current === undefined || cursor.isAt("BEGIN")) return columns;
  do columns.push(cursor.name());
  while (cursor.takeMark(","));
  return columns;
}

async function verifyViews(
  connection: Connection,
  table: TableName,
  before: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [view, reason] of await brokenViews(connection, table.schema ?? "main")) {
    if (!before.has(view)) throw brokenDependent(table, `view '${view}'`, reason);
  }
}

/** The views of a schema that cannot be compiled, with SQLite's reason. */
async function brokenViews(connection: Connection, schema: string): Promise<ReadonlyMap<string, string>> {
  const broken = new Map<string, string>();
  const views = await connection.executeArrays(
    `SELECT name FROM ${identifiers.quote(schema)}.sqlite_master WHERE type = 'view' ORDER BY name`,
  );
  for (const row of views) {
    const name = textOf(row[0]);
    const sql = `SELECT * FROM ${identifiers.qualify(name, schema)}`;
    const reason = await compileFailure(connection, sql);
    if (reason !== null) broken.set(name, reason);
  }
  return broken;
}

/** Compiles a statement without running it; gives why that fails, `null` when it does not. */
async function compileFailure(connection: Connection, sql: string): Promise<string | null> {
  try {
    await connection.execute(`EXPLAIN ${sql}`);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function brokenDependent(table: TableName, what: string, reason: string): AlembicError {
  return new AlembicError(
    `The change of table '${nameText(table.name)}' breaks ${what}: ${reason.split("\n")[0]}`,
    {
      code: "OPERATION",
      hint: "Drop it with op.execute() before the batch block, and create it again afterwards.",
      details: { table: nameText(table.name) },
    },
  );
}
