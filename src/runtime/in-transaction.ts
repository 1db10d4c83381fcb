import type { Connection } from "../connection/connection.ts";

/** Runs a function in the transaction that is open, or in one of its own. */
export async function inTransaction<T>(connection: Connection, run: () => Promise<T>): Promise<T> {
  if (connection.inTransaction()) return run();
  await connection.begin({ immediate: true });
  try {
    const result = await run();
    await connection.commit();
    return result;
  } catch (error) {
    await connection.rollback();
    throw error;
  }
}

/** Makes final what a function does, also where it runs in a transaction that goes on. */
export async function inFinalTransaction<T>(connection: Connection, run: () => Promise<T>): Promise<T> {
  const result = await inTransaction(connection, run);
  if (!connection.inTransaction()) return result;
  await connection.commit();
  await connection.begin({ immediate: true });
  return result;
}
