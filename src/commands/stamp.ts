import { type Config, getLogger } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import type { EnvironmentOptions } from "../runtime/index.ts";
import { assertNamed } from "../script/graph/assert-named.ts";
import { planCheckedStamp } from "../script/plan/plan-stamp.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import type { JsonOption, SqlOptions } from "./command-options.ts";
import type { MigrationRun } from "./migration-run.ts";
import { namedEnd, splitRange } from "./revision-range.ts";
import { assertOutputOptions, runSteps } from "./run-steps.ts";

const logger = getLogger("alembic.runtime.migration");

/** How `stamp` writes the version rows. */
export interface StampOptions extends SqlOptions, JsonOption {
  /** Delete all rows of the version table first, also ones that no file has. */
  readonly purge?: boolean | undefined;
}

/**
 * Writes revisions into the version table without running their migrations, and answers what changed. With `sql` each may be `start:end`.
 *
 * @example
 * await stamp(config, "head");
 */
export async function stamp(
  config: Config,
  revisions: string | readonly string[],
  options: StampOptions = {},
): Promise<readonly MigrationRun[]> {
  if (options.purge === true && options.sql === true) {
    throw new CommandError("Can't use --purge with --sql mode", {
      hint: "Delete the rows in the script by hand: what they are is only known to the database.",
    });
  }
  assertOutputOptions(options);
  const given = typeof revisions === "string" ? [revisions] : revisions;
  const { targets, startingRev } =
    options.sql === true ? splitTargets(given) : { targets: given, startingRev: null };
  for (const target of targets) assertNamed(target);
  const directory = await ScriptDirectory.fromConfig(config);
  const environment: EnvironmentOptions = {
    asSql: options.sql === true,
    startingRev,
    destinationRev: targets,
    tag: options.tag ?? null,
    purge: options.purge === true,
    fn: (rows) => planCheckedStamp(directory.revisionMap, targets, rows, logger.warn),
  };
  return runSteps(config, directory, environment, options);
}

interface StampTargets {
  readonly targets: readonly string[];
  readonly startingRev: string | null;
}

function splitTargets(given: readonly string[]): StampTargets {
  let startingRev: string | null = null;
  const targets = given.map((text) => {
    const range = splitRange(text);
    if (range === null) return text;
    if (startingRev !== null && range.start !== startingRev) {
      throw new CommandError(
        "Stamp operation with --sql only supports a single starting revision at a time",
        {
          hint: `Give every range the start ${startingRev}.`,
          details: { revisions: given },
        },
      );
    }
    startingRev = range.start;
    return namedEnd(range, text);
  });
  return { targets, startingRev };
}
