import type { Config } from "../config/index.ts";
import type { Script } from "../script/script.ts";
import type { JsonOption } from "./command-options.ts";
import { printJson } from "./print-json.ts";
import { scriptsOfSymbol } from "./scripts-of-symbol.ts";

/** Prints in full, and answers, every revision that a symbol stands for; `current` reads the database. */
export async function show(
  config: Config,
  symbol: string,
  options: JsonOption = {},
): Promise<readonly Script[]> {
  const scripts = await scriptsOfSymbol(config, symbol);
  if (options.json === true) {
    printJson(
      config,
      scripts.map((script) => ({ ...script.toJSON(), doc: script.longDoc })),
    );
    return scripts;
  }
  for (const script of scripts) config.printStdout(script.logEntry);
  return scripts;
}
