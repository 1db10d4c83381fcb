import { type Config, warn } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import { planDowngrade } from "../script/plan/plan-migration.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import type { SqlOptions } from "./command-options.ts";
import { splitRange } from "./revision-range.ts";
import { runEnvironment } from "./run-environment.ts";

/**
 * Takes the database back to an earlier revision; with `sql` writes a script instead, and the revision is `from:to`.
 *
 * @example
 * await downgrade(config, "-1");
 */
export async function downgrade(config: Config, revision: string, options: SqlOptions = {}): Promise<void> {
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
  await runEnvironment(config, directory, {
    asSql: options.sql === true,
    startingRev: range?.start ?? null,
    destinationRev: target,
    tag: options.tag ?? null,
    fn: (rows) => planDowngrade(directory.revisionMap, target, rows, { warn }),
  });
}
