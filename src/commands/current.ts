import type { Config } from "../config/index.ts";
import { DatabaseNotAtHead } from "../errors/index.ts";
import type { Script } from "../script/script.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import { isAtHeads } from "./at-heads.ts";
import type { JsonOption } from "./command-options.ts";
import { printJson } from "./print-json.ts";
import { runEnvironment } from "./run-environment.ts";

/** How `current` shows the version rows, and whether they have to be the heads. */
export interface CurrentOptions extends JsonOption {
  readonly verbose?: boolean | undefined;
  /** Throw DatabaseNotAtHead unless the database is at every effective head. */
  readonly checkHeads?: boolean | undefined;
}

/** Prints and answers the tips of what is applied, for every database that `env.ts` opens. Writes nothing. */
export async function current(config: Config, options: CurrentOptions = {}): Promise<readonly Script[]> {
  const directory = await ScriptDirectory.fromConfig(config);
  const found: Script[] = [];
  await runEnvironment(config, directory, {
    dontMutate: true,
    fn: (rows, context) => {
      if (options.checkHeads === true) assertAtHeads(directory, rows);
      const scripts = directory.getAllCurrent(rows);
      found.push(...scripts);
      if (options.verbose === true && options.json !== true) {
        config.printStdout(`Current revision(s) for ${context.connection?.label ?? context.dialect.name}:`);
      }
      if (options.json !== true) {
        for (const script of scripts) config.printStdout(script.cmdFormat({ verbose: options.verbose }));
      }
      return [];
    },
  });
  if (options.json === true) printJson(config, found);
  return found;
}

function assertAtHeads(directory: ScriptDirectory, rows: readonly string[]): void {
  const heads = directory.getHeads({ considerDependsOn: true });
  if (isAtHeads(directory, { rows, heads })) return;
  throw new DatabaseNotAtHead("Database is not on all head revisions", {
    hint: "Run 'alembic upgrade heads'.",
    details: { rows, heads },
  });
}
