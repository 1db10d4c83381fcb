import type { ArrayRow } from "../connection.ts";
import { type Driver, separateSessions } from "../driver.ts";
import { packageExport } from "../import-package.ts";
import type { DriverSession, SessionResult } from "../session.ts";
import { mysqlLexis } from "../sql-lexis.ts";
import { mysqlTransactions } from "../transaction-sql.ts";
import { describeMysqlError, mysqlResult } from "./mysql-answers.ts";
import { readMysqlUrl } from "./mysql-options.ts";
import { prepareSession } from "./prepare-session.ts";

interface MariadbConnection {
  readonly threadId: number | null;
  query(query: unknown, values?: readonly unknown[]): Promise<unknown>;
  execute(sql: string, values?: readonly unknown[]): Promise<unknown>;
  batch(sql: string, rows: readonly ArrayRow[]): Promise<unknown>;
  end(): Promise<void>;
  on(event: "error" | "end", listener: (error?: unknown) => void): unknown;
}

type CreateConnection = (config: Readonly<Record<string, unknown>>) => Promise<MariadbConnection>;

/** The driver's handshake asks for IGNORE_SPACE, which takes the name in `CREATE TABLE position (…)` for a function. */
const keepSpaces =
  "SET SESSION sql_mode = IF(FIND_IN_SET('IGNORE_SPACE', @@GLOBAL.sql_mode), @@sql_mode, REPLACE(@@sql_mode, 'IGNORE_SPACE', ''))";

/** MySQL and MariaDB through the npm package `mariadb`. */
export const mariadbDriver: Driver = {
  driverName: "mariadb",
  sharing: separateSessions,
  connect: async (target) => {
    const module = await target.importPackage("mariadb", "mariadb");
    // The function is what the package's documentation says.
    const create = packageExport(module, "createConnection") as CreateConnection;
    const { tls, socketPath, connectTimeoutMs, initCommands, host, port, ...login } = readMysqlUrl(target);
    const open = (): Promise<MariadbConnection> =>
      create({
        ...login,
        ...(socketPath === undefined ? { host, port } : { socketPath }),
        ssl: tls,
        connectTimeout: connectTimeoutMs,
        connectAttributes: { program_name: target.applicationName },
        multipleStatements: true,
        keepAliveDelay: 10_000,
        ...target.driverOptions,
      });
    const connection = await open();
    await prepareSession(connection, async () => {
      await connection.query(keepSpaces);
      for (const command of initCommands) await connection.query(command);
    });
    return mariadbSession(connection, open);
  },
};

function mariadbSession(
  connection: MariadbConnection,
  open: () => Promise<MariadbConnection>,
): DriverSession {
  let lost: (error: unknown) => void = () => {};
  connection.on("error", (error) => lost(error));
  connection.on("end", () => lost(new Error("Connection terminated unexpectedly")));
  return {
    driverName: "mariadb",
    transactions: mysqlTransactions,
    lexis: mysqlLexis,
    runsScripts: true,
    execute: async (sql, parameters) =>
      mysqlResult(
        await (parameters.length === 0 ? connection.query(sql) : connection.execute(sql, parameters)),
      ),
    // With rowsAsArray the rows are arrays.
    executeArrays: async (sql, parameters) =>
      (await connection.query({ sql, rowsAsArray: true }, parameters)) as readonly ArrayRow[],
    executeScript: async (sql) => scriptResult(await connection.query(sql)),
    executeMany: async (sql, rows) => mysqlResult(await connection.batch(sql, rows)).rowCount ?? 0,
    serverVersionText: async () =>
      String(mysqlResult(await connection.query("SELECT VERSION() AS v")).rows[0]?.v),
    inTransaction: () => null,
    cancel: async () => {
      const other = await open();
      await other.query(`KILL QUERY ${connection.threadId}`).finally(() => other.end());
    },
    close: () => connection.end(),
    onLost: (callback) => {
      lost = callback;
    },
    describeError: describeMysqlError,
  };
}

/** Several statements give an array whose entries are themselves results: arrays of rows, or counts. */
function scriptResult(result: unknown): SessionResult {
  if (!Array.isArray(result) || Reflect.get(result, "meta") !== undefined) return mysqlResult(result);
  return { ...mysqlResult(result.at(-1)), results: result.map(mysqlResult) };
}
