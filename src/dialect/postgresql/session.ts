import { withCleanUp } from "../../util/with-clean-up.ts";
import type { SessionSettings } from "../dialect.ts";
import { sessionState } from "./session-state.ts";

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
  // The transaction is marked and not the session, which a pooler may hand to somebody else.
  readOnly: async (connection, run) => {
    await connection.begin();
    const marked = async (): ReturnType<typeof run> => {
      await connection.execute("SET TRANSACTION READ ONLY");
      return run();
    };
    return withCleanUp(marked, () => connection.rollback());
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
  isConsequence: (error) => error.driverCode === "25P02",
  isAlreadyApplied: (error) => alreadyAppliedCodes.has(error.driverCode ?? ""),
  fingerprint: async (connection, sql) => {
    const [, name] = alteredTable.exec(sql) ?? [];
    if (name === undefined) return null;
    const [row] = await connection.executeArrays(tableDigestQuery, [name]);
    return row?.[0] === null || row?.[0] === undefined ? null : String(row[0]);
  },
  sessionState,
  // A failed CREATE INDEX CONCURRENTLY leaves an invalid index of that name.
  cleanUpBefore: async (connection, sql) => {
    const [, name, table] = concurrentIndex.exec(sql) ?? [];
    if (name === undefined || table === undefined) return [];
    const rows = await connection.executeArrays(invalidIndexQuery, [foldedName(name), table]);
    return rows.map(([index]) => `DROP INDEX CONCURRENTLY ${String(index)}`);
  },
};

/** SQLSTATEs of what exists already, or does not exist any more. Source: PostgreSQL docs, Appendix A. */
const alreadyAppliedCodes = new Set(["42P07", "42710", "42701", "42P06", "42704", "42P01", "42703", "3F000"]);

const identifier = '(?:"(?:[^"]|"")+"|[\\w$]+)';
const concurrentIndex = new RegExp(
  `^\\s*create\\s+(?:unique\\s+)?index\\s+concurrently\\s+(?:if\\s+not\\s+exists\\s+)?(${identifier})\\s+on\\s+(?:only\\s+)?(${identifier}(?:\\.${identifier})?)`,
  "i",
);

const alteredTable = new RegExp(
  `^\\s*alter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?(${identifier}(?:\\.${identifier})?)`,
  "i",
);

const tableDigestQuery = `
SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
  SELECT attnum || attname || atttypid || atttypmod || attnotnull FROM pg_attribute WHERE attrelid = to_regclass($1)
  UNION ALL SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = to_regclass($1)
) AS parts(part)`;

/** An identifier of SQL text as the catalogue has it. */
function foldedName(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}

const invalidIndexQuery = `
SELECT format('%I.%I', n.nspname, c.relname)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = $1 AND i.indrelid = to_regclass($2) AND NOT i.indisvalid`;

const blockersQuery = `
SELECT 'pid ' || a.pid || ', user ' || coalesce(a.usename, '?') ||
  coalesce(', application ''' || nullif(a.application_name, '') || '''', '') ||
  ', ' || coalesce(a.state, '?') || ' since ' || coalesce(a.state_change::timestamptz(0)::text, '?') ||
  coalesce(', last statement: ' || left(nullif(a.query, ''), 200), '')
FROM unnest(pg_blocking_pids($1::int)) AS b(pid) JOIN pg_stat_activity a ON a.pid = b.pid`;
