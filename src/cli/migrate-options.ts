import type { MigrateOptions } from "../commands/command-options.ts";
import type { MigrationRun } from "../commands/migration-run.ts";
import { CommandError } from "../errors/index.ts";
import type { CommandSession, ParsedArguments } from "./command-definition.ts";

/** The options of `upgrade` and `downgrade`. Throws CommandError for `--exit-code` without `--plan`. */
export function migrateOptions(options: ParsedArguments, { observer }: CommandSession): MigrateOptions {
  if (options.flag("exitCode") && !options.flag("plan")) {
    throw new CommandError("Using --exit-code without --plan does not make any sense", {
      hint: "Add --plan.",
    });
  }
  return {
    sql: options.flag("sql"),
    tag: options.text("tag"),
    plan: options.flag("plan"),
    json: options.flag("json"),
    observer,
  };
}

/** With `--exit-code` 1 when a plan has steps. */
export function pendingStatus(plans: readonly MigrationRun[], options: ParsedArguments): number {
  return options.flag("exitCode") && plans.some(({ steps }) => steps.length > 0) ? 1 : 0;
}
