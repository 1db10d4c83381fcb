import type { Config } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import type { EnvironmentOptions, MigrationPlan } from "../runtime/index.ts";
import { planUpgrade } from "../script/plan/plan-migration.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import type { MigrateOptions } from "./command-options.ts";
import type { MigrationRun } from "./migration-run.ts";
import { splitRange } from "./revision-range.ts";
import { assertPlanOptions, runSteps } from "./run-steps.ts";

/**
 * Brings the database to a later revision; with `sql` writes a script instead, and the revision may be `start:end`. Answers what
 * was done to each database, or with `plan` what would be.
 *
 * @example
 * await upgrade(config, "head");
 */
export function upgrade(
  config: Config,
  revision: string,
  options: MigrateOptions & { readonly plan: true },
): Promise<readonly MigrationPlan[]>;
export function upgrade(
  config: Config,
  revision: string,
  options?: MigrateOptions,
): Promise<readonly MigrationRun[]>;
export async function upgrade(
  config: Config,
  revision: string,
  options: MigrateOptions = {},
): Promise<readonly MigrationRun[]> {
  assertPlanOptions(options);
  const range = splitRange(revision);
  if (range !== null && options.sql !== true) {
    throw new CommandError("Range revision not allowed", {
      hint: "A range such as aaa:bbb is for --sql; name only the revision to upgrade to.",
      details: { revision },
    });
  }
  const target = range === null ? revision : (range.end ?? "");
  const directory = await ScriptDirectory.fromConfig(config);
  const environment: EnvironmentOptions = {
    asSql: options.sql === true,
    startingRev: range?.start ?? null,
    destinationRev: target,
    tag: options.tag ?? null,
    fn: (rows) => planUpgrade(directory.revisionMap, target, rows),
  };
  return runSteps(config, directory, environment, options);
}
