import { DatabaseSync } from "node:sqlite";
import { createConnection } from "mysql2/promise";
import pg from "pg";

const server = process.env.TEST_POSTGRES_URL ?? "postgresql://postgres@127.0.0.1:5432/postgres";

/** The URL of a PostgreSQL database on the test server. */
export function postgresqlUrl(name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Makes a PostgreSQL database anew. */
export async function recreateDatabase(name: string): Promise<void> {
  await dropDatabase(name);
  await administer(`CREATE DATABASE ${name}`);
}

export function dropDatabase(name: string): Promise<void> {
  return administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(statement);
  await client.end();
}

const versionTable =
  "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))";

/** Says in a PostgreSQL database that a revision is applied. */
export async function stampPostgresql(name: string, revision: string): Promise<void> {
  const client = new pg.Client(postgresqlUrl(name));
  await client.connect();
  await client.query(versionTable);
  await client.query("INSERT INTO alembic_version VALUES ($1)", [revision]);
  await client.end();
}

/** Says in an SQLite file that a revision is applied. */
export function stampSqlite(path: string, revision: string): void {
  const database = new DatabaseSync(path);
  database.exec(versionTable);
  database.prepare("INSERT INTO alembic_version VALUES (?)").run(revision);
  database.close();
}

const mariadb = process.env.TEST_MARIADB_URL ?? "mariadb://root@127.0.0.1:3306/";

/** The URL of a MariaDB database on the test server, for a program that knows it under the given scheme. */
export function mariadbUrl(name: string, scheme: string): string {
  return mariadb.replace(/^\w+:/, `${scheme}:`).replace(/\/?$/, `/${name}`);
}

/** Makes a MariaDB database anew. */
export async function recreateMariadb(name: string): Promise<void> {
  await administerMariadb(`DROP DATABASE IF EXISTS ${name}`, `CREATE DATABASE ${name}`);
}

export function dropMariadb(name: string): Promise<void> {
  return administerMariadb(`DROP DATABASE IF EXISTS ${name}`);
}

async function administerMariadb(...statements: readonly string[]): Promise<void> {
  const connection = await createConnection(mariadb.replace(/^\w+:/, "mysql:"));
  for (const statement of statements) await connection.query(statement);
  await connection.end();
}
