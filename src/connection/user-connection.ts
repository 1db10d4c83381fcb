import { AlembicError } from "../errors/index.ts";
import { forgetRejected } from "../util/forget-rejected.ts";
import { type Connection, isConnection } from "./connection.ts";
import { createConnection, type Echo } from "./create-connection.ts";
import { packageImporter } from "./import-package.ts";
import {
  isKyselyDialect,
  type KyselyDialectLike,
  type KyselyDriverLike,
  kyselyDialectName,
} from "./kysely-shape.ts";
import type { DriverSession } from "./session.ts";

/** An object that speaks with a database and belongs to the user: recognised by what it can do. */
export interface UserObject {
  readonly dialectName: string;
  open(): Promise<DriverSession>;
  /** Ends what was made to open sessions; there is none where the object itself opens them. */
  readonly dispose?: () => Promise<void>;
}

type Shape = (value: Readonly<Record<string, unknown>>, dialectName: string | undefined) => UserObject | null;

/** One line per kind of object that is accepted, the most telling ones first. */
const shapes: readonly Shape[] = [
  kyselyDialect,
  pgPool,
  pgClient,
  mysqlPool,
  mysqlConnection,
  pglite,
  nodeSqlite,
  betterSqlite,
];

/** Options for a connection on the user's own object. */
export interface UserConnectionOptions {
  /** The dialect's name where the object does not tell it (a MariaDB server, a third party's database). */
  readonly dialectName?: string | undefined;
  readonly echo?: boolean | Echo | undefined;
}

/**
 * A {@link Connection} on an object of the user's: a `pg` Pool or Client, a `mysql2/promise` pool or connection,
 * `DatabaseSync`, PGlite, a better-sqlite3 database, or a Kysely dialect. Closing it hands a pooled client back and
 * leaves everything else open. A {@link Connection} is returned as it is.
 *
 * @throws AlembicError code `CONNECTION` for anything else.
 */
export async function connectionFrom(
  value: unknown,
  options: UserConnectionOptions = {},
): Promise<Connection> {
  return isConnection(value) ? value : openConnection(recognise(value, options.dialectName), options.echo);
}

/** Opens a connection on an object that was recognised. */
export async function openConnection(object: UserObject, echo?: boolean | Echo): Promise<Connection> {
  const session = await object.open();
  return createConnection(session, {
    dialectName: object.dialectName,
    isOwned: false,
    place: { label: `the given ${session.driverName} connection`, secrets: [], ordinary: [] },
    echo,
  });
}

/** Tells by its shape what an object is. Throws AlembicError (code CONNECTION) for what is no database connection. */
export function recognise(value: unknown, dialectName?: string): UserObject {
  if (typeof value === "object" && value !== null) {
    for (const shape of shapes) {
      // An object of an unknown class, looked at by its properties only.
      const found = shape(value as Readonly<Record<string, unknown>>, dialectName);
      if (found !== null) return found;
    }
  }
  throw new AlembicError(`This is no database connection that can be used: ${describe(value)}.`, {
    code: "CONNECTION",
    hint: "Pass a URL, a pg Pool or Client, a mysql2/promise pool or connection, a DatabaseSync, a PGlite or better-sqlite3 database, or { dialect: <a Kysely dialect> }.",
  });
}

function describe(value: unknown): string {
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  return `an object of class ${value.constructor?.name ?? "Object"}`;
}

function has(value: Readonly<Record<string, unknown>>, ...methods: readonly string[]): boolean {
  return methods.every((method) => typeof value[method] === "function");
}

function kyselyDialect(
  value: Readonly<Record<string, unknown>>,
  dialectName: string | undefined,
): UserObject | null {
  const dialect: unknown = isKyselyDialect(value) ? value : value.dialect;
  if (!isKyselyDialect(dialect)) return null;
  const name = dialectName ?? kyselyDialectName(dialect);
  // A driver may be a pool: all connections come from one.
  let driver: Promise<KyselyDriverLike> | null = null;
  const forget = (): void => {
    driver = null;
  };
  return {
    dialectName: name,
    open: async () => {
      driver ??= forgetRejected(startDriver(dialect), forget);
      return openKysely(await driver, dialect, name);
    },
    dispose: async () => {
      const ending = driver;
      forget();
      await (await ending)?.destroy();
    },
  };
}

async function startDriver(dialect: KyselyDialectLike): Promise<KyselyDriverLike> {
  const driver = dialect.createDriver();
  await driver.init();
  return driver;
}

async function openKysely(
  driver: KyselyDriverLike,
  dialect: KyselyDialectLike,
  dialectName: string,
): Promise<DriverSession> {
  const { kyselySession } = await import("./drivers/kysely-session.ts");
  const connection = await driver.acquireConnection();
  return kyselySession(connection, {
    dialect,
    dialectName,
    close: () => driver.releaseConnection(connection),
  });
}

function pgPool(value: Readonly<Record<string, unknown>>, dialectName = "postgresql"): UserObject | null {
  if (!has(value, "connect", "query", "end") || typeof value.totalCount !== "number") return null;
  // The properties just seen are those of pg.Pool.
  const pool = value as unknown as {
    connect(): Promise<PooledPgClient>;
    query(sql: string, values: readonly unknown[]): Promise<unknown>;
  };
  return {
    dialectName,
    open: async () => {
      const { pgSession } = await import("./drivers/pg-session.ts");
      const { pgPrepareValue } = await import("./drivers/pg.ts");
      const client = await pool.connect();
      return pgSession(client, {
        prepareValue: () => pgPrepareValue(packageImporter()),
        close: async () => client.release(),
        cancel: async (processId) => {
          await pool.query("SELECT pg_cancel_backend($1)", [processId]);
        },
      });
    },
  };
}

type PgClientLike = import("./drivers/pg-session.ts").PgClient;

interface PooledPgClient extends PgClientLike {
  release(): void;
}

function pgClient(value: Readonly<Record<string, unknown>>, dialectName = "postgresql"): UserObject | null {
  if (!has(value, "connect", "query", "end", "escapeIdentifier")) return null;
  // The properties just seen are those of pg.Client.
  const client = value as unknown as PgClientLike;
  return {
    dialectName,
    open: async () => {
      // Its queries would wait for ever.
      if (value._connected === false && value._connecting === false) throw notConnected();
      const { pgSession } = await import("./drivers/pg-session.ts");
      const { pgPrepareValue } = await import("./drivers/pg.ts");
      return pgSession(client, {
        prepareValue: () => pgPrepareValue(packageImporter()),
        close: async () => {},
        cancel: async () => {},
      });
    },
  };
}

function notConnected(): AlembicError {
  return new AlembicError("The given pg Client is not connected.", {
    code: "CONNECTION",
    hint: "Await client.connect() first, and client.end() when all is done; or pass the URL.",
  });
}

type Mysql2Like = import("./drivers/mysql2-session.ts").Mysql2Connection;

interface Mysql2PooledConnection extends Mysql2Like {
  release(): void;
}

function mysqlPool(value: Readonly<Record<string, unknown>>, dialectName = "mysql"): UserObject | null {
  const pool = promiseFace(value);
  if (!has(pool, "getConnection", "query", "end")) return null;
  // The properties just seen are those of a promise pool of mysql2.
  const typed = pool as unknown as {
    getConnection(): Promise<Mysql2PooledConnection>;
    query(sql: string): Promise<unknown>;
  };
  return {
    dialectName,
    open: async () => {
      const { mysql2Session } = await import("./drivers/mysql2-session.ts");
      const connection = await typed.getConnection();
      return mysql2Session(connection, {
        runsScripts: allowsScripts(connection),
        close: async () => connection.release(),
        cancel: async (threadId) => {
          await typed.query(`KILL QUERY ${threadId}`);
        },
      });
    },
  };
}

function mysqlConnection(value: Readonly<Record<string, unknown>>, dialectName = "mysql"): UserObject | null {
  const connection = promiseFace(value);
  if (!has(connection, "query", "execute", "beginTransaction", "end")) return null;
  // The properties just seen are those of a promise connection of mysql2.
  const typed = connection as unknown as Mysql2Like;
  return {
    dialectName,
    open: async () => {
      const { mysql2Session } = await import("./drivers/mysql2-session.ts");
      return mysql2Session(typed, {
        runsScripts: allowsScripts(typed),
        close: async () => {},
        cancel: async () => {},
      });
    },
  };
}

/** mysql2's callback objects have a method `promise()` that gives the promise face. */
function promiseFace(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!has(value, "promise", "query")) return value;
  const face: unknown = Reflect.apply(value.promise as () => unknown, value, []);
  return typeof face === "object" && face !== null ? (face as Readonly<Record<string, unknown>>) : value;
}

function allowsScripts(connection: unknown): boolean {
  const inner: unknown = Reflect.get(connection as object, "connection") ?? connection;
  const config: unknown = Reflect.get(inner as object, "config");
  return typeof config === "object" && config !== null && Reflect.get(config, "multipleStatements") === true;
}

function pglite(value: Readonly<Record<string, unknown>>, dialectName = "postgresql"): UserObject | null {
  if (!has(value, "query", "exec", "close") || !("waitReady" in value)) return null;
  // The properties just seen are those of PGlite.
  const database = value as unknown as import("./drivers/pglite-session.ts").Pglite;
  return {
    dialectName,
    open: async () => {
      const { pgliteSession } = await import("./drivers/pglite-session.ts");
      await database.waitReady;
      return pgliteSession(database, async () => {});
    },
  };
}

const busyTimeoutMs = 5000;

function nodeSqlite(value: Readonly<Record<string, unknown>>, dialectName = "sqlite"): UserObject | null {
  if (!has(value, "prepare", "exec", "close") || has(value, "pragma")) return null;
  // The properties just seen are those of DatabaseSync.
  const database = value as unknown as import("./drivers/node-sqlite-session.ts").NodeSqliteDatabase;
  return {
    dialectName,
    open: async () => {
      const { nodeSqliteSession } = await import("./drivers/node-sqlite-session.ts");
      return nodeSqliteSession(database, { busyTimeoutMs, close: () => {} });
    },
  };
}

function betterSqlite(value: Readonly<Record<string, unknown>>, dialectName = "sqlite"): UserObject | null {
  if (!has(value, "prepare", "exec", "pragma", "transaction")) return null;
  // The properties just seen are those of better-sqlite3's Database.
  const database = value as unknown as import("./drivers/better-sqlite3-session.ts").BetterSqliteDatabase;
  return {
    dialectName,
    open: async () => {
      const { betterSqliteSession } = await import("./drivers/better-sqlite3-session.ts");
      return betterSqliteSession(database, { driverName: "better-sqlite3", busyTimeoutMs, close: () => {} });
    },
  };
}
