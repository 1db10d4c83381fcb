import type { Driver } from "../driver.ts";
import { type NodeSqliteDatabase, nodeSqliteSession } from "./node-sqlite-session.ts";
import { isMemoryUrl, readSqliteUrl } from "./sqlite-options.ts";

type DatabaseClass = new (path: string, options: Readonly<Record<string, unknown>>) => NodeSqliteDatabase;

/** SQLite out of Node itself. Foreign keys start off and double-quoted strings are allowed, as in SQLite's own shell. */
export const nodeSqliteDriver: Driver = {
  driverName: "node:sqlite",
  opensFiles: true,
  sharing: (url) => (isMemoryUrl(url) ? "memory" : "separate"),
  connect: async ({ url, driverOptions }) => {
    const DatabaseSync = loadDatabaseClass();
    const settings = readSqliteUrl(url);
    const database = new DatabaseSync(settings.path, {
      readOnly: settings.readOnly,
      enableForeignKeyConstraints: false,
      enableDoubleQuotedStringLiterals: true,
      timeout: 0,
      ...driverOptions,
    });
    return nodeSqliteSession(database, {
      busyTimeoutMs: settings.busyTimeoutMs,
      close: () => database.close(),
    });
  },
};

/**
 * Node 22 warns when it first loads the module that it is experimental, which is no news to our users. Nothing else runs
 * while the process's function is another one: the module is not imported, for which one would have to wait.
 */
function loadDatabaseClass(): DatabaseClass {
  const original = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    if (/SQLite is an experimental feature/i.test(String(warning))) return;
    // The overloads of emitWarning cannot be spelled as one parameter list.
    Reflect.apply(original, process, [warning, ...rest]);
  };
  try {
    // Node's class has more overloads than are used here.
    return process.getBuiltinModule("node:sqlite").DatabaseSync as unknown as DatabaseClass;
  } finally {
    process.emitWarning = original;
  }
}
