import { type Config, warn } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import type { MigrationPlan } from "../runtime/index.ts";
import { planDowngrade } from "../script/plan/plan-migration.ts";
import type { MigrateOptions } from "./command-options.ts";
import type { MigrationRun } from "./migration-run.ts";
import { splitRange } from "./revision-range.ts";
import { assertOutputOptions, migrate } from "./run-steps.ts";

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
  assertOutputOptions(options);
  if (options.sql === true && (splitRange(revision)?.start ?? null) === null) {
    throw new CommandError("downgrade with --sql requires <fromrev>:<torev>", {
      hint: "The script is made without a database, so name the revision that the database is at as <fromrev>.",
      details: { revision },
    });
  }
  return migrate(config, revision, options, {
    rangeHint: "A range such as bbb:aaa is for --sql; name only the revision to go back to.",
    plan: (map, target, rows) => planDowngrade(map, target, rows, { warn }),
  });
}
