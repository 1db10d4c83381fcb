import type { Config } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import { ScriptDirectory } from "../script/index.ts";
import type { SqlOptions } from "./command-options.ts";
import { splitRange } from "./revision-range.ts";
import { runEnvironment } from "./run-environment.ts";

export interface StampOptions extends SqlOptions {
  /** Delete all rows of the version table first, also ones that no file has. */
  readonly purge?: boolean | undefined;
}

/**
 * Writes revisions into the version table without running their migrations. With `sql` each may be `start:end`.
 *
 * @example
 * await stamp(config, "head");
 */
export async function stamp(
  config: Config,
  revisions: string | readonly string[],
  options: StampOptions = {},
): Promise<void> {
  const given = typeof revisions === "string" ? [revisions] : revisions;
  const { targets, startingRevision } =
    options.sql === true ? splitTargets(given) : { targets: given, startingRevision: null };
  const directory = await ScriptDirectory.fromConfig(config);
  await runEnvironment(config, directory, {
    asSql: options.sql === true,
    startingRevision,
    destinationRevision: targets,
    tag: options.tag ?? null,
    purge: options.purge === true,
    fn: (rows) => directory.planStamp(targets, rows),
  });
}

interface StampTargets {
  readonly targets: readonly string[];
  readonly startingRevision: string | null;
}

function splitTargets(given: readonly string[]): StampTargets {
  let startingRevision: string | null = null;
  const targets = given.map((text) => {
    const range = splitRange(text);
    if (range === null) return text;
    if (startingRevision !== null && range.start !== startingRevision) {
      throw new CommandError(
        "Stamp operation with --sql only supports a single starting revision at a time",
        {
          hint: `Give every range the start ${startingRevision}.`,
          details: { revisions: given },
        },
      );
    }
    startingRevision = range.start;
    return range.end ?? "";
  });
  return { targets, startingRevision };
}
