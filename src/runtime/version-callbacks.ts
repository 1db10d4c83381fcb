import { CommandError } from "../errors/index.ts";
import { migrationInfo } from "../script/plan/migration-info.ts";
import type { MigrationRuntime } from "./migration-runtime.ts";
import type { RunnableStep } from "./run-step.ts";

/** A step whose version rows are written. */
export interface AppliedStep {
  readonly step: RunnableStep;
  readonly heads: readonly string[];
  readonly runArgs: Readonly<Record<string, unknown>>;
}

/** Tells the callbacks of `onVersionApply` of a step. */
export async function notifyVersionApplied(
  runtime: MigrationRuntime,
  { step, heads, runArgs }: AppliedStep,
): Promise<void> {
  const { context, options } = runtime;
  const given = options.onVersionApply ?? [];
  const callbacks = typeof given === "function" ? [given] : given;
  if (callbacks.length === 0) return;
  const { script } = context;
  if (script === null) {
    throw new CommandError("onVersionApply needs a script directory, and this context has none.", {
      hint: "Run through EnvironmentContext, or leave onVersionApply out.",
    });
  }
  const info = migrationInfo(step, script.revisionMap);
  for (const callback of callbacks) {
    await runtime.runBlock("an onVersionApply callback", () =>
      callback({ ctx: context, step: info, heads: new Set(heads), runArgs }),
    );
  }
}
