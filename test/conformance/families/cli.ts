import { mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { main } from "../../../src/index.ts";
import type { CaseOutcome, ConformanceCase } from "../case.ts";
import { type DatabaseState, databaseState, executeOn } from "../cli-database.ts";
import { type NeutralProject, writeProject } from "../cli-project.ts";
import { firstDifference } from "./cli-compare.ts";

/** A command line, or statements on the database, and what the corpus recorded of it. */
export interface CliStep {
  readonly argv?: readonly string[];
  readonly sql?: readonly string[];
  readonly exit?: number;
  readonly stdout?: string;
  readonly log?: readonly string[];
  readonly db?: DatabaseState;
  readonly db_other?: DatabaseState;
  readonly unordered_stdout?: boolean;
  readonly unordered_log?: boolean;
  readonly stdout_varies?: boolean;
}

interface CliCase extends ConformanceCase {
  readonly project: NeutralProject;
  readonly steps: readonly CliStep[];
}

/** What was observed of a step, under the keys of the corpus. */
export type ObservedStep = Pick<CliStep, "exit" | "stdout" | "log" | "db" | "db_other">;

/**
 * Types the command lines of a case in a project of its own and compares what each of them printed, logged, answered and
 * left in the database. The program runs in this process: `main` is what the command itself calls.
 */
export async function runCliCase(input: ConformanceCase): Promise<CaseOutcome> {
  // The runner hands over parsed JSON; the format of this family fixes its keys.
  const testCase = input as CliCase;
  const folder = await realpath(await mkdtemp(join(tmpdir(), "alembic-ts-cli-")));
  const before = process.cwd();
  try {
    await writeProject(folder, testCase.project);
    process.chdir(folder);
    const project = { folder, versionTable: versionTable(testCase.project) };
    const steps: ObservedStep[] = [];
    for (const step of testCase.steps) steps.push(await runStep(step, project));
    const failure = firstDifference(testCase.steps, steps, copiedTables(testCase.project));
    return failure === null
      ? { actual: { steps } }
      : { actual: { steps }, failure: `${testCase.title}\n${failure}` };
  } finally {
    process.chdir(before);
    await rm(folder, { recursive: true, force: true });
  }
}

interface RunningProject {
  readonly folder: string;
  readonly versionTable: string;
}

function versionTable({ env }: NeutralProject): string {
  const given = env?.configure?.version_table;
  return typeof given === "string" ? given : "alembic_version";
}

async function runStep(step: CliStep, project: RunningProject): Promise<ObservedStep> {
  if (step.sql !== undefined) executeOn(join(project.folder, "app.db"), step.sql);
  const observed = step.argv === undefined ? {} : await runCommand(step.argv, project.folder);
  const db = databaseState(join(project.folder, "app.db"), project.versionTable);
  const other = databaseState(join(project.folder, "other.db"), project.versionTable);
  return { ...observed, ...(db && { db }), ...(other && { db_other: other }) };
}

async function runCommand(argv: readonly string[], folder: string): Promise<ObservedStep> {
  let stdout = "";
  let stderr = "";
  const exit = await main(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  const named = await namePaths(folder);
  const log = stderr.split("\n").filter((line) => /^(?:DEBUG|INFO |WARNI|ERROR|CRITI) \[/.test(line));
  return { exit, stdout: named(stdout).replace(/[ \t]+$/gm, ""), log: log.map(named) };
}

/** Puts the corpus' placeholders in the place of the folder, the revision files and the dates that the run made. */
async function namePaths(folder: string): Promise<(text: string) => string> {
  const replacements: [path: string, placeholder: string][] = [];
  for (const scripts of ["alembic", "other"]) {
    for (const name of await filesOf(join(folder, scripts, "versions"))) {
      const path = `${scripts}/versions/${name}`;
      const placeholder = `{PATH:${name.slice(0, name.indexOf("_"))}}`;
      replacements.push([`${folder}/${path}`, placeholder], [path, placeholder]);
    }
  }
  replacements.push([folder, "{DIR}"]);
  return (text) => {
    const named = replacements.reduce(
      (result, [path, placeholder]) => result.replaceAll(path, placeholder),
      text,
    );
    return named.replace(
      /(Create Date: )(?!2024-01-02 03:04:05)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?/g,
      "$1{DATE}",
    );
  };
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(".ts")).sort((left, right) => right.length - left.length);
}

/** Tables that a batch may have copied: their text is SQLite's and ours, not the corpus'. */
function copiedTables({ revisions, other_revisions = [] }: NeutralProject): ReadonlySet<string> {
  const operations = [...revisions, ...other_revisions].flatMap((each) => [
    ...each.upgrade,
    ...each.downgrade,
  ]);
  return new Set(
    operations.filter(({ op }) => op === "batch_alter_table").map(({ args }) => String(args.table_name)),
  );
}
