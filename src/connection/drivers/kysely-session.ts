import { own } from "../../util/own.ts";
import type { ArrayRow } from "../connection.ts";
import { describeDriverError } from "../describe-error.ts";
import { type KyselyConnectionLike, type KyselyDialectLike, rawKyselyQuery } from "../kysely-shape.ts";
import type { DriverErrorInfo, DriverSession, SessionResult } from "../session.ts";
import { splitStatements } from "../split-statements.ts";
import {
  mssqlLexis,
  mysqlLexis,
  oracleLexis,
  postgresqlLexis,
  type SqlLexis,
  sqliteLexis,
  standardLexis,
} from "../sql-lexis.ts";
import {
  mssqlTransactions,
  mysqlTransactions,
  oracleTransactions,
  postgresqlTransactions,
  sqliteTransactions,
  type TransactionSql,
} from "../transaction-sql.ts";
import { describeMysqlError } from "./mysql-answers.ts";
import { postgresqlText } from "./postgresql-text.ts";
import { sqliteValue } from "./sqlite-values.ts";
import { statementByStatement } from "./statement-by-statement.ts";

/** What a session through Kysely has to know of a database. */
interface Family {
  readonly transactions: TransactionSql;
  readonly lexis: SqlLexis;
  readonly versionSql: string;
  readonly catalogValue: (value: unknown) => unknown;
  readonly bindable: (value: unknown) => unknown;
  readonly describeError: (error: unknown) => DriverErrorInfo;
}

const common = {
  lexis: standardLexis,
  catalogValue: same,
  bindable: same,
  describeError: describeDriverError,
};

const mysql: Family = {
  ...common,
  transactions: mysqlTransactions,
  lexis: mysqlLexis,
  versionSql: "SELECT VERSION()",
  describeError: describeMysqlError,
};

const families: Readonly<Record<string, Family>> = {
  postgresql: {
    ...common,
    transactions: postgresqlTransactions,
    lexis: postgresqlLexis,
    versionSql: "SHOW server_version",
    catalogValue: postgresqlText,
  },
  mysql,
  mariadb: mysql,
  sqlite: {
    ...common,
    transactions: sqliteTransactions,
    lexis: sqliteLexis,
    versionSql: "SELECT sqlite_version()",
    bindable: sqliteValue,
  },
  mssql: {
    ...common,
    transactions: mssqlTransactions,
    lexis: mssqlLexis,
    versionSql: "SELECT CAST(SERVERPROPERTY('ProductVersion') AS NVARCHAR(64))",
  },
  oracle: {
    ...common,
    transactions: oracleTransactions,
    lexis: oracleLexis,
    versionSql: "SELECT version FROM product_component_version",
  },
};

export interface KyselySessionOptions {
  readonly dialect: KyselyDialectLike;
  readonly dialectName: string;
  close(): Promise<void>;
}

/** A session on one connection of a Kysely driver. Kysely gives objects, so columns need distinct names. */
export function kyselySession(
  connection: KyselyConnectionLike,
  options: KyselySessionOptions,
): DriverSession {
  const family: Family = own(families, options.dialectName) ?? {
    ...common,
    transactions: postgresqlTransactions,
    versionSql: "SELECT version()",
  };
  const run = async (sql: string, parameters: readonly unknown[]): Promise<SessionResult> => {
    const result = await connection.executeQuery(rawKyselyQuery(sql, parameters.map(family.bindable)));
    // Kysely's rows are objects keyed by column name.
    const rows = result.rows as readonly Record<string, unknown>[];
    const affected = result.numAffectedRows;
    return {
      rows,
      rowCount: affected === undefined ? rows.length : Number(affected),
      command: commandOf(sql, rows),
    };
  };
  return {
    driverName: "kysely",
    transactions: family.transactions,
    lexis: family.lexis,
    runsScripts: false,
    kyselyDialect: options.dialect,
    execute: run,
    executeArrays: async (sql, parameters): Promise<readonly ArrayRow[]> =>
      (await run(sql, parameters)).rows.map((row) => Object.values(row).map(family.catalogValue)),
    executeScript: (sql) =>
      statementByStatement(splitStatements(sql, family.lexis), (statement) => run(statement, [])),
    executeMany: async (sql, rows) => {
      let affected = 0;
      for (const row of rows) affected += (await run(sql, row)).rowCount ?? 0;
      return affected;
    },
    serverVersionText: async () => String(Object.values((await run(family.versionSql, [])).rows[0] ?? {})[0]),
    inTransaction: () => null,
    cancel: async () => {},
    close: () => options.close(),
    onLost: () => {},
    describeError: family.describeError,
  };
}

/** Kysely's PostgreSQL driver answers COMMIT and ROLLBACK with a row that holds the server's command tag. */
function commandOf(sql: string, rows: readonly Record<string, unknown>[]): string | undefined {
  const command = rows[0]?.command;
  return /^\s*commit\b/i.test(sql) && typeof command === "string" ? command : undefined;
}

function same(value: unknown): unknown {
  return value;
}
