import type { ArrayRow } from "../connection.ts";
import { describeDriverError } from "../describe-error.ts";
import { type Driver, separateSessions } from "../driver.ts";
import { packageExport } from "../import-package.ts";
import type { DriverSession, SessionResult } from "../session.ts";
import { postgresqlLexis } from "../sql-lexis.ts";
import { postgresqlTransactions } from "../transaction-sql.ts";
import { readPostgresqlUrl, safetySettingsSql, sessionSettingsSql } from "./pg-options.ts";

interface ResultRows extends ReadonlyArray<Record<string, unknown>> {
  readonly command?: string;
  readonly count?: number | null;
}

interface PendingRows extends PromiseLike<ResultRows> {
  raw(): PromiseLike<readonly (readonly (Uint8Array | null)[])[]>;
  simple(): PromiseLike<ResultRows | readonly ResultRows[]>;
  cancel(): void;
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
    await sql.unsafe(safetySettingsSql);
    const own = sessionSettingsSql(settings);
    if (own !== "") await sql.unsafe(own);
    return postgresjsSession(sql, (callback) => {
      lost = callback;
    });
  },
};

function postgresjsSession(sql: Sql, onLost: DriverSession["onLost"]): DriverSession {
  let running: PendingRows | null = null;
  const run = async (text: string, parameters: readonly unknown[]): Promise<SessionResult> => {
    running = sql.unsafe(text, parameters.map(nullable));
    return toResult(await running);
  };
  return {
    driverName: "postgresjs",
    transactions: postgresqlTransactions,
    lexis: postgresqlLexis,
    runsScripts: true,
    execute: run,
    executeArrays: async (text, parameters) =>
      (await sql.unsafe(text, parameters.map(nullable)).raw()).map(decodeRow),
    executeScript: async (text) => {
      running = sql.unsafe(text);
      const result = await running.simple();
      return toResult(isResultList(result) ? result.at(-1) : result);
    },
    executeMany: async (text, rows) => {
      const results = await Promise.all(rows.map((row) => run(text, row)));
      return results.reduce((sum, result) => sum + (result.rowCount ?? 0), 0);
    },
    serverVersionText: async () => String((await sql.unsafe("SHOW server_version"))[0]?.server_version),
    inTransaction: () => null,
    cancel: async () => running?.cancel(),
    close: () => sql.end({ timeout: 5 }),
    onLost,
    describeError: describeDriverError,
  };
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
