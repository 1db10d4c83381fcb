import type { SessionSettings } from "../dialect.ts";

/** `lock_timeout` and `pg_blocking_pids`. Source: PostgreSQL docs, 20.11 and 9.27. */
export const postgresqlSession: SessionSettings = {
  limitLockWait: async (connection, milliseconds) => {
    const [row] = await connection.executeArrays("SHOW lock_timeout");
    const before = String(row?.[0] ?? "0");
    await connection.execute(`SET lock_timeout = ${Math.max(1, Math.round(milliseconds))}`);
    return async () => {
      await connection.execute(`SET lock_timeout = '${before.replaceAll("'", "''")}'`);
    };
  },
  isLockTimeout: (error) => error.driverCode === "55P03",
  sessionId: async (connection) => {
    const [row] = await connection.executeArrays("SELECT pg_backend_pid()");
    return String(row?.[0]);
  },
  blockers: async (observer, sessionId) => {
    const rows = await observer.executeArrays(blockersQuery, [sessionId]);
    return rows.length === 0 ? null : rows.map(([text]) => String(text)).join("; ");
  },
};

const blockersQuery = `
SELECT 'pid ' || a.pid || ', user ' || coalesce(a.usename, '?') ||
  coalesce(', application ''' || nullif(a.application_name, '') || '''', '') ||
  ', ' || coalesce(a.state, '?') || ' since ' || coalesce(a.state_change::timestamptz(0)::text, '?') ||
  coalesce(', last statement: ' || left(nullif(a.query, ''), 200), '')
FROM unnest(pg_blocking_pids($1::int)) AS b(pid) JOIN pg_stat_activity a ON a.pid = b.pid`;
