import { mysqlLexis, splitStatements } from "../../connection/split-statements.ts";
import { hexDigest } from "../../util/hex-digest.ts";
import type { SessionSettings } from "../dialect.ts";

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
const alteredTable = new RegExp(
  `^\\s*alter\\s+(?:online\\s+|ignore\\s+)*table\\s+(?:if\\s+exists\\s+)?(${identifier}(?:\\.${identifier})?)`,
  "i",
);

/** Lock waits of rows and of tables. Source: MySQL manual, innodb_lock_wait_timeout and lock_wait_timeout. */
export const mysqlSession: SessionSettings = {
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
    try {
      await connection.execute("START TRANSACTION READ ONLY");
      return await run();
    } finally {
      await connection.rollback();
    }
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
  // A stored program's body has semicolons of its own; such a text is left whole.
  splitScript: (sql) => (/\bbegin\b/i.test(sql) ? [sql] : splitStatements(sql, mysqlLexis)),
  isAlreadyApplied: (error) => alreadyAppliedCodes.has(error.driverCode ?? ""),
  fingerprint: async (connection, sql) => {
    const [, name] = alteredTable.exec(sql) ?? [];
    if (name === undefined) return null;
    const rows = await connection.executeArrays(`SHOW CREATE TABLE ${name}`).catch(() => []);
    const text = rows[0]?.[1];
    return text === undefined ? null : hexDigest("sha1", String(text).replace(/ AUTO_INCREMENT=\d+/, ""));
  },
};
