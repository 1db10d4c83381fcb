import { CommandError } from "../errors/index.ts";
import { own } from "../util/own.ts";
import type { Driver } from "./driver.ts";
import type { DatabaseUrl } from "./url.ts";

type LoadDriver = () => Promise<Driver>;

interface DialectDrivers {
  readonly defaultDriver: string;
  readonly drivers: Readonly<Record<string, LoadDriver>>;
  /** Names of other languages' drivers in URLs that are shared with their programs: they mean the default. */
  readonly foreign: readonly string[];
}

const pg: LoadDriver = async () => (await import("./drivers/pg.ts")).pgDriver;
const pglite: LoadDriver = async () => (await import("./drivers/pglite.ts")).pgliteDriver;
const postgresjs: LoadDriver = async () => (await import("./drivers/postgresjs.ts")).postgresjsDriver;
const mysql2: LoadDriver = async () => (await import("./drivers/mysql2.ts")).mysql2Driver;
const mariadb: LoadDriver = async () => (await import("./drivers/mariadb.ts")).mariadbDriver;
const nodeSqlite: LoadDriver = async () => (await import("./drivers/node-sqlite.ts")).nodeSqliteDriver;
const betterSqlite3: LoadDriver = async () =>
  (await import("./drivers/better-sqlite3.ts")).betterSqlite3Driver;
const libsql: LoadDriver = async () => (await import("./drivers/better-sqlite3.ts")).libsqlDriver;
const tedious: LoadDriver = async () => (await import("./drivers/tedious.ts")).tediousDriver;
const oracledb: LoadDriver = async () => (await import("./drivers/oracledb.ts")).oracledbDriver;

const mysqlFamily: DialectDrivers = {
  defaultDriver: "mysql2",
  drivers: { mysql2, mariadb },
  foreign: [
    "pymysql",
    "mysqldb",
    "mysqlconnector",
    "asyncmy",
    "aiomysql",
    "cymysql",
    "pyodbc",
    "mariadbconnector",
  ],
};

/** One line per dialect that has drivers. */
const dialects: Readonly<Record<string, DialectDrivers>> = {
  postgresql: {
    defaultDriver: "pg",
    drivers: { pg, pglite, postgresjs, postgres: postgresjs },
    foreign: ["psycopg2", "psycopg", "psycopg_async", "psycopg2cffi", "asyncpg", "pg8000"],
  },
  mysql: mysqlFamily,
  mariadb: mysqlFamily,
  sqlite: {
    defaultDriver: "node-sqlite",
    drivers: { "node-sqlite": nodeSqlite, "better-sqlite3": betterSqlite3, libsql },
    foreign: ["pysqlite", "aiosqlite", "pysqlite_numeric"],
  },
  mssql: { defaultDriver: "tedious", drivers: { tedious }, foreign: ["pyodbc", "pymssql", "aioodbc"] },
  oracle: { defaultDriver: "oracledb", drivers: { oracledb }, foreign: ["cx_oracle", "oracledb_async"] },
};

/**
 * The driver that a URL asks for, loaded.
 *
 * @throws CommandError code `URL` for a dialect or driver that is not known.
 */
export async function loadDriver(url: DatabaseUrl): Promise<Driver> {
  const dialect = own(dialects, url.dialectName);
  if (dialect === undefined) {
    throw unknownName("dialect", url.dialectName, Object.keys(dialects));
  }
  const asked = url.driverName ?? dialect.defaultDriver;
  const name = dialect.foreign.includes(asked) ? dialect.defaultDriver : asked;
  const load = own(dialect.drivers, name);
  if (load === undefined) {
    throw unknownName(`driver of dialect '${url.dialectName}'`, asked, Object.keys(dialect.drivers));
  }
  return load();
}

function unknownName(what: string, name: string, known: readonly string[]): CommandError {
  const kind = what.split(" ")[0] ?? what;
  return new CommandError(`Unknown ${what} in the database URL: '${name}'.`, {
    code: "URL",
    hint: `Use one of: ${known.join(", ")}.`,
    details: { [kind]: name, known },
  });
}
