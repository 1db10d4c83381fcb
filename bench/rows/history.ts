import { join } from "node:path";
import { stampSqlite } from "../support/databases.ts";
import { measure } from "../support/measure.ts";
import { alembicTs, benchProjects, branching } from "../support/projects.ts";
import type { BenchRow } from "../support/row.ts";

interface Question {
  readonly command: readonly string[];
  /** Of Alembic's wall time, by number of revisions. */
  readonly atMost: Readonly<Record<number, number>>;
}

const questions: Readonly<Record<string, Question>> = {
  heads: { command: ["heads"], atMost: { 1000: 0.3, 10000: 0.12 } },
  noop: { command: ["upgrade", "head"], atMost: { 1000: 0.3, 10000: 0.12 } },
  current: { command: ["current"], atMost: { 10000: 0.02 } },
  history: { command: ["history", "-r=-10:"], atMost: { 10000: 0.12 } },
};

/** Commands that need the revision graph and find nothing to do, on a history with branches and merges. */
export const historyRows: readonly BenchRow[] = Object.entries(questions).flatMap(
  ([question, { command, atMost }]) =>
    Object.entries(atMost).map(([count, limit]) => ({
      name: `${question}-${count}`,
      title: `alembic ${command.join(" ")} with ${count} revisions, all applied, SQLite`,
      limits: [{ figure: "wall" as const, against: "alembic", atMost: limit }],
      async run(rounds: number) {
        const urls = { ours: "sqlite:///%(here)s/app.db", python: "sqlite:///%(here)s/app.db" };
        const revisions = Number(count);
        const projects = await benchProjects({ revisions, history: branching, urls });
        const head = (revisions - 1).toString(16).padStart(12, "0");
        for (const folder of [projects.ours, projects.python]) stampSqlite(join(folder, "app.db"), head);
        return measure(
          [
            { name: "alembic-ts", command: [...alembicTs, ...command], cwd: projects.ours },
            { name: "alembic", command: ["alembic", ...command], cwd: projects.python },
          ],
          rounds,
        );
      },
    })),
);
