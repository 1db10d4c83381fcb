import type { Config } from "../config/index.ts";
import type { MigrationPlan } from "../runtime/index.ts";
import { planUpgrade } from "../script/plan/plan-migration.ts";
import type { MigrateOptions } from "./command-options.ts";
import type { MigrationRun } from "./migration-run.ts";
import { assertOutputOptions, migrate } from "./run-steps.ts";

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
  assertOutputOptions(options);
  return migrate(config, revision, options, {
    rangeHint: "A range such as aaa:bbb is for --sql; name only the revision to upgrade to.",
    plan: planUpgrade,
  });
}
