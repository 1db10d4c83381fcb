import { isAlembicError } from "../../errors/index.ts";
import type { LockStrategy } from "../dialect.ts";

/**
 * The write lock that `BEGIN IMMEDIATE` takes; it goes with the transaction, and with the process.
 * Source: SQLite docs, "File Locking And Concurrency". SQLite does not say who holds it.
 */
export const sqliteLock: LockStrategy = {
  heldBy: "transaction",
  tryAcquire: async (connection) => {
    // Drivers wait by themselves for a while; an attempt is to be short, the caller does the waiting.
    const giveUp = setTimeout(() => void connection.cancel().catch(() => {}), attemptMs);
    try {
      await connection.begin({ immediate: true });
      return true;
    } catch (error) {
      if (isBusy(error)) return false;
      throw error;
    } finally {
      clearTimeout(giveUp);
    }
  },
  release: (connection) => connection.rollback(),
  holder: async () => "another process that writes to the database file",
};

const attemptMs = 20;

function isBusy(error: unknown): boolean {
  if (!isAlembicError(error)) return false;
  const code = error.details.driverCode;
  return (
    (typeof code === "string" && code.startsWith("SQLITE_BUSY")) ||
    /database (?:table )?is locked/i.test(error.message)
  );
}
