import { setTimeout } from "node:timers/promises";
import { type Finding, no, partly, telling, worstOf, yes } from "../finding.ts";
import type { Lab } from "../lab.ts";
import type { Project } from "../project.ts";
import type { HandWritten, Tool } from "../tool.ts";
import { type Row, tableMigration } from "./row.ts";

const rounds = 3;

/** Ten processes on an empty database; a race, so that one round tells little. */
async function tenProcesses(lab: Lab, tool: Tool): Promise<Finding> {
  const project = await lab.project(tool, "postgresql");
  const slow = tableMigration("base", 1);
  await tool.addMigration(project, { ...slow, up: [...slow.up, "SELECT pg_sleep(1)"] });
  await tool.addMigration(project, {
    name: "fill",
    time: "20260102000000",
    up: ["INSERT INTO base VALUES (1)"],
    down: ["DELETE FROM base"],
  });
  const answers = await Promise.all(Array.from({ length: 10 }, () => project.run(tool.apply)));
  const failed = answers.filter(({ status }) => status !== 0);
  const rows = await project.sql("SELECT id FROM base").catch(() => []);
  if (rows.length > 1) return no(`a migration ran ${rows.length} times`);
  if (rows.length === 0) return no(`nothing is applied: ${telling(failed[0]?.text ?? "")}`);
  if (failed.length === 0) return yes("ten times status 0, each migration applied once");
  return partly(`applied once, but ${failed.length} of 10 failed: ${telling(failed[0]?.text ?? "")}`);
}

export const tenAtOnce: Row = {
  name: "ten-at-once",
  title: "Ten processes apply at once: all succeed, once each",
  async run(lab, tool) {
    const findings: Finding[] = [];
    for (let round = 0; round < rounds; round += 1) findings.push(await tenProcesses(lab, tool));
    const worst = worstOf(findings);
    return { ...worst, evidence: `the worst of ${rounds} rounds: ${worst.evidence}` };
  },
};

/** Makes a table, sleeps on the server, fills the table. */
const sleeping: HandWritten = {
  name: "sleeping",
  time: "20260101000000",
  up: ["CREATE TABLE half (id INTEGER NOT NULL)", "SELECT pg_sleep(4)", "INSERT INTO half VALUES (1)"],
  down: ["DROP TABLE half"],
};

async function otherSessions(project: Project, condition: string): Promise<number> {
  const rows = await project.sql(
    `SELECT 1 AS one FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND ${condition}`,
  );
  return rows.length;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("What the row waits for did not come within 60 s.");
    await setTimeout(50);
  }
}

export const killed: Row = {
  name: "killed",
  title: "`kill -9` in the middle on PostgreSQL, then the same command again",
  async run(lab, tool) {
    const project = await lab.project(tool, "postgresql");
    await tool.addMigration(project, sleeping);
    const child = project.start(tool.apply);
    await until(async () => (await otherSessions(project, "query LIKE '%pg_sleep(4)%'")) > 0);
    project.kill(child);
    await until(async () => (await otherSessions(project, "true")) === 0);
    const again = await project.run(tool.apply);
    const finished = async (): Promise<boolean> =>
      (await project.sql("SELECT id FROM half").catch(() => [])).length === 1;
    if (again.status === 0 && (await finished())) return yes("the second run finishes it");
    const reason = telling(again.text);
    if (tool.unlock === null) return no(`the second run ends with ${again.status}: ${reason}`);
    await project.succeed(tool.unlock);
    const third = await project.run(tool.apply);
    return third.status === 0 && (await finished())
      ? partly(`only after \`${tool.unlock}\`: ${reason}`)
      : no(telling(third.text));
  },
};

export const failedHalfWay: Row = {
  name: "failed-mariadb",
  title: "Failed half way on MariaDB, file mended, the same command again",
  async run(lab, tool) {
    const project = await lab.project(tool, "mariadb");
    await tool.addMigration(project, {
      name: "half",
      time: "20260101000000",
      up: ["CREATE TABLE half (id INTEGER NOT NULL)", "INSERT INTO missing VALUES (1)"],
      down: ["DROP TABLE half"],
    });
    const first = await project.run(tool.apply);
    if (first.status === 0) throw new Error(`'${tool.apply}' ended with 0 though a statement must fail.`);
    await project.replaceIn(tool.migrationFiles, "INSERT INTO missing", "INSERT INTO half");
    const second = await project.run(tool.apply);
    const rows = await project.sql("SELECT id FROM half").catch(() => []);
    if (second.status === 0 && rows.length === 1) return yes("the second run goes on behind what was done");
    return no(`the second run ends with ${second.status}: ${telling(second.text)}`);
  },
};
