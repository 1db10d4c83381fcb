import { AlembicError } from "../errors/index.ts";
import type { ScriptDirectory } from "../script/script-directory.ts";
import { thrownError } from "../util/thrown-error.ts";
import { type RunningScript, scriptFailure } from "./failed-operation.ts";
import type { RunnableStep } from "./run-step.ts";

/** A revision's function, ready to be called. */
export interface LoadedScript extends RunningScript {
  run(runArgs: Readonly<Record<string, unknown>>): unknown;
}

/** Loads the function that an upgrade or downgrade step calls. Throws REVISION_FILE or MODULE_LOAD. */
export async function loadScript(
  step: RunnableStep,
  direction: "upgrade" | "downgrade",
  scripts: ScriptDirectory | null,
): Promise<LoadedScript> {
  const revision = step.revision ?? step.up[0] ?? "";
  if (step.run !== undefined) return { revision, direction, path: null, run: step.run };
  const script = scripts?.getRevision(revision) ?? null;
  if (script === null) {
    throw new AlembicError(`Revision ${revision} has no file to run.`, {
      code: "REVISION_FILE",
      hint: "Give the context a script directory, or steps with a run() of their own.",
      details: { revision },
    });
  }
  const running = { revision, direction, path: script.path };
  const run = await script.migrationFunction(direction).catch((error: unknown) => {
    throw scriptFailure(thrownError(error, script.path), running);
  });
  return { ...running, run };
}
