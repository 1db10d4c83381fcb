import type { Config } from "../config/index.ts";
import type { EnvironmentContext, EnvironmentOptions } from "../runtime/index.ts";
import type { ScriptDirectory } from "../script/script-directory.ts";

/** Runs `env.ts` with a planner and answers what it configured; loads the runtime only then, because many commands need none of it. */
export async function runEnvironment(
  config: Config,
  directory: ScriptDirectory,
  options: EnvironmentOptions,
): Promise<EnvironmentContext> {
  const runtime = await import("../runtime/index.ts");
  const environment = new runtime.EnvironmentContext(config, directory, options);
  await environment.run();
  return environment;
}
