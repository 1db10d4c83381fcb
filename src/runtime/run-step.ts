import { getLogger } from "../config/index.ts";
import { type MigrationStep, stepLogMessage, stepTitle } from "../script/plan/migration-step.ts";
import { versionWriteFailure } from "./failed-operation.ts";
import type { Heads } from "./heads.ts";
import type { MigrationRuntime } from "./migration-runtime.ts";
import { notifyVersionApplied } from "./version-callbacks.ts";

/** A step of a run; `run` stands in for a revision file where there is none. */
export type RunnableStep = MigrationStep & {
  readonly run?: ((runArgs: Readonly<Record<string, unknown>>) => unknown) | undefined;
};

const logger = getLogger("alembic.runtime.migration");

/** Runs a step: its script, its version rows, and the callbacks that want to hear of it. */
export async function runStep(
  runtime: MigrationRuntime,
  step: RunnableStep,
  heads: Heads,
  runArgs: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (runtime.recorder === null && logger.isEnabledFor("INFO")) logger.info(stepLogMessage(step).trimEnd());
  for (const observer of runtime.observers) observer.stepStarted?.(step);
  if (runtime.output !== null) {
    if (heads.current.length === 0) await runtime.versionRows.create();
    runtime.output.text(`-- ${stepTitle(step)}`.trimEnd());
  }
  await runtime.runScript(step, heads.current, runArgs);
  await heads.apply(step.writes).catch((error: unknown) => {
    throw versionWriteFailure(runtime.failures.explain(error), step);
  });
  await notifyVersionApplied(runtime, { step, heads: heads.current, runArgs });
  await (step.direction === "stamp"
    ? runtime.journal?.stamped(heads.current)
    : runtime.journal?.finish(heads.current));
  for (const observer of runtime.observers) observer.stepFinished?.(step, heads.current);
}
