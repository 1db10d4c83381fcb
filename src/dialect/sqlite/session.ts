import type { SessionSettings } from "../dialect.ts";

/**
 * Foreign keys are not enforced while tables are rebuilt: dropping a parent table would delete its children's rows.
 * The setting cannot be changed inside a transaction. Source: SQLite docs, "Making Other Kinds Of Table Schema Changes".
 */
export const sqliteSession: SessionSettings = {
  isAlreadyApplied: (error) =>
    /already exists|duplicate column name|no such (?:table|index|view|trigger|column)/i.test(error.message),
  prepare: async (connection) => {
    const [row] = await connection.executeArrays("PRAGMA foreign_keys");
    if (Number(row?.[0]) !== 1) return async () => {};
    await connection.execute("PRAGMA foreign_keys = OFF");
    return async () => {
      await connection.execute("PRAGMA foreign_keys = ON");
    };
  },
  readOnly: async (connection, run) => {
    const [row] = await connection.executeArrays("PRAGMA query_only");
    if (Number(row?.[0]) === 1) return run();
    await connection.execute("PRAGMA query_only = ON");
    try {
      return await run();
    } finally {
      await connection.execute("PRAGMA query_only = OFF");
    }
  },
};
