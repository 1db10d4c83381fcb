import { hexDigest } from "../../util/hex-digest.ts";
import { withCleanUp } from "../../util/with-clean-up.ts";
import type { SessionSettings } from "../dialect.ts";
import { textOf } from "../reflect-values.ts";
import { programText } from "./program-text.ts";
import { sessionState } from "./session-state.ts";
import { splitScript } from "./split-script.ts";

const lockTimeoutCodes = new Set(["ER_LOCK_WAIT_TIMEOUT", "1205"]);

/** Codes with which the server says that a table, column, index or constraint is there already, or is gone already. */
const alreadyAppliedCodes = new Set([
  "ER_TABLE_EXISTS_ERROR",
  "ER_BAD_TABLE_ERROR",
  "ER_NO_SUCH_TABLE",
  "ER_DUP_FIELDNAME",
  "ER_BAD_FIELD_ERROR",
  "ER_DUP_KEYNAME",
  "ER_MULTIPLE_PRI_KEY",
  "ER_CANT_DROP_FIELD_OR_KEY",
  "ER_KEY_DOES_NOT_EXITS",
  "ER_KEY_DOES_NOT_EXISTS",
  "ER_KEY_COLUMN_DOES_NOT_EXITS",
  "ER_DUP_KEY",
  "ER_FK_DUP_NAME",
  "ER_DUP_CONSTRAINT_NAME",
  "ER_CHECK_CONSTRAINT_DUP_NAME",
  "ER_CONSTRAINT_NOT_FOUND",
  "ER_CHECK_CONSTRAINT_NOT_FOUND",
  "ER_TRG_ALREADY_EXISTS",
  "ER_TRG_DOES_NOT_EXIST",
  "ER_SP_ALREADY_EXISTS",
  "ER_SP_DOES_NOT_EXIST",
]);

const identifier = "(?:`(?:[^`]|``)+`|[\\w$]+)";
const place = `${identifier}(?:\\.${identifier})?`;
const alteredTable = new RegExp(
  `^\\s*alter\\s+(?:online\\s+|ignore\\s+)*table\\s+(?:if\\s+exists\\s+)?(${place})`,
  "i",
);
const renameTable = /^\s*rename\s+table\b/i;
const renamedTable = new RegExp(`(${place})\\s+to\\s+(${place})`, "gi");

/** The tables that a statement changes under their names. */
function changedTables(sql: string): readonly string[] {
  if (renameTable.test(sql))
    return [...sql.matchAll(renamedTable)].flatMap(([, from = "", to = ""]) => [from, to]);
  const [, name] = alteredTable.exec(sql) ?? [];
  return name === undefined ? [] : [name];
}

/** Lock waits of rows and of tables. Source: MySQL manual, innodb_lock_wait_timeout and lock_wait_timeout. */
export const mysqlSession: SessionSettings = {
  // Literals are written for sessions in which a backslash escapes.
  prepare: async (connection) => {
    const [row] = await connection.executeArrays("SELECT @@SESSION.sql_mode");
    const mode = textOf(row?.[0]);
    const others = mode.split(",").filter((each) => each !== "NO_BACKSLASH_ESCAPES");
    if (others.join(",") === mode) return async () => {};
    await connection.execute(`SET SESSION sql_mode = '${others.join(",")}'`);
    return async () => {
      await connection.execute(`SET SESSION sql_mode = '${mode}'`);
    };
  },
  limitLockWait: async (connection, milliseconds) => {
    const [row] = await connection.executeArrays(
      "SELECT @@SESSION.lock_wait_timeout, @@SESSION.innodb_lock_wait_timeout",
    );
    const set = async (tableSeconds: number, rowSeconds: number): Promise<void> => {
      await connection.execute(
        `SET SESSION lock_wait_timeout = ${tableSeconds}, innodb_lock_wait_timeout = ${rowSeconds}`,
      );
    };
    const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
    await set(seconds, seconds);
    return () => set(Number(row?.[0]), Number(row?.[1]));
  },
  readOnly: async (connection, run) => {
    await connection.begin();
    const marked = async (): ReturnType<typeof run> => {
      await connection.execute("START TRANSACTION READ ONLY");
      return run();
    };
    return withCleanUp(marked, () => connection.rollback());
  },
  isLockTimeout: (error) => lockTimeoutCodes.has(error.driverCode ?? ""),
  sessionId: async (connection) => {
    const [row] = await connection.executeArrays("SELECT CONNECTION_ID()");
    return String(row?.[0]);
  },
  // Which transaction blocks which is not to be seen by ordinary users: the candidates are the open ones of others.
  blockers: async (observer, sessionId) => {
    const rows = await observer.executeArrays(
      "SELECT p.ID, p.USER, p.HOST, t.trx_started, LEFT(t.trx_query, 200) FROM information_schema.INNODB_TRX t " +
        "JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id WHERE p.ID <> ? AND p.ID <> CONNECTION_ID()",
      [Number(sessionId)],
    );
    const sessions = rows.map(
      ([id, user, host, since, statement]) =>
        `connection ${String(id)} of ${String(user)}@${String(host)}, in a transaction since ${String(since)}` +
        (statement === null ? "" : `, running ${String(statement)}`),
    );
    return sessions.length === 0 ? null : sessions.join("; ");
  },
  splitScript,
  sessionState,
  tableLock: (sql) => {
    const [, word] = /^\s*(lock|unlock)\s+tables?\b/i.exec(programText(sql)) ?? [];
    return word === undefined ? null : word.toLowerCase() === "lock" ? "lock" : "unlock";
  },
  tablesWithoutRollback: async (connection) => {
    const rows = await connection.executeArrays(
      "SELECT t.TABLE_NAME FROM information_schema.TABLES t JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE " +
        "WHERE t.TABLE_SCHEMA = DATABASE() AND e.TRANSACTIONS = 'NO' ORDER BY 1",
    );
    return rows.map(([name]) => textOf(name));
  },
  isAlreadyApplied: (error) => alreadyAppliedCodes.has(error.driverCode ?? ""),
  fingerprint: async (connection, sql) => {
    const names = changedTables(sql);
    const texts: string[] = [];
    for (const name of names) {
      // A name that no table has is told from one that a table has by its missing text.
      const rows = await connection.executeArrays(`SHOW CREATE TABLE ${name}`).catch(() => []);
      if (rows[0] !== undefined) texts.push(textOf(rows[0][1]).replace(/ AUTO_INCREMENT=\d+/, ""));
    }
    return texts.length === 0 ? null : hexDigest("sha1", texts.join("\n"));
  },
};
