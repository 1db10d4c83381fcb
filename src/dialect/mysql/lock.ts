import { hexDigest } from "../../util/hex-digest.ts";
import type { LockStrategy } from "../dialect.ts";

/**
 * `GET_LOCK` on the working connection. Its names are server-wide and at most 64 characters long: the key holds the
 * database's name and is hashed. Source: MySQL manual, 14.14 Locking Functions.
 */
export const mysqlLock: LockStrategy = {
  heldBy: "working_connection",
  tryAcquire: async (connection, key) => {
    const [row] = await connection.executeArrays("SELECT GET_LOCK(?, 0)", [lockName(key)]);
    return Number(row?.[0]) === 1;
  },
  release: async (connection, key) => {
    await connection.execute("SELECT RELEASE_LOCK(?)", [lockName(key)]);
  },
  defaultSchema: async (connection) => {
    const [row] = await connection.executeArrays("SELECT DATABASE()");
    return row?.[0] === null || row?.[0] === undefined ? null : String(row[0]);
  },
  holder: async (connection, key) => {
    const [row] = await connection.executeArrays(
      "SELECT ID, USER, HOST, TIME, LEFT(INFO, 100) FROM information_schema.PROCESSLIST WHERE ID = IS_USED_LOCK(?)",
      [lockName(key)],
    );
    if (row === undefined) return null;
    const [id, user, host, seconds, statement] = row;
    const running = statement === null ? "" : `, running ${String(statement)}`;
    return `connection ${String(id)} of ${String(user)}@${String(host)}, in its present state for ${String(seconds)} s${running}`;
  },
};

function lockName(key: string): string {
  return `alembic-ts:${hexDigest("sha1", key)}`;
}
