import type { Config } from "../config/index.ts";
import { assertNamed } from "../script/graph/assert-named.ts";
import { resolveRows } from "../script/plan/current-rows.ts";
import type { Script } from "../script/script.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import { runEnvironment } from "./run-environment.ts";

/** The revisions a symbol stands for; `current` runs `env.ts` and reads the version table of every database it opens. */
export async function scriptsOfSymbol(config: Config, symbol: string): Promise<readonly Script[]> {
  assertNamed(symbol);
  const directory = await ScriptDirectory.fromConfig(config);
  if (symbol !== "current") return directory.getRevisions(symbol);
  const scripts: Script[] = [];
  await runEnvironment(config, directory, {
    dontMutate: true,
    fn: (rows) => {
      // A row without a file is named as what it is before anything is looked up.
      resolveRows(directory.revisionMap.graph, rows);
      scripts.push(...directory.getRevisions(rows));
      return [];
    },
  });
  return scripts;
}
