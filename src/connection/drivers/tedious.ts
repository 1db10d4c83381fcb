import type { ArrayRow } from "../connection.ts";
import { describeDriverError } from "../describe-error.ts";
import { type ConnectTarget, type Driver, separateSessions } from "../driver.ts";
import { packageExport } from "../import-package.ts";
import type { DriverSession, SessionResult } from "../session.ts";
import { mssqlLexis } from "../sql-lexis.ts";
import { mssqlTransactions } from "../transaction-sql.ts";
import { ignore, type OptionTable, readBoolean, readNumber, readOptions } from "../url-options.ts";

interface TediousColumn {
  readonly metadata: { readonly colName: string };
  readonly value: unknown;
}

interface TediousRequest {
  addParameter(name: string, type: unknown, value: unknown): void;
  on(event: "row", listener: (columns: readonly TediousColumn[]) => void): void;
}

interface TediousConnection {
  connect(callback: (error?: Error) => void): void;
  execSql(request: TediousRequest): void;
  execSqlBatch(request: TediousRequest): void;
  cancel(): boolean;
  close(): void;
  on(event: "error" | "end", listener: (error?: unknown) => void): void;
}

interface Tedious {
  readonly Connection: new (config: unknown) => TediousConnection;
  readonly Request: new (
    sql: string,
    done: (error: Error | null, rowCount?: number) => void,
  ) => TediousRequest;
  readonly TYPES: Readonly<Record<string, unknown>>;
}

interface Draft {
  encrypt: boolean;
  trustServerCertificate: boolean;
  connectTimeout: number;
}

const options: OptionTable<Draft> = {
  encrypt: (draft, value, name) => {
    draft.encrypt = readBoolean(value, name);
  },
  trustServerCertificate: (draft, value, name) => {
    draft.trustServerCertificate = readBoolean(value, name);
  },
  TrustServerCertificate: (draft, value, name) => {
    draft.trustServerCertificate = readBoolean(value, name);
  },
  timeout: (draft, value, name) => {
    draft.connectTimeout = readNumber(value, name) * 1000;
  },
  driver: ignore,
};

const defaultPort = 1433;
const defaultConnectTimeoutMs = 30_000;

/** Microsoft SQL Server through the npm package `tedious`; placeholders are `@1`, `@2`, … */
export const tediousDriver: Driver = {
  driverName: "tedious",
  sharing: separateSessions,
  connect: async (target) => {
    const module = await target.importPackage("tedious", "tedious");
    const tedious: Tedious = {
      // The three exports are what the package's documentation says.
      Connection: packageExport(module, "Connection") as Tedious["Connection"],
      Request: packageExport(module, "Request") as Tedious["Request"],
      TYPES: packageExport(module, "TYPES") as Tedious["TYPES"],
    };
    const connection = new tedious.Connection(connectionConfig(target));
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    return tediousSession(connection, tedious);
  },
};

function connectionConfig({ url, driverOptions, applicationName }: ConnectTarget): unknown {
  const draft = readOptions<Draft>(url, options, {
    encrypt: true,
    trustServerCertificate: false,
    connectTimeout: defaultConnectTimeoutMs,
  });
  return {
    server: url.host ?? "localhost",
    authentication: { type: "default", options: { userName: url.username, password: url.password } },
    options: {
      ...draft,
      port: url.port ?? defaultPort,
      database: url.database ?? undefined,
      appName: applicationName,
      requestTimeout: 0,
      ...driverOptions,
    },
  };
}

function tediousSession(connection: TediousConnection, tedious: Tedious): DriverSession {
  const run = (sql: string, parameters: readonly unknown[], asBatch: boolean): Promise<ReadRows> =>
    new Promise((resolve, reject) => {
      const names: string[] = [];
      const rows: unknown[][] = [];
      const request = new tedious.Request(sql, (error, rowCount) =>
        error ? reject(error) : resolve({ names, rows, rowCount: rowCount ?? null }),
      );
      request.on("row", (columns) => {
        if (rows.length === 0) names.push(...columns.map((column) => column.metadata.colName));
        rows.push(columns.map((column) => column.value));
      });
      parameters.forEach((value, index) => {
        request.addParameter(String(index + 1), parameterType(tedious.TYPES, value), value);
      });
      if (asBatch) connection.execSqlBatch(request);
      else connection.execSql(request);
    });
  return {
    driverName: "tedious",
    transactions: mssqlTransactions,
    lexis: mssqlLexis,
    runsScripts: true,
    execute: async (sql, parameters) => toResult(await run(sql, parameters, parameters.length === 0)),
    executeArrays: async (sql, parameters) => (await run(sql, parameters, false)).rows as readonly ArrayRow[],
    executeScript: async (sql) => toResult(await run(sql, [], true)),
    executeMany: async (sql, rows) => {
      let affected = 0;
      for (const row of rows) affected += (await run(sql, row, false)).rowCount ?? 0;
      return affected;
    },
    serverVersionText: async () =>
      String(
        (await run("SELECT CAST(SERVERPROPERTY('ProductVersion') AS NVARCHAR(64))", [], false)).rows[0]?.[0],
      ),
    inTransaction: () => null,
    cancel: async () => {
      connection.cancel();
    },
    close: async () => connection.close(),
    onLost: (callback) => {
      connection.on("error", callback);
      connection.on("end", () => callback(new Error("Connection terminated unexpectedly")));
    },
    describeError: describeDriverError,
  };
}

interface ReadRows {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly rowCount: number | null;
}

function toResult({ names, rows, rowCount }: ReadRows): SessionResult {
  const objects = rows.map((row) =>
    Object.fromEntries(row.map((value, index) => [names[index] ?? "", value])),
  );
  return { rows: objects, rowCount };
}

function parameterType(types: Tedious["TYPES"], value: unknown): unknown {
  if (typeof value === "number") return Number.isInteger(value) ? types.Int : types.Float;
  if (typeof value === "bigint") return types.BigInt;
  if (typeof value === "boolean") return types.Bit;
  if (value instanceof Date) return types.DateTime2;
  if (value instanceof Uint8Array) return types.VarBinary;
  return types.NVarChar;
}
