import type { ArrayRow } from "../connection.ts";
import { describeDriverError } from "../describe-error.ts";
import type { DriverSession, SessionResult } from "../session.ts";
import { postgresqlLexis } from "../sql-lexis.ts";
import { postgresqlTransactions } from "../transaction-sql.ts";
import { PgBatch } from "./pg-batch.ts";

/** A result of `pg`; several statements in one text give several. */
export interface PgResult {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: readonly Record<string, unknown>[];
}

/** The part of `pg.Client` (and of a client out of a `pg.Pool`) that is used. */
export interface PgClient {
  readonly processID?: number | null;
  query(query: unknown, values?: readonly unknown[]): Promise<PgResult | readonly PgResult[]>;
  on(event: "error" | "end", listener: (error?: unknown) => void): unknown;
  off(event: "error" | "end", listener: (error?: unknown) => void): unknown;
  getTransactionStatus?(): string | null;
}

/** What differs between our own client and the user's. */
export interface PgSessionOptions {
  /** Finds `prepareValue` of pg's utilities; `null` where they cannot be had. */
  prepareValue(): Promise<((value: unknown) => unknown) | null>;
  close(): Promise<void>;
  /** Ends the running statement through another session. */
  cancel(processId: number): Promise<void>;
}

const asText = { getTypeParser: () => (value: unknown) => value };
const rowsPerBatch = 1000;

/** A session on an open `pg` client. Values come as `pg` parses them: bigint and numeric as text, dates as `Date`. */
export function pgSession(client: PgClient, options: PgSessionOptions): DriverSession {
  let closing = false;
  let lost: (error: unknown) => void = () => {};
  const onError = (error: unknown): void => lost(error);
  const onEnd = (): void => {
    if (!closing) lost(new Error("Connection terminated unexpectedly"));
  };
  client.on("error", onError);
  client.on("end", onEnd);
  return {
    driverName: "pg",
    transactions: postgresqlTransactions,
    lexis: postgresqlLexis,
    runsScripts: true,
    execute: async (sql, parameters) =>
      lastResult(await (parameters.length === 0 ? client.query(sql) : client.query(sql, parameters))),
    executeArrays: async (sql, parameters) => {
      const query = { text: sql, values: parameters, rowMode: "array", types: asText };
      const result = await client.query(query);
      // With rowMode "array" pg gives arrays where its type says objects.
      return (Array.isArray(result) ? result : [result]).at(-1)?.rows as unknown as readonly ArrayRow[];
    },
    executeScript: async (sql) => lastResult(await client.query(sql)),
    executeMany: async (sql, rows) => executeMany(client, sql, rows, await options.prepareValue()),
    serverVersionText: async () =>
      String(lastResult(await client.query("SHOW server_version")).rows[0]?.server_version),
    inTransaction: () => transactionState(client),
    cancel: async () => {
      if (client.processID) await options.cancel(client.processID);
    },
    close: async () => {
      closing = true;
      try {
        await options.close();
      } finally {
        client.off("end", onEnd);
        client.off("error", onError);
      }
    },
    onLost: (callback) => {
      lost = callback;
    },
    describeError: describeDriverError,
  };
}

function transactionState(client: PgClient): boolean | null {
  const status = client.getTransactionStatus?.() ?? null;
  return status === null ? null : status !== "I";
}

function lastResult(result: PgResult | readonly PgResult[]): SessionResult {
  const last = isResultList(result) ? result.at(-1) : result;
  return { rows: last?.rows ?? [], rowCount: last?.rowCount ?? null, command: last?.command };
}

function isResultList(result: PgResult | readonly PgResult[]): result is readonly PgResult[] {
  return Array.isArray(result);
}

async function executeMany(
  client: PgClient,
  sql: string,
  rows: readonly ArrayRow[],
  prepareValue: Awaited<ReturnType<PgSessionOptions["prepareValue"]>>,
): Promise<number> {
  let affected = 0;
  for (let start = 0; start < rows.length; start += rowsPerBatch) {
    const chunk = rows.slice(start, start + rowsPerBatch);
    if (prepareValue !== null) {
      const batch = new PgBatch(sql, chunk, prepareValue);
      void client.query(batch);
      affected += await batch.done;
    } else {
      for (const row of chunk) affected += lastResult(await client.query(sql, row)).rowCount ?? 0;
    }
  }
  return affected;
}
