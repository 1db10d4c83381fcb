import type { Connection } from "../../connection/connection.ts";
import type { LockStrategy } from "../dialect.ts";
import { textOrNull } from "../reflect-values.ts";

const keyNumber = "hashtextextended($1, 0)";

/**
 * Session advisory locks, polled: a session that waits inside `pg_advisory_lock` would deadlock with its holder's
 * CREATE INDEX CONCURRENTLY. Keys are per database. Source: PostgreSQL docs, 13.3.5 Advisory Locks, and pg_locks.
 */
export const postgresqlLock: LockStrategy = {
  heldBy: "connection",
  tryAcquire: (connection, key) => isTrue(connection, `pg_try_advisory_lock(${keyNumber})`, key),
  tryAcquireInTransaction: (connection, key) =>
    isTrue(connection, `pg_try_advisory_xact_lock(${keyNumber})`, key),
  release: async (connection, key) => {
    await connection.execute(`SELECT pg_advisory_unlock(${keyNumber})`, [key]);
  },
  session: async (connection) => {
    const [row] = await connection.executeArrays("SELECT pg_backend_pid()");
    return String(row?.[0]);
  },
  defaultSchema: async (connection) => {
    const [row] = await connection.executeArrays("SELECT current_schema()");
    return textOrNull(row?.[0]);
  },
  holder: async (connection, key) => {
    const [row] = await connection.executeArrays(holderQuery, [key]);
    return row === undefined ? null : describeSession(row.map(textOrNull));
  },
};

async function isTrue(connection: Connection, expression: string, key: string): Promise<boolean> {
  const [row] = await connection.executeArrays(`SELECT CASE WHEN ${expression} THEN 1 ELSE 0 END`, [key]);
  return Number(row?.[0]) === 1;
}

// A bigint key is split over classid (high half) and objid (low half), with objsubid 1.
const holderQuery = `
SELECT a.pid::text, a.usename::text, a.application_name, a.client_addr::text, a.backend_start::timestamptz(0)::text
FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND ((l.classid::bigint << 32) | l.objid::bigint) = ${keyNumber}
LIMIT 1`;

function describeSession([pid, user, application, address, since]: readonly (string | null)[]): string {
  const parts = [
    `pid ${pid}`,
    user === null || user === undefined ? null : `user ${user}`,
    application === null || application === "" ? null : `application '${application}'`,
    address === null || address === undefined ? null : `from ${address}`,
    since === null || since === undefined ? null : `connected since ${since}`,
  ];
  return parts.filter((part) => part !== null).join(", ");
}
