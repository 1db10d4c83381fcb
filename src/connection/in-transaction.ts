import type { Connection } from "./connection.ts";

/** Runs a function in the transaction that is open, which whoever began it ends, or in one of its own. */
export async function inTransaction<T>(connection: Connection, run: () => Promise<T>): Promise<T> {
  return connection.inTransaction() ? run() : allOrNothing(connection, run);
}

/** Runs a function in a transaction, or in a savepoint of the one that is open, so that a failure leaves nothing. */
export async function allOrNothing<T>(connection: Connection, run: () => Promise<T>): Promise<T> {
  const nested = connection.inTransaction();
  if (nested) await connection.savepoint(savepointName);
  else await connection.begin({ immediate: true });
  try {
    const result = await run();
    await (nested ? connection.release(savepointName) : connection.commit());
    return result;
  } catch (error) {
    // A session that is lost has rolled back by itself.
    await (nested ? connection.rollbackTo(savepointName) : connection.rollback()).catch(() => {});
    throw error;
  }
}

const savepointName = "alembic_ts_all_or_nothing";

/** Makes final what a function does, also where it runs in a transaction that goes on. */
export async function inFinalTransaction<T>(connection: Connection, run: () => Promise<T>): Promise<T> {
  const result = await inTransaction(connection, run);
  if (!connection.inTransaction()) return result;
  await connection.commit();
  await connection.begin({ immediate: true });
  return result;
}
