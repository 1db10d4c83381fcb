import type { Config } from "../config/index.ts";
import { runtimeOf } from "../runtime/migration-context.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import { runEnvironment } from "./run-environment.ts";

/** Whether `ensureVersion` makes the version table or writes its SQL. */
export interface EnsureVersionOptions {
  /** Write the SQL instead of running it. */
  readonly sql?: boolean | undefined;
}

/** Creates the version table if it does not exist; writes no rows. */
export async function ensureVersion(config: Config, options: EnsureVersionOptions = {}): Promise<void> {
  const directory = await ScriptDirectory.fromConfig(config);
  await runEnvironment(config, directory, {
    asSql: options.sql === true,
    // Online the table is created before any plan is asked for.
    fn: async (_rows, context) => {
      if (context.asSql) await runtimeOf(context).versionRows.create();
      return [];
    },
  });
}
