import type { Config } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import type { EnvironmentOptions, MigrationPlan } from "../runtime/index.ts";
import { assertNamed } from "../script/graph/assert-named.ts";
import type { RevisionMap } from "../script/graph/revision-map.ts";
import type { MigrationStep } from "../script/plan/migration-step.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import type { MigrateOptions } from "./command-options.ts";
import { type MigrationRun, RunCollector } from "./migration-run.ts";
import { printJson } from "./print-json.ts";
import { namedEnd, splitRange } from "./revision-range.ts";
import { runEnvironment } from "./run-environment.ts";

/** How a command that moves the database along the graph plans its steps. */
export interface Migration {
  /** What to do about a range where there must be none. */
  readonly rangeHint: string;
  readonly plan: (map: RevisionMap, target: string, rows: readonly string[]) => readonly MigrationStep[];
}

/** Takes every database that `env.ts` opens to a revision; with `sql` the revision may be `start:end`. */
export async function migrate(
  config: Config,
  revision: string,
  options: MigrateOptions,
  { rangeHint, plan }: Migration,
): Promise<readonly MigrationRun[]> {
  const range = splitRange(revision);
  if (range !== null && options.sql !== true) {
    throw new CommandError("Range revision not allowed", { hint: rangeHint, details: { revision } });
  }
  const target = range === null ? revision : namedEnd(range, revision);
  assertNamed(target);
  const directory = await ScriptDirectory.fromConfig(config);
  const environment: EnvironmentOptions = {
    asSql: options.sql === true,
    startingRev: range?.start ?? null,
    destinationRev: target,
    tag: options.tag ?? null,
    fn: (rows) => plan(directory.revisionMap, target, rows),
  };
  return runSteps(config, directory, environment, options);
}

/** Runs what a planner says, or with `plan` prints what it would do, on every database that `env.ts` opens. */
export async function runSteps(
  config: Config,
  directory: ScriptDirectory,
  environment: EnvironmentOptions,
  options: MigrateOptions,
): Promise<readonly MigrationRun[]> {
  if (options.plan === true) return planSteps(config, directory, environment, options);
  const collector = new RunCollector();
  await runEnvironment(config, directory, {
    ...environment,
    observers: [collector, ...(options.observer === undefined ? [] : [options.observer])],
  });
  if (options.json === true) printJson(config, collector.runs);
  return collector.runs;
}

async function planSteps(
  config: Config,
  directory: ScriptDirectory,
  environment: EnvironmentOptions,
  { json }: MigrateOptions,
): Promise<readonly MigrationPlan[]> {
  const { PlanCollector } = await import("../runtime/plan/plan-recorder.ts");
  const { printPlans } = await import("./plan-report.ts");
  const planner = new PlanCollector();
  await runEnvironment(config, directory, { ...environment, planner });
  printPlans(config, planner.plans, json === true);
  return planner.plans;
}

/** Throws CommandError for options that mean nothing together. */
export function assertOutputOptions({ plan, sql, json }: MigrateOptions): void {
  if (plan === true && sql === true) {
    throw new CommandError("Using --plan with --sql does not make any sense", {
      hint: "Leave out --sql: a plan starts from what the database is at, a script from what you name.",
    });
  }
  if (json === true && sql === true) {
    throw new CommandError("Using --json with --sql does not make any sense", {
      hint: "Leave out --json: the script is what is printed.",
    });
  }
}
