import { type Config, warn } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import type { EnvironmentOptions, MigrationPlan } from "../runtime/index.ts";
import { planDowngrade } from "../script/plan/plan-migration.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import type { MigrateOptions } from "./command-options.ts";
import type { MigrationRun } from "./migration-run.ts";
import { splitRange } from "./revision-range.ts";
import { assertPlanOptions, runSteps } from "./run-steps.ts";

/**
 * Takes the database back to an earlier revision; with `sql` writes a script instead, and the revision is `from:to`. Answers what
 * was done to each database, or with `plan` what would be.
 *
 * @example
 * await downgrade(config, "-1");
 */
export function downgrade(
  config: Config,
  revision: string,
  options: MigrateOptions & { readonly plan: true },
): Promise<readonly MigrationPlan[]>;
export function downgrade(
  config: Config,
  revision: string,
  options?: MigrateOptions,
): Promise<readonly MigrationRun[]>;
export async function downgrade(
  config: Config,
  revision: string,
  options: MigrateOptions = {},
): Promise<readonly MigrationRun[]> {
  assertPlanOptions(options);
  const range = splitRange(revision);
  if (range !== null && options.sql !== true) {
    throw new CommandError("Range revision not allowed", {
      hint: "A range such as bbb:aaa is for --sql; name only the revision to go back to.",
      details: { revision },
    });
  }
  if (range === null && options.sql === true) {
    throw new CommandError("downgrade with --sql requires <fromrev>:<torev>", {
      hint: "The script is made without a database, so name the revision that the database is at as <fromrev>.",
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
    fn: (rows) => planDowngrade(directory.revisionMap, target, rows, { warn }),
  };
  return runSteps(config, directory, environment, options);
}
