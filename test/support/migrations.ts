import type { Connection } from "../../src/connection/index.ts";
import {
  MigrationContext,
  type MigrationOptions,
  type Operations,
  type RunnableStep,
} from "../../src/runtime/index.ts";
import { RevisionMap } from "../../src/script/graph/revision-map.ts";
import { planDowngrade, planUpgrade } from "../../src/script/plan/plan-migration.ts";

/** A revision without a file. */
export interface TestRevision {
  readonly id: string;
  readonly down?: string | null | undefined;
  readonly doc?: string | undefined;
  readonly upgrade?: ((op: Operations, runArgs: Readonly<Record<string, unknown>>) => unknown) | undefined;
  readonly downgrade?: ((op: Operations) => unknown) | undefined;
}

export interface TestRun {
  readonly revisions: readonly TestRevision[];
  /** `head` by default; with `downgrade` `base`. */
  readonly target?: string | undefined;
  readonly direction?: "upgrade" | "downgrade" | undefined;
  readonly opts?: MigrationOptions | undefined;
  readonly runArgs?: Readonly<Record<string, unknown>> | undefined;
}

/** A context that runs revisions on a connection, or with a dialect's name writes their script. */
export function migrationContext(where: Connection | string, run: TestRun): MigrationContext {
  const source = typeof where === "string" ? { dialectName: where } : { connection: where };
  const fn = (rows: readonly string[], context: MigrationContext): readonly RunnableStep[] =>
    stepsOf(run, rows, context);
  return MigrationContext.configure({
    ...source,
    opts: { fn, asSql: typeof where === "string", ...run.opts },
  });
}

/** Runs revisions as `env.ts` does; gives the version rows afterwards. */
export async function migrate(connection: Connection, run: TestRun): Promise<readonly string[]> {
  const context = migrationContext(connection, run);
  await context.beginTransaction(() => context.runMigrations(run.runArgs));
  return context.getCurrentHeads();
}

/** The script of revisions. */
export async function scriptOf(dialectName: string, run: TestRun): Promise<string> {
  let text = "";
  const outputBuffer = { write: (part: string) => (text += part) };
  const context = migrationContext(dialectName, { ...run, opts: { ...run.opts, outputBuffer } });
  await context.beginTransaction(() => context.runMigrations(run.runArgs));
  return text;
}

function stepsOf(run: TestRun, rows: readonly string[], context: MigrationContext): readonly RunnableStep[] {
  const map = new RevisionMap(
    run.revisions.map(({ id, down, doc }) => ({ revision: id, downRevision: down ?? null, doc: doc ?? id })),
  );
  const isUp = run.direction !== "downgrade";
  const steps = isUp
    ? planUpgrade(map, run.target ?? "head", rows)
    : planDowngrade(map, run.target ?? "base", rows);
  const byId = new Map(run.revisions.map((revision) => [revision.id, revision]));
  return steps.map((step) => {
    const revision = byId.get(step.revision ?? "");
    const script = isUp ? revision?.upgrade : revision?.downgrade;
    return { ...step, run: (runArgs) => script?.(context.operations, runArgs) };
  });
}
