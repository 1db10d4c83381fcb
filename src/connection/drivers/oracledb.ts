import type { ArrayRow } from "../connection.ts";
import { describeDriverError } from "../describe-error.ts";
import { type Driver, separateSessions } from "../driver.ts";
import { packageExport } from "../import-package.ts";
import type { DriverSession, SessionResult } from "../session.ts";
import { oracleLexis } from "../sql-lexis.ts";
import { oracleTransactions } from "../transaction-sql.ts";
import { type OptionTable, readOptions } from "../url-options.ts";

interface OracleResult {
  readonly rows?: readonly unknown[];
  readonly rowsAffected?: number;
}

interface OracleConnection {
  readonly oracleServerVersionString: string;
  execute(sql: string, parameters: readonly unknown[], options?: unknown): Promise<OracleResult>;
  executeMany(sql: string, rows: readonly ArrayRow[]): Promise<OracleResult>;
  break(): Promise<void>;
  close(): Promise<void>;
}

type GetConnection = (config: unknown) => Promise<OracleConnection>;

interface Draft {
  serviceName: string | undefined;
}

const options: OptionTable<Draft> = {
  service_name: (draft, value) => {
    draft.serviceName = value;
  },
};

const asArrays = 4001;
const asObjects = 4002;

/** Oracle through the npm package `oracledb`; placeholders are `:1`, `:2`, … */
export const oracledbDriver: Driver = {
  driverName: "oracledb",
  sharing: separateSessions,
  connect: async ({ url, driverOptions, importPackage }) => {
    const module = await importPackage("oracledb", "oracledb");
    // The function is what the package's documentation says.
    const getConnection = packageExport(module, "getConnection") as GetConnection;
    const { serviceName } = readOptions<Draft>(url, options, { serviceName: url.database ?? undefined });
    const host = `${url.host ?? "localhost"}:${url.port ?? 1521}`;
    const connection = await getConnection({
      user: url.username,
      password: url.password,
      connectString: serviceName === undefined ? host : `${host}/${serviceName}`,
      ...driverOptions,
    });
    return oracleSession(connection);
  },
};

function oracleSession(connection: OracleConnection): DriverSession {
  const run = async (sql: string, parameters: readonly unknown[]): Promise<SessionResult> => {
    const result = await connection.execute(sql, parameters, { outFormat: asObjects });
    // In this format the rows are objects.
    const rows = (result.rows ?? []) as readonly Record<string, unknown>[];
    return { rows, rowCount: result.rowsAffected ?? rows.length };
  };
  return {
    driverName: "oracledb",
    transactions: oracleTransactions,
    lexis: oracleLexis,
    runsScripts: false,
    execute: run,
    executeArrays: async (sql, parameters) =>
      ((await connection.execute(sql, parameters, { outFormat: asArrays })).rows ??
        []) as readonly ArrayRow[],
    executeScript: (sql) => run(sql, []),
    executeMany: async (sql, rows) => (await connection.executeMany(sql, rows)).rowsAffected ?? 0,
    serverVersionText: async () => connection.oracleServerVersionString,
    inTransaction: () => null,
    cancel: () => connection.break(),
    close: () => connection.close(),
    onLost: () => {},
    describeError: describeDriverError,
  };
}
