import type { ArrayRow } from "../connection.ts";
import { describeDriverError } from "../describe-error.ts";
import { type Driver, separateSessions } from "../driver.ts";
import { packageExport } from "../import-package.ts";
import type { DriverSession, SessionResult } from "../session.ts";
import { postgresqlLexis } from "../sql-lexis.ts";
import { postgresqlTransactions } from "../transaction-sql.ts";
import { makePostgresqlSettings, readPostgresqlUrl } from "./pg-options.ts";
import { prepareSession } from "./prepare-session.ts";

interface ResultRows extends ReadonlyArray<Record<string, unknown>> {
  readonly command?: string;
  readonly count?: number | null;
}

interface Pending<T> extends PromiseLike<T> {
  cancel(): void;
}

interface PendingRows extends Pending<ResultRows> {
  raw(): Pending<readonly (readonly (Uint8Array | null)[])[]>;
  simple(): Pending<ResultRows | readonly ResultRows[]>;
}

interface Sql {
  unsafe(sql: string, parameters?: readonly unknown[]): PendingRows;
  end(options?: { readonly timeout: number }): Promise<void>;
}

type PostgresFunction = (options: Readonly<Record<string, unknown>>) => Sql;

/** PostgreSQL through the npm package `postgres` (postgres.js), one session per connection. */
export const postgresjsDriver: Driver = {
  driverName: "postgresjs",
  sharing: separateSessions,
  connect: async (target) => {
    const module = await target.importPackage("postgres", "postgresjs");
    // The default export is what the package's documentation says.
    const postgres = packageExport(module, "default") as PostgresFunction;
    const settings = readPostgresqlUrl(target);
    let lost: (error: unknown) => void = () => {};
    const sql = postgres({
      ...(settings.host === undefined ? {} : { host: settings.host }),
      ...(settings.port === undefined ? {} : { port: settings.port }),
      ...(settings.user === undefined ? {} : { user: settings.user }),
      ...(settings.password === undefined ? {} : { password: settings.password }),
      ...(settings.database === undefined ? {} : { database: settings.database }),
      ssl: settings.tlsAttempts.length > 1 ? "prefer" : settings.tlsAttempts[0],
      max: 1,
      idle_timeout: 0,
      max_lifetime: null,
      connect_timeout: settings.connectTimeoutMs / 1000,
      onnotice: () => {},
      onclose: () => lost(new Error("Connection terminated unexpectedly")),
      connection: {
        application_name: settings.applicationName,
        ...(settings.startupOptions === undefined ? {} : { options: settings.startupOptions }),
      },
      ...target.driverOptions,
    });
    await prepareSession(sql, async () => {
      // The first statement opens the session, so its error is not about what it says.
      await sql.unsafe("SELECT 1");
      await makePostgresqlSettings(settings, async (text) => sql.unsafe(text));
    });
    return postgresjsSession(sql, (callback) => {
      lost = callback;
    });
  },
};

/** Rows that are on their way at once: as many as postgres.js sends before it waits for an answer. */
const rowsPerBatch = 100;

function postgresjsSession(sql: Sql, onLost: DriverSession["onLost"]): DriverSession {
  // In the order in which they were sent: the server answers the first one.
  const running = new Set<Pending<unknown>>();
  const answerOf = async <T>(pending: Pending<T>): Promise<T> => {
    running.add(pending);
    try {
      return await pending;
    } finally {
      running.delete(pending);
    }
  };
  const send = (text: string, parameters: readonly unknown[]): PendingRows =>
    sql.unsafe(text, parameters.map(nullable));
  const run = async (text: string, parameters: readonly unknown[]): Promise<SessionResult> =>
    toResult(await answerOf(send(text, parameters)));
  return {
    driverName: "postgresjs",
    transactions: postgresqlTransactions,
    lexis: postgresqlLexis,
    runsScripts: true,
    execute: run,
    executeArrays: async (text, parameters) => (await answerOf(send(text, parameters).raw())).map(decodeRow),
    executeScript: async (text) => {
      const result = await answerOf(sql.unsafe(text).simple());
      return toResult(isResultList(result) ? result.at(-1) : result);
    },
    executeMany: async (text, rows) => {
      let affected = 0;
      for (let start = 0; start < rows.length; start += rowsPerBatch) {
        const chunk = rows.slice(start, start + rowsPerBatch);
        for (const { rowCount } of await allSettled(chunk.map((row) => run(text, row))))
          affected += rowCount ?? 0;
      }
      return affected;
    },
    serverVersionText: async () => String((await run("SHOW server_version", [])).rows[0]?.server_version),
    inTransaction: () => null,
    // postgres.js forgets statements that are cancelled while they wait behind another one: they would never end.
    cancel: async () => running.values().next().value?.cancel(),
    close: () => sql.end({ timeout: 5 }),
    onLost,
    describeError: describeDriverError,
  };
}

/** All answers, or the first error, once nothing is on its way any more. */
async function allSettled<T>(answers: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(answers);
  return Promise.all(answers);
}

/** postgres.js refuses `undefined`. */
function nullable(value: unknown): unknown {
  return value ?? null;
}

function isResultList(result: ResultRows | readonly ResultRows[]): result is readonly ResultRows[] {
  return Array.isArray(result[0]);
}

function toResult(rows: ResultRows | undefined): SessionResult {
  return { rows: rows === undefined ? [] : [...rows], rowCount: rows?.count ?? null, command: rows?.command };
}

function decodeRow(row: readonly (Uint8Array | null)[]): ArrayRow {
  return row.map((value) => (value === null ? null : Buffer.from(value).toString("utf8")));
}
