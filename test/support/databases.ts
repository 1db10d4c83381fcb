import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine } from "../../src/connection/engine.ts";
import { testServers } from "./servers.ts";

/** A database of a test's own. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A kind of database that tests run on. */
export interface DatabaseKind {
  /** What the test's title calls it. */
  readonly name: "sqlite" | "postgresql" | "mariadb" | "mysql";
  /** Why it is left out of this run, `null` when it is there. */
  readonly missing: string | null;
  /** Makes an empty database with a name that starts with `at_` and the given word. */
  create(word: string): Promise<TestDatabase>;
}

/** Whether a database is one of the two that come from MySQL. */
export const isOfMysql = (name: DatabaseKind["name"]): boolean => name === "mariadb" || name === "mysql";

let counter = 0;

function freshName(word: string): string {
  counter += 1;
  return `at_${word}_${process.pid}_${Date.now().toString(36)}_${counter}`;
}

/** The URL of the same server with another database. */
function withDatabase(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return parsed.href;
}

async function administer(url: string, statement: string): Promise<void> {
  const engine = createEngine(url);
  await engine.connect((connection) => connection.execute(statement));
}

function server(
  name: "postgresql" | "mariadb" | "mysql",
  url: string | null,
  statements: { readonly create: (database: string) => string; readonly drop: (database: string) => string },
): DatabaseKind {
  return {
    name,
    missing: url === null ? `no ${name} server` : null,
    async create(word) {
      if (url === null) throw new Error(`There is no ${name} server in this run.`);
      const database = freshName(word);
      await administer(url, statements.create(database));
      return { url: withDatabase(url, database), drop: () => administer(url, statements.drop(database)) };
    },
  };
}

const sqliteFiles: DatabaseKind = {
  name: "sqlite",
  missing: null,
  async create(word) {
    const folder = mkdtempSync(join(tmpdir(), `alembic-ts-${word}-`));
    return {
      url: `sqlite:///${join(folder, "app.db")}`,
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

/** The kinds of databases of this run. */
export function databaseKinds(): readonly DatabaseKind[] {
  const { postgresql, mariadb, mysql } = testServers();
  return [
    sqliteFiles,
    server("postgresql", postgresql, {
      create: (database) => `CREATE DATABASE ${database} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'`,
      drop: (database) => `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`,
    }),
    server("mariadb", mariadb, {
      create: (database) => `CREATE DATABASE ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci`,
      drop: (database) => `DROP DATABASE IF EXISTS ${database}`,
    }),
    ...(mysql === null
      ? []
      : [
          server("mysql", mysql, {
            create: (database) => `CREATE DATABASE ${database} CHARACTER SET utf8mb4`,
            drop: (database) => `DROP DATABASE IF EXISTS ${database}`,
          }),
        ]),
  ];
}
