import type { Connection } from "../../connection/connection.ts";

const savepoint = "alembic_ts_compare";

/** Runs statements that leave no trace, and do not disturb a transaction that is open. */
export async function undone<T>(connection: Connection, run: () => Promise<T>): Promise<T> {
  const isOwn = !connection.inTransaction();
  await (isOwn ? connection.begin() : connection.execute(`SAVEPOINT ${savepoint}`));
  try {
    return await run();
  } finally {
    await (isOwn ? connection.rollback() : connection.execute(`ROLLBACK TO SAVEPOINT ${savepoint}`));
  }
}

/** `null` when the server refuses; what ran before is kept. */
export async function attempt<T>(connection: Connection, run: () => Promise<T>): Promise<T | null> {
  await connection.execute(`SAVEPOINT ${savepoint}_try`);
  try {
    return await run();
  } catch {
    await connection.execute(`ROLLBACK TO SAVEPOINT ${savepoint}_try`);
    return null;
  }
}
