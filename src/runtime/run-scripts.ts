import type { ScriptDirectory } from "../script/script-directory.ts";
import { untilCancelled } from "./cancellation.ts";
import { type LoadedScript, loadScript } from "./revision-script.ts";
import type { RunnableStep } from "./run-step.ts";

/**
 * The scripts of a run. They are loaded before the first of them runs: a file that cannot be loaded then stops the run
 * while nothing is done, and loading many at once takes a third of the time of loading each between two statements.
 */
export class RunScripts {
  readonly #directory: ScriptDirectory | null;
  readonly #loaded = { upgrade: new Map<string, LoadedScript>(), downgrade: new Map<string, LoadedScript>() };

  constructor(directory: ScriptDirectory | null) {
    this.#directory = directory;
  }

  /** Whether there is a script for a revision; `true` where the steps have scripts of their own. */
  has(revision: string): boolean {
    return this.#directory?.revisionMap.revisions.some((each) => each.revision === revision) ?? true;
  }

  /** Throws REVISION_FILE or MODULE_LOAD, and CANCELLED as soon as the signal is aborted. */
  load(steps: readonly RunnableStep[], signal: AbortSignal | null): Promise<void> {
    let loading = "";
    return untilCancelled(signal, {
      get owner() {
        return `the file of revision ${loading}`;
      },
      run: async () => {
        for (const step of steps) {
          loading = revisionOf(step);
          await this.#loadStep(step);
        }
      },
    });
  }

  async #loadStep(step: RunnableStep): Promise<void> {
    if (step.direction === "stamp") return;
    const loaded = this.#loaded[step.direction];
    const revision = revisionOf(step);
    if (!loaded.has(revision)) loaded.set(revision, await loadScript(step, step.direction, this.#directory));
  }

  /** The script of a step, which runs once. Throws REVISION_FILE or MODULE_LOAD. */
  async take(step: RunnableStep, direction: "upgrade" | "downgrade"): Promise<LoadedScript> {
    const loaded = this.#loaded[direction];
    const revision = revisionOf(step);
    const script = loaded.get(revision);
    loaded.delete(revision);
    return script ?? loadScript(step, direction, this.#directory);
  }
}

function revisionOf({ revision, up }: RunnableStep): string {
  return revision ?? up.join();
}
