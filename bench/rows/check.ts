import { execFile } from "node:child_process";
import { readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import {
  dropDatabase,
  dropMariadb,
  mariadbUrl,
  postgresqlUrl,
  recreateDatabase,
  recreateMariadb,
} from "../support/databases.ts";
import { type Contender, type Measurement, measure } from "../support/measure.ts";
import { changeModels, writeModels } from "../support/models.ts";
import { peers } from "../support/peers.ts";
import { alembicTs, type BenchProject, benchProjects, linear } from "../support/projects.ts";
import type { BenchRow, Limit } from "../support/row.ts";

const run = promisify(execFile);

/** A server on which the models are compared with their tables. */
interface Server {
  readonly title: string;
  urls(database: string): { readonly ours: string; readonly python: string };
  create(database: string): Promise<void>;
  drop(database: string): Promise<void>;
  /** Of Alembic's wall time, by number of tables. */
  readonly atMost: Readonly<Record<number, number>>;
  /** Node tools that compare models with such a database: none may be as fast. */
  readonly peers: readonly string[];
}

const postgresql: Server = {
  title: "PostgreSQL",
  urls: (database) => ({ ours: postgresqlUrl(database), python: postgresqlUrl(database) }),
  create: recreateDatabase,
  drop: dropDatabase,
  atMost: { 100: 0.4, 1000: 0.12, 5000: 0.08 },
  peers: ["mikro-orm", "typeorm", "drizzle-kit"],
};

const servers: Readonly<Record<string, Server>> = {
  postgresql,
  mariadb: {
    title: "MariaDB",
    urls: (database) => ({
      ours: mariadbUrl(database, "mariadb"),
      python: mariadbUrl(database, "mysql+pymysql"),
    }),
    create: recreateMariadb,
    drop: dropMariadb,
    atMost: { 1000: 0.15 },
    peers: [],
  },
  sqlite: {
    title: "SQLite",
    urls: () => ({ ours: "sqlite:///%(here)s/../python/app.db", python: "sqlite:///app.db" }),
    create: async () => {},
    drop: async () => {},
    atMost: { 1000: 0.15 },
    peers: [],
  },
};

/** Comparing models with a database that has them already, and finding one change among many tables. */
export const checkRows: readonly BenchRow[] = [
  ...Object.entries(servers).flatMap(([name, server]) =>
    Object.entries(server.atMost).map(([tables, atMost]) => ({
      name: `check-${name}-${tables}`,
      title: `alembic check of ${tables} unchanged tables, ${server.title}`,
      limits: limitsOf(server, Number(tables), atMost),
      run: (rounds: number) => compareUnchanged(server, Number(tables), rounds),
    })),
  ),
  {
    name: "check-postgresql-changed",
    title: "alembic check of 1000 tables, one column of which changed, PostgreSQL",
    limits: [{ figure: "wall", against: "alembic", atMost: 0.12 }],
    run: compareChanged,
  },
  {
    name: "check-postgresql-growth",
    title: "alembic check of 10000 unchanged tables beside 1000 of them, PostgreSQL",
    limits: [{ figure: "wall", against: "1000 tables", atMost: 10 }],
    run: compareSizes,
  },
];

function limitsOf(server: Server, tables: number, atMost: number): readonly Limit[] {
  const limits: Limit[] = [{ figure: "wall", against: "alembic", atMost }];
  if (tables >= 5000) limits.push({ figure: "memory", against: "alembic", atMost: 0.4 });
  return [...limits, ...server.peers.map((against): Limit => ({ figure: "wall", against, atMost: 1 }))];
}

/** A database with the tables of the models, and the projects that have the models. */
async function setUp(server: Server, database: string, tables: number): Promise<BenchProject> {
  await server.create(database);
  const urls = server.urls(database);
  const project = await benchProjects({ revisions: 0, history: linear, urls });
  await writeModels(project, tables, urls.python);
  await run("/usr/bin/python3", ["create.py"], { cwd: project.python });
  return project;
}

const check = (project: BenchProject): Contender => ({
  name: "alembic-ts",
  command: [...alembicTs, "check"],
  cwd: project.ours,
});

/** Debian's Alembic has no "check"; this does the same work, and writes a small file. */
function autogenerate(project: BenchProject): Contender {
  const versions = join(project.python, "alembic/versions");
  return {
    name: "alembic",
    command: ["alembic", "revision", "--autogenerate", "-m", "check"],
    cwd: project.python,
    async prepare() {
      for (const file of await readdir(versions)) await rm(join(versions, file), { recursive: true });
    },
  };
}

async function compareUnchanged(
  server: Server,
  tables: number,
  rounds: number,
): Promise<readonly Measurement[]> {
  const database = "at_bench_check";
  const project = await setUp(server, database, tables);
  const folder = dirname(project.ours);
  const { ours: url } = server.urls(database);
  const others = server.peers.length === 0 ? [] : await peers({ folder, tables, url, stopAfter: 120 });
  const measurements = await measure([check(project), autogenerate(project), ...others], rounds);
  assertFound("alembic", await operations(project), []);
  await server.drop(database);
  return measurements;
}

/** That both find the one change, and nothing else, is verified. */
async function compareChanged(rounds: number): Promise<readonly Measurement[]> {
  const database = "at_bench_changed";
  const project = await setUp(postgresql, database, 1000);
  await changeModels(project, "t500");
  const ours: Contender = { ...check(project), exitStatus: 255 };
  const measurements = await measure([ours, autogenerate(project)], rounds);
  const change = "alter_column('t500', 'quantity'";
  assertFound("alembic", await operations(project), [change, change]);
  assertFound("alembic-ts", await differences(project), ["modify_type t500.quantity"]);
  await postgresql.drop(database);
  return measurements;
}

/** The larger number of tables is the first measurement. */
async function compareSizes(rounds: number): Promise<readonly Measurement[]> {
  const sizes = [10_000, 1000];
  const contenders: Contender[] = [];
  for (const tables of sizes) {
    const project = await setUp(postgresql, `at_bench_check_${tables}`, tables);
    contenders.push({ ...check(project), name: `${tables} tables` });
  }
  const measurements = await measure(contenders, rounds);
  for (const tables of sizes) await postgresql.drop(`at_bench_check_${tables}`);
  return measurements;
}

/** The beginnings of the operations in the file that Alembic wrote, both directions. */
async function operations({ python }: BenchProject): Promise<readonly string[]> {
  const versions = join(python, "alembic/versions");
  const file = (await readdir(versions)).find((name) => name.endsWith(".py")) ?? "";
  const text = await readFile(join(versions, file), "utf8");
  return [...text.matchAll(/op\.(\w+\('\w+'(?:, '\w+')?)/g)].map(([, call = ""]) => call);
}

async function differences({ ours }: BenchProject): Promise<readonly string[]> {
  const [program = "", ...args] = [...alembicTs, "check", "--json"];
  const stdout = await run(program, args, { cwd: ours }).then(
    (answer) => answer.stdout,
    (error: { readonly stdout: string }) => error.stdout,
  );
  const answer: { readonly differences: readonly Record<string, string>[] } = JSON.parse(stdout);
  return answer.differences.map(({ operation, table, name }) => `${operation} ${table}.${name}`);
}

function assertFound(name: string, found: readonly string[], expected: readonly string[]): void {
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  throw new Error(`${name} found ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}
