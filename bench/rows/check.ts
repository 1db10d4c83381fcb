import { execFile } from "node:child_process";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  dropDatabase,
  dropMariadb,
  mariadbUrl,
  postgresqlUrl,
  recreateDatabase,
  recreateMariadb,
} from "../support/databases.ts";
import { type Measurement, measure } from "../support/measure.ts";
import { writeModels } from "../support/models.ts";
import { alembicTs, benchProjects, linear } from "../support/projects.ts";
import type { BenchRow, Limit } from "../support/row.ts";

const run = promisify(execFile);
const database = "at_bench_check";

/** A server on which the models are compared with their tables. */
interface Server {
  readonly title: string;
  readonly urls: { readonly ours: string; readonly python: string };
  create(): Promise<void>;
  drop(): Promise<void>;
  /** Of Alembic's wall time, by number of tables. */
  readonly atMost: Readonly<Record<number, number>>;
}

const servers: Readonly<Record<string, Server>> = {
  postgresql: {
    title: "PostgreSQL",
    urls: { ours: postgresqlUrl(database), python: postgresqlUrl(database) },
    create: () => recreateDatabase(database),
    drop: () => dropDatabase(database),
    atMost: { 100: 0.4, 1000: 0.12, 5000: 0.08 },
  },
  mariadb: {
    title: "MariaDB",
    urls: { ours: mariadbUrl(database, "mariadb"), python: mariadbUrl(database, "mysql+pymysql") },
    create: () => recreateMariadb(database),
    drop: () => dropMariadb(database),
    atMost: { 1000: 0.15 },
  },
  sqlite: {
    title: "SQLite",
    urls: { ours: "sqlite:///%(here)s/../python/app.db", python: "sqlite:///app.db" },
    create: async () => {},
    drop: async () => {},
    atMost: { 1000: 0.15 },
  },
};

/** Comparing models with a database that has them already: nothing is found, which is verified. */
export const checkRows: readonly BenchRow[] = Object.entries(servers).flatMap(([name, server]) =>
  Object.entries(server.atMost).map(([tables, atMost]) => ({
    name: `check-${name}-${tables}`,
    title: `alembic check of ${tables} unchanged tables, ${server.title}`,
    limits: limitsOf(Number(tables), atMost),
    run: (rounds: number) => compare(server, Number(tables), rounds),
  })),
);

function limitsOf(tables: number, atMost: number): readonly Limit[] {
  const wall: Limit = { figure: "wall", against: "alembic", atMost };
  return tables < 5000 ? [wall] : [wall, { figure: "memory", against: "alembic", atMost: 0.4 }];
}

async function compare(server: Server, tables: number, rounds: number): Promise<readonly Measurement[]> {
  await server.create();
  const project = await benchProjects({ revisions: 0, history: linear, urls: server.urls });
  await writeModels(project, tables, server.urls.python);
  await run("/usr/bin/python3", ["create.py"], { cwd: project.python });
  const versions = join(project.python, "alembic/versions");
  const forget = async (): Promise<void> => {
    for (const file of await readdir(versions)) await rm(join(versions, file), { recursive: true });
  };
  // Debian's Alembic has no "check"; this does the same work, and writes a small file.
  const autogenerate = ["alembic", "revision", "--autogenerate", "-m", "check"];
  const measurements = await measure(
    [
      { name: "alembic-ts", command: [...alembicTs, "check"], cwd: project.ours },
      { name: "alembic", command: autogenerate, cwd: project.python, prepare: forget },
    ],
    rounds,
  );
  await assertNothingFound(versions);
  await server.drop();
  return measurements;
}

async function assertNothingFound(versions: string): Promise<void> {
  const file = (await readdir(versions)).find((name) => name.endsWith(".py")) ?? "";
  const text = await readFile(join(versions, file), "utf8");
  if (text.includes("op.")) throw new Error(`alembic found differences:\n${text}`);
}
