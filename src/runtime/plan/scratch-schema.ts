import type { Connection } from "../../connection/connection.ts";
import { createEngine } from "../../connection/engine.ts";
import type { Dialect } from "../../dialect/dialect.ts";

/**
 * A copy of a database's schema without its rows, where the dialect can have one cheaply: planned statements run on it, so
 * that operations which look at a table see what the ones before them would have made. `null` where there is none.
 */
export async function openScratchSchema(dialect: Dialect, original: Connection): Promise<Connection | null> {
  if (dialect.scratchSchema === undefined) return null;
  const statements = await dialect.scratchSchema.statements(original);
  const scratch = await createEngine(dialect.scratchSchema.url).connect();
  for (const sql of statements) await scratch.execute(sql).catch(ignoreUncopyable);
  if (original.inTransaction()) await scratch.begin();
  return scratch;
}

/** What needs functions, collations or modules of the user's own stays behind; few plans look at it. */
function ignoreUncopyable(): void {}
