import { dropDatabase, postgresqlUrl, recreateDatabase, stampPostgresql } from "../support/databases.ts";
import { measure } from "../support/measure.ts";
import { alembicTs, benchProjects, linear } from "../support/projects.ts";
import type { BenchRow } from "../support/row.ts";

const database = "at_bench_start";

/** What every command pays before it does anything. */
export const startRows: readonly BenchRow[] = [
  {
    name: "version",
    title: "alembic --version",
    limits: [{ figure: "cpu", against: "alembic", atMost: 0.25 }],
    run: (rounds) =>
      measure(
        [
          { name: "alembic-ts", command: [...alembicTs, "--version"], cwd: "." },
          { name: "alembic", command: ["alembic", "--version"], cwd: "." },
          { name: "node -e 0", command: [process.execPath, "-e", "0"], cwd: "." },
        ],
        rounds,
      ),
  },
  {
    name: "current",
    title: "alembic current on PostgreSQL, 10 revisions",
    limits: [{ figure: "cpu", against: "alembic", atMost: 0.4 }],
    async run(rounds) {
      await recreateDatabase(database);
      const url = postgresqlUrl(database);
      await stampPostgresql(database, "000000000009");
      const projects = await benchProjects({
        revisions: 10,
        history: linear,
        urls: { ours: url, python: url },
      });
      const measurements = await measure(
        [
          { name: "alembic-ts", command: [...alembicTs, "current"], cwd: projects.ours },
          { name: "alembic", command: ["alembic", "current"], cwd: projects.python },
        ],
        rounds,
      );
      await dropDatabase(database);
      return measurements;
    },
  },
];
