import { type Connection, createEngine, MigrationContext } from "../../../src/index.ts";
import type { DatabaseKind } from "../../support/databases.ts";
import type { Target } from "./random-schema.ts";
import { prelude } from "./random-types.ts";

/** A database of a test's own that is emptied again and again. */
export interface ScratchDatabase extends Target {
  readonly url: string;
  readonly connection: Connection;
  readonly empty: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** What the types of random columns need; it stays when the database is emptied. */
export const extensions =
  "CREATE SCHEMA extensions; CREATE EXTENSION citext SCHEMA extensions; CREATE EXTENSION hstore SCHEMA extensions; CREATE EXTENSION btree_gist SCHEMA extensions";

export async function scratchDatabase(kind: DatabaseKind, word: string): Promise<ScratchDatabase> {
  const { url, drop } = await kind.create(word);
  const engine = createEngine(url);
  if (kind.name === "postgresql") {
    const name = new URL(url).pathname.slice(1);
    await engine.connect((connection) =>
      connection.executeScript(
        `${extensions}; ALTER DATABASE ${name} SET search_path = public, extensions; ALTER DATABASE ${name} SET client_min_messages = warning`,
      ),
    );
  }
  const connection = await engine.connect();
  return {
    url,
    connection,
    database: kind.name,
    defaultSchema: await defaultSchemaOf(connection),
    empty: () => empty(connection, kind.name),
    drop: async () => {
      await connection.close();
      await engine.dispose();
      await drop();
    },
  };
}

async function defaultSchemaOf(connection: Connection): Promise<string> {
  const { reflector } = MigrationContext.configure({ connection }).dialect;
  return (await reflector?.defaultSchemaName(connection)) ?? "main";
}

async function empty(connection: Connection, database: DatabaseKind["name"]): Promise<void> {
  if (connection.inTransaction()) await connection.rollback();
  await emptied[database](connection);
  for (const statement of prelude[database]) await connection.execute(statement);
}

const emptyMysql = async (connection: Connection): Promise<void> => {
  await connection.execute("SET foreign_key_checks = 0");
  await dropTables(connection);
  await connection.execute("SET foreign_key_checks = 1");
};

const emptied: Readonly<Record<DatabaseKind["name"], (connection: Connection) => Promise<unknown>>> = {
  postgresql: (connection) =>
    connection.executeScript(
      "DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS elsewhere CASCADE; CREATE SCHEMA elsewhere",
    ),
  sqlite: (connection) => dropTables(connection),
  mariadb: emptyMysql,
  mysql: emptyMysql,
};

async function dropTables(connection: Connection): Promise<void> {
  const { dialect } = MigrationContext.configure({ connection });
  const { tables = [] } = (await dialect.reflector?.reflect(connection, { schemas: [null] })) ?? {};
  for (const { name } of tables) await connection.execute(`DROP TABLE ${dialect.identifiers.quote(name)}`);
}
