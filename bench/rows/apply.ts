import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dropDatabase, postgresqlUrl, recreateDatabase } from "../support/databases.ts";
import { type Contender, type Measurement, measure } from "../support/measure.ts";
import { alembicTs, type BenchProjectOptions, benchProjects, linear } from "../support/projects.ts";
import type { BenchRow } from "../support/row.ts";

const revisions = 1000;
const databases = { ours: "at_bench_apply_ours", python: "at_bench_apply_python" };

/** The same statements through node:sqlite alone, a transaction for each revision. */
const bareSqlite = `
import { DatabaseSync } from "node:sqlite";
const database = new DatabaseSync("app.db");
database.exec("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))");
const id = (index) => index.toString(16).padStart(12, "0");
for (let index = 0; index < ${revisions}; index += 1) {
  database.exec("BEGIN IMMEDIATE");
  database.exec("CREATE TABLE t" + index + " (id INTEGER NOT NULL, name VARCHAR(50) NOT NULL, description VARCHAR(200), PRIMARY KEY (id))");
  database.exec(index === 0
    ? "INSERT INTO alembic_version (version_num) VALUES ('" + id(0) + "')"
    : "UPDATE alembic_version SET version_num='" + id(index) + "' WHERE alembic_version.version_num = '" + id(index - 1) + "'");
  database.exec("COMMIT");
}
database.close();
`;

/** Applying a long history to an empty database. */
export const applyRows: readonly BenchRow[] = [
  {
    name: "apply-postgresql",
    title: `alembic upgrade head of ${revisions} one-table revisions, PostgreSQL`,
    limits: [
      { figure: "cpu", against: "alembic", atMost: 0.5 },
      { figure: "wall", against: "alembic", atMost: 0.85 },
    ],
    async run(rounds) {
      const urls = { ours: postgresqlUrl(databases.ours), python: postgresqlUrl(databases.python) };
      const projects = await benchProjects({ revisions, history: linear, urls });
      const measurements = await measure(
        [
          {
            name: "alembic-ts",
            command: [...alembicTs, "upgrade", "head"],
            cwd: projects.ours,
            prepare: () => recreateDatabase(databases.ours),
          },
          {
            name: "alembic",
            command: ["alembic", "upgrade", "head"],
            cwd: projects.python,
            prepare: () => recreateDatabase(databases.python),
          },
        ],
        rounds,
      );
      for (const name of Object.values(databases)) await dropDatabase(name);
      return measurements;
    },
  },
  {
    name: "apply-sqlite",
    title: `alembic upgrade head of ${revisions} one-table revisions, SQLite`,
    limits: [
      { figure: "wall", against: "alembic", atMost: 0.3 },
      { figure: "wall", against: "node:sqlite", atMost: 1.5 },
    ],
    run: (rounds) => applyToSqlite(rounds, {}),
  },
  {
    name: "apply-sqlite-at-once",
    title: `alembic upgrade head of ${revisions} one-table revisions, SQLite, with transactionalDdl: true`,
    limits: [
      { figure: "wall", against: "alembic", atMost: 0.3 },
      { figure: "wall", against: "node:sqlite", atMost: 1.5 },
    ],
    run: (rounds) => applyToSqlite(rounds, { contextOptions: "transactionalDdl: true" }),
  },
];

async function applyToSqlite(
  rounds: number,
  options: Pick<BenchProjectOptions, "contextOptions">,
): Promise<readonly Measurement[]> {
  const url = "sqlite:///%(here)s/app.db";
  const urls = { ours: url, python: url };
  const projects = await benchProjects({ revisions, history: linear, urls, ...options });
  const bare = join(projects.ours, "bare.mjs");
  await writeFile(bare, bareSqlite);
  const contender = (name: string, cwd: string, command: readonly string[]): Contender => ({
    name,
    command,
    cwd,
    prepare: () => rm(join(cwd, "app.db"), { force: true }),
  });
  return measure(
    [
      contender("alembic-ts", projects.ours, [...alembicTs, "upgrade", "head"]),
      contender("alembic", projects.python, ["alembic", "upgrade", "head"]),
      contender("node:sqlite", projects.ours, [process.execPath, bare]),
    ],
    rounds,
  );
}
