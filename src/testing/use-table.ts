import type { Connection, Engine } from "../connection/index.ts";

/** Calls a function with a connection of an engine, and ends the engine behind it. */
export async function withConnection(
  engine: Engine,
  use: (connection: Connection) => Promise<void>,
): Promise<void> {
  try {
    await engine.connect(use);
  } finally {
    await engine.dispose();
  }
}

/** The same with an empty table `item (id, name, ok)`, which is dropped afterwards. */
export function withItems(engine: Engine, use: (connection: Connection) => Promise<void>): Promise<void> {
  return withConnection(engine, async (connection) => {
    await connection.executeScript("DROP TABLE IF EXISTS item");
    await connection.executeScript(
      "CREATE TABLE item (id INTEGER PRIMARY KEY, name VARCHAR(50), ok BOOLEAN)",
    );
    try {
      await use(connection);
    } finally {
      if (!connection.signal.aborted) {
        await connection.rollback();
        await connection.executeScript("DROP TABLE IF EXISTS item");
      }
    }
  });
}

/** The identifiers of the items, in order. */
export async function itemIds(connection: Connection): Promise<readonly unknown[]> {
  return (await connection.execute("SELECT id FROM item ORDER BY id")).rows.map((row) => row.id);
}
