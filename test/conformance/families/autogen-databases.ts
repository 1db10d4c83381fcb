import type { Connection, Engine } from "../../../src/index.ts";
import { createEngine } from "../../../src/index.ts";
import { defaultServers, testServers } from "../../support/servers.ts";

/** A kind of server with the one database that all cases of this run use, one after another. */
interface Server {
  /** Makes the database if need be, and a connection to it. */
  open(): Promise<Opened>;
  /** Takes out whatever a case left. */
  empty(connection: Connection): Promise<void>;
  drop(): Promise<void>;
}

interface Opened {
  readonly engine: Engine;
  readonly connection: Connection;
}

const name = `at_conf_autogen_${process.pid}`;

const urlOf = (server: keyof typeof defaultServers): string =>
  testServers()[server] ?? defaultServers[server];

function inDatabase(url: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return parsed.href;
}

async function administer(url: string, ...statements: readonly string[]): Promise<void> {
  await createEngine(url).connect(async (connection) => {
    for (const statement of statements) await connection.execute(statement);
  });
}

async function connect(url: string): Promise<Opened> {
  const engine = createEngine(url);
  return { engine, connection: await engine.connect() };
}

async function runAll(connection: Connection, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await connection.execute(statement);
}

const servers: Readonly<Record<string, Server>> = {
  sqlite: {
    open: () => connect("sqlite://"),
    empty: async () => undefined,
    drop: async () => undefined,
  },
  postgresql: {
    async open() {
      await administer(
        urlOf("postgresql"),
        `DROP DATABASE IF EXISTS ${name}`,
        `CREATE DATABASE ${name} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'`,
      );
      return connect(inDatabase(urlOf("postgresql")));
    },
    empty: (connection) =>
      runAll(connection, [
        "SET client_min_messages = warning",
        "DROP SCHEMA IF EXISTS public, s1, s2 CASCADE",
        "CREATE SCHEMA public",
      ]),
    drop: () => administer(urlOf("postgresql"), `DROP DATABASE IF EXISTS ${name}`),
  },
  mariadb: {
    async open() {
      await administer(urlOf("mariadb"), `CREATE DATABASE IF NOT EXISTS ${name}`);
      return connect(inDatabase(urlOf("mariadb")));
    },
    empty: (connection) =>
      runAll(connection, [
        `DROP DATABASE IF EXISTS ${name}`,
        `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci`,
        `USE ${name}`,
      ]),
    drop: () => administer(urlOf("mariadb"), `DROP DATABASE IF EXISTS ${name}`),
  },
};

const open: Map<string, Promise<Opened | null>> = new Map();

/** A connection to an empty database, `null` when the server is not there. */
export async function emptyDatabase(dialect: string): Promise<Connection | null> {
  const server = servers[dialect];
  if (server === undefined) throw new Error(`The corpus has the database '${dialect}'.`);
  if (dialect === "sqlite") await close(dialect);
  const opened = open.get(dialect) ?? openServer(server);
  open.set(dialect, opened);
  const found = await opened;
  if (found === null) return null;
  if (found.connection.inTransaction()) await found.connection.rollback();
  await server.empty(found.connection);
  return found.connection;
}

async function openServer(server: Server): Promise<Opened | null> {
  try {
    return await server.open();
  } catch (error) {
    // Only an unreachable server is a reason to skip a case.
    const text = error instanceof Error ? error.message : String(error);
    if (/ECONNREFUSED|ENOTFOUND|ETIMEDOUT/.test(text)) return null;
    throw error;
  }
}

/** Closes the database of a dialect; false when there was none. */
async function close(dialect: string): Promise<boolean> {
  const found = (await open.get(dialect)) ?? null;
  open.delete(dialect);
  await found?.connection.close();
  await found?.engine.dispose();
  return found !== null;
}

/** Closes what {@link emptyDatabase} opened, and drops the databases. */
export async function closeDatabases(): Promise<void> {
  for (const dialect of [...open.keys()]) {
    if (await close(dialect)) await servers[dialect]?.drop();
  }
}
