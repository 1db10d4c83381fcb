import type { Connection } from "../../connection/connection.ts";
import { withCleanUp } from "../../util/with-clean-up.ts";
import type { SessionSettings } from "../dialect.ts";
import { textOf } from "../reflect-values.ts";

/**
 * Foreign keys are not enforced while tables are rebuilt: dropping a parent table would delete its children's rows.
 * The setting cannot be changed inside a transaction. Source: SQLite docs, "Making Other Kinds Of Table Schema Changes".
 */
export const sqliteSession: SessionSettings = {
  sessionState: (sql) => {
    if (/^\s*(?:attach|detach)\b/i.test(sql)) return { isRepeatable: true, names: [] };
    if (/^\s*(?:insert|replace)\b/i.test(sql))
      return { isRepeatable: false, names: ["last_insert_rowid"], isUnnamed: true };
    const [, name] = temporaryObject.exec(sql) ?? [];
    return name === undefined ? null : { isRepeatable: false, names: [name] };
  },
  isAlreadyApplied: (error) =>
    /already exists|duplicate column name|no such (?:table|index|view|trigger|column)/i.test(error.message),
  prepare: async (connection) => {
    if (!(await isEnforced(connection))) return async () => {};
    await connection.execute("PRAGMA foreign_keys = OFF");
    return async () => {
      await connection.execute("PRAGMA foreign_keys = ON");
    };
  },
  readOnly: async (connection, run) => {
    const [row] = await connection.executeArrays("PRAGMA query_only");
    if (Number(row?.[0]) === 1) return run();
    await connection.execute("PRAGMA query_only = ON");
    return withCleanUp(run, () => connection.execute("PRAGMA query_only = OFF"));
  },
  references: {
    isEnforced,
    danglingRows: async (connection) => {
      const rows = await connection.executeArrays("PRAGMA foreign_key_check");
      return rows.map(([table, rowid, referred]) => ({
        table: textOf(table),
        row: rowid === null || rowid === undefined ? null : `rowid ${rowid}`,
        referredTable: textOf(referred),
      }));
    },
  },
};

const temporaryObject = /^\s*create\s+temp(?:orary)?\s+\w+\s+(?:if\s+not\s+exists\s+)?["`[]?([\w$]+)/i;

async function isEnforced(connection: Connection): Promise<boolean> {
  const [row] = await connection.executeArrays("PRAGMA foreign_keys");
  return Number(row?.[0]) === 1;
}
