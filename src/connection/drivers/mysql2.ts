import { type ConnectTarget, type Driver, separateSessions } from "../driver.ts";
import { packageExport } from "../import-package.ts";
import { type MysqlSettings, readMysqlUrl } from "./mysql-options.ts";
import { type Mysql2Connection, mysql2Session } from "./mysql2-session.ts";
import { prepareSession } from "./prepare-session.ts";

interface OwnConnection extends Mysql2Connection {
  end(): Promise<void>;
}

type CreateConnection = (config: Readonly<Record<string, unknown>>) => Promise<OwnConnection>;

/** MySQL and MariaDB through the npm package `mysql2`. */
export const mysql2Driver: Driver = {
  driverName: "mysql2",
  sharing: separateSessions,
  connect: async (target) => {
    const module = await target.importPackage("mysql2/promise", "mysql2");
    // The function is what the package's documentation says.
    const create = packageExport(module, "createConnection") as CreateConnection;
    const settings = readMysqlUrl(target);
    const open = (): Promise<OwnConnection> => create(connectionConfig(settings, target));
    const connection = await open();
    await prepareSession(connection, async () => {
      for (const command of settings.initCommands) await connection.query(command);
    });
    return mysql2Session(connection, {
      runsScripts: true,
      close: () => connection.end(),
      cancel: async (threadId) => {
        const other = await open();
        try {
          await other.query(`KILL QUERY ${threadId}`);
        } finally {
          await other.end();
        }
      },
    });
  },
};

function connectionConfig(settings: MysqlSettings, target: ConnectTarget): Readonly<Record<string, unknown>> {
  const place =
    settings.socketPath === undefined
      ? { host: settings.host, port: settings.port }
      : { socketPath: settings.socketPath };
  return {
    ...place,
    ...(settings.user === undefined ? {} : { user: settings.user }),
    ...(settings.password === undefined ? {} : { password: settings.password }),
    ...(settings.database === undefined ? {} : { database: settings.database }),
    ...(settings.charset === undefined ? {} : { charset: settings.charset }),
    ...(settings.tls === false ? {} : { ssl: settings.tls }),
    connectTimeout: settings.connectTimeoutMs,
    connectAttributes: { program_name: target.applicationName },
    multipleStatements: true,
    supportBigNumbers: true,
    bigNumberStrings: false,
    // An UPDATE counts the rows it found, as SQLAlchemy's drivers count, not only those it changed. mysql2's own flag
    // IGNORE_SPACE would take the name in `CREATE TABLE position (…)` for a function.
    flags: ["FOUND_ROWS", "-IGNORE_SPACE"],
    enableKeepAlive: true,
    ...target.driverOptions,
  };
}
