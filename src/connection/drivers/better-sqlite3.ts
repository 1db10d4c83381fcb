import type { Driver } from "../driver.ts";
import { packageExport } from "../import-package.ts";
import { type BetterSqliteDatabase, betterSqliteSession } from "./better-sqlite3-session.ts";
import { isMemoryUrl, readSqliteUrl } from "./sqlite-options.ts";

type DatabaseClass = new (path: string, options: Readonly<Record<string, unknown>>) => BetterSqliteDatabase;

/** SQLite through the npm package `better-sqlite3`. */
export const betterSqlite3Driver: Driver = sqlitePackageDriver("better-sqlite3");

/** SQLite files and libSQL servers through the npm package `libsql`, which has better-sqlite3's interface. */
export const libsqlDriver: Driver = sqlitePackageDriver("libsql");

function sqlitePackageDriver(packageName: string): Driver {
  return {
    driverName: packageName,
    opensFiles: true,
    sharing: (url) => (url.host === null && isMemoryUrl(url) ? "memory" : "separate"),
    connect: async ({ url, driverOptions, importPackage }) => {
      const module = await importPackage(packageName, packageName);
      // The class is what the package's documentation says.
      const Database = packageExport(module, "default") as DatabaseClass;
      if (url.host !== null) {
        const remote = `libsql://${url.host}${url.port === null ? "" : `:${url.port}`}`;
        const token = url.query.authToken?.[0] ?? url.password ?? undefined;
        return open(new Database(remote, { authToken: token, ...driverOptions }), 0);
      }
      const settings = readSqliteUrl(url);
      const database = new Database(settings.path, {
        readonly: settings.readOnly,
        timeout: 0,
        ...driverOptions,
      });
      database.exec("PRAGMA foreign_keys = OFF");
      return open(database, settings.busyTimeoutMs);
    },
  };

  function open(
    database: BetterSqliteDatabase,
    busyTimeoutMs: number,
  ): ReturnType<typeof betterSqliteSession> {
    return betterSqliteSession(database, {
      driverName: packageName,
      busyTimeoutMs,
      close: () => {
        database.close();
      },
    });
  }
}
