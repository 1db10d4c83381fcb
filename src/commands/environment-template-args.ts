import type { Config } from "../config/index.ts";
import type { ScriptDirectory } from "../script/script-directory.ts";
import { runEnvironment } from "./run-environment.ts";

/**
 * What `env.ts` passes to the script template as `context.configure({ templateArgs })`. It is run for that only where
 * the configuration says `revision_environment = true`, and with `--sql` in offline mode.
 */
export async function environmentTemplateArgs(
  config: Config,
  directory: ScriptDirectory,
  asSql = false,
): Promise<Readonly<Record<string, unknown>>> {
  if (!config.getAlembicBooleanOption("revision_environment")) return {};
  const environment = await runEnvironment(config, directory, { asSql, dontMutate: true, fn: () => [] });
  return environment.migrationContext?.opts.templateArgs ?? {};
}
