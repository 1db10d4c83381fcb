import type { Config } from "../config/index.ts";
import type { Script } from "../script/script.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import type { JsonOption } from "./command-options.ts";
import { printJson } from "./print-json.ts";

/** Which heads `heads` shows, and how. */
export interface HeadsOptions extends JsonOption {
  readonly verbose?: boolean | undefined;
  /** Leave out heads that another revision depends on. */
  readonly resolveDependencies?: boolean | undefined;
}

/** Prints and answers the newest revision of every branch. */
export async function heads(config: Config, options: HeadsOptions = {}): Promise<readonly Script[]> {
  const directory = await ScriptDirectory.fromConfig(config);
  const found = directory.getRevisions(options.resolveDependencies === true ? "heads" : directory.getHeads());
  if (options.json === true) {
    printJson(config, found);
    return found;
  }
  for (const script of found) {
    config.printStdout(
      script.cmdFormat({ verbose: options.verbose, includeBranches: true, treeIndicators: false }),
    );
  }
  return found;
}
