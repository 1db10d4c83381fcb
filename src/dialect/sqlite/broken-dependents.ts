import type { Connection } from "../../connection/connection.ts";
import { errorMessage } from "../../util/error-message.ts";
import { textOf } from "../reflect-values.ts";
import { identifiers } from "./identifiers.ts";
import { TokenCursor } from "./reflect-tokens.ts";

/** A statement that does not compile. */
interface Failure {
  readonly sql: string;
  /** SQLite's words. */
  readonly reason: string;
  /** The triggers that it may fire. */
  readonly triggers: readonly string[];
}

/** What of a schema is broken, in words. */
export type Broken = ReadonlyMap<string, Failure>;

interface Trigger {
  readonly name: string;
  /** The table or view that fires it. */
  readonly owner: string;
  readonly sql: string;
}

/** The views and triggers of a schema that cannot be compiled. */
export async function brokenDependents(connection: Connection, schema: string): Promise<Broken> {
  const broken = new Map<string, Failure>();
  const compile = async (what: string, sql: string, triggers: readonly string[] = []): Promise<void> => {
    const reason = await compileFailure(connection, sql);
    if (reason !== null) broken.set(what, { sql, reason, triggers });
  };
  const views = await connection.executeArrays(
    `SELECT name FROM ${identifiers.quote(schema)}.sqlite_master WHERE type = 'view' ORDER BY name`,
  );
  for (const name of views.map((row) => textOf(row[0])))
    await compile(`view '${name}'`, `SELECT * FROM ${identifiers.qualify(name, schema)}`);
  for (const [owner, triggers] of Map.groupBy(await readTriggers(connection, schema), (each) => each.owner)) {
    if (broken.has(`view '${owner}'`)) continue;
    const names = triggers.map(({ name }) => name);
    for (const [event, sql] of Object.entries(await firing(connection, owner, schema)))
      await compile(`a trigger of ${event} on '${owner}'`, sql, names);
  }
  return broken;
}

/** The triggers of `UPDATE OF` columns that their table has not: SQLite takes any names there. */
export async function blindTriggers(connection: Connection, schema: string): Promise<Broken> {
  const blind = new Map<string, Failure>();
  for (const { name, owner, sql } of await readTriggers(connection, schema)) {
    const watched = watchedColumns(sql);
    const columns = watched.length === 0 ? [] : await readColumns(connection, owner, schema);
    const gone = watched.find((column) => !columns.some((each) => sameName(each.name, column)));
    if (gone !== undefined)
      blind.set(`trigger '${name}'`, { sql, reason: `no such column: ${gone}`, triggers: [] });
  }
  return blind;
}

/** The trigger without which a statement compiles. It is dropped: the caller rolls back. */
export async function guiltyTrigger(
  connection: Connection,
  schema: string,
  { sql, triggers }: Failure,
): Promise<string | null> {
  for (const name of triggers) {
    await connection.execute(`DROP TRIGGER ${identifiers.qualify(name, schema)}`);
    if ((await compileFailure(connection, sql)) === null) return `trigger '${name}'`;
  }
  return null;
}

async function readTriggers(connection: Connection, schema: string): Promise<readonly Trigger[]> {
  const rows = await connection.executeArrays(
    `SELECT name, tbl_name, sql FROM ${identifiers.quote(schema)}.sqlite_master WHERE type = 'trigger' ORDER BY name`,
  );
  return rows.map((row) => ({ name: textOf(row[0]), owner: textOf(row[1]), sql: textOf(row[2]) }));
}

/** What fires the triggers of a table or view, by the event. */
async function firing(
  connection: Connection,
  owner: string,
  schema: string,
): Promise<Readonly<Record<string, string>>> {
  const place = identifiers.qualify(owner, schema);
  const columns = await readColumns(connection, owner, schema);
  const assignments = columns
    .filter(({ isGenerated }) => !isGenerated)
    .map(({ name }) => `${identifiers.quote(name)} = ${identifiers.quote(name)}`);
  return {
    INSERT: `INSERT INTO ${place} DEFAULT VALUES`,
    UPDATE: `UPDATE ${place} SET ${assignments.join(", ")}`,
    DELETE: `DELETE FROM ${place}`,
  };
}

/** The columns of a table or view, none of a view that is broken. */
async function readColumns(
  connection: Connection,
  owner: string,
  schema: string,
): Promise<readonly { readonly name: string; readonly isGenerated: boolean }[]> {
  const rows = await connection
    .executeArrays("SELECT name, hidden FROM pragma_table_xinfo(?, ?)", [owner, schema])
    .catch(() => []);
  return rows.map((row) => ({ name: textOf(row[0]), isGenerated: Number(row[1]) > 1 }));
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The columns of `UPDATE OF a, b`. */
function watchedColumns(sql: string): readonly string[] {
  const cursor = new TokenCursor(sql);
  const columns: string[] = [];
  while (cursor.current !== undefined && !cursor.isAt("BEGIN") && !cursor.take("UPDATE", "OF")) cursor.next();
  if (cursor.current === undefined || cursor.isAt("BEGIN")) return columns;
  do columns.push(cursor.name());
  while (cursor.takeMark(","));
  return columns;
}

/** Compiles a statement without running it; gives why that fails, `null` when it does not. */
async function compileFailure(connection: Connection, sql: string): Promise<string | null> {
  try {
    await connection.execute(`EXPLAIN ${sql}`);
    return null;
  } catch (error) {
    return errorMessage(error).split("\n")[0] ?? "";
  }
}
