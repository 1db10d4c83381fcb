import type { Config } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import { planUpgrade } from "../script/plan/plan-migration.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import type { SqlOptions } from "./command-options.ts";
import { splitRange } from "./revision-range.ts";
import { runEnvironment } from "./run-environment.ts";

/**
 * Brings the database to a later revision; with `sql` writes a script instead, and the revision may be `start:end`.
 *
 * @example
 * await upgrade(config, "head");
 */
export async function upgrade(config: Config, revision: string, options: SqlOptions = {}): Promise<void> {
  const range = splitRange(revision);
  if (range !== null && options.sql !== true) {
    throw new CommandError("Range revision not allowed", {
      hint: "A range such as aaa:bbb is for --sql; name only the revision to upgrade to.",
      details: { revision },
    });
  }
  const target = range === null ? revision : (range.end ?? "");
  const directory = await ScriptDirectory.fromConfig(config);
  await runEnvironment(config, directory, {
    asSql: options.sql === true,
    startingRev: range?.start ?? null,
    destinationRev: target,
    tag: options.tag ?? null,
    fn: (rows) => planUpgrade(directory.revisionMap, target, rows),
  });
}
