import { Heads } from "./heads.ts";
import type { MigrationRuntime } from "./migration-runtime.ts";
import { type RunnableStep, runStep } from "./run-step.ts";

/** Gives the steps from these rows on. */
type Plan = (rows: readonly string[]) => Promise<readonly RunnableStep[]>;

/**
 * Runs what the context's planner says, one step after another. Where the lock belongs to each transaction, the rows
 * are read again in each: when another process was faster, the steps are planned anew from where it left off.
 */
export async function runMigrations(
  runtime: MigrationRuntime,
  plan: Plan,
  runArgs: Readonly<Record<string, unknown>>,
): Promise<void> {
  let rows = await runtime.context.getCurrentHeads();
  if (rows.length === 0) await runtime.ensureVersionTable();
  for (;;) {
    const steps = await plan(rows);
    for (const observer of runtime.observers)
      observer.runPlanned?.({ context: runtime.context, rows, steps });
    await runtime.scripts.load(steps, runtime.signal);
    const overtaken = await runFrom(runtime, rows, { steps, runArgs });
    if (overtaken === null) break;
    rows = overtaken;
  }
  await runtime.journal?.tidyUp();
}

/** The same from no rows on: all rows are deleted first, in one transaction with what follows (`stamp --purge`). */
export async function runPurged(
  runtime: MigrationRuntime,
  plan: Plan,
  runArgs: Readonly<Record<string, unknown>>,
): Promise<void> {
  const steps = await plan([]);
  for (const observer of runtime.observers)
    observer.runPlanned?.({ context: runtime.context, rows: [], steps });
  const heads = new Heads(runtime.versionRows, []);
  runtime.trackHeads(heads);
  await runtime.transactions.aroundStep(async () => {
    await runtime.versionRows.createIfMissing();
    await runtime.versionRows.deleteAll();
    for (const step of steps) await runStep(runtime, step, heads, runArgs);
  });
  await runtime.journal?.tidyUp();
}

interface Run {
  readonly steps: readonly RunnableStep[];
  readonly runArgs: Readonly<Record<string, unknown>>;
}

/** Runs the steps; gives the rows found instead of the expected ones when somebody else has changed them. */
async function runFrom(
  runtime: MigrationRuntime,
  rows: readonly string[],
  { steps, runArgs }: Run,
): Promise<readonly string[] | null> {
  const heads = new Heads(runtime.versionRows, rows);
  runtime.trackHeads(heads);
  for (const step of steps) {
    const run = runtime.transactions.aroundStep(async () => {
      const found = runtime.transactions.rowsMayChange
        ? await runtime.versionRows.readExisting()
        : heads.current;
      if (!heads.equals(found)) return found;
      await runStep(runtime, step, heads, runArgs);
      return null;
    });
    const overtaken = await run.catch((error: unknown) => {
      throw runtime.failedStep.describe(error);
    });
    runtime.failedStep.end();
    if (overtaken !== null) return overtaken;
  }
  return null;
}
