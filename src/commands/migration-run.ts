import type { PlannedRun, RunnableStep, RunObserver } from "../runtime/index.ts";

/** One revision that a run has applied, removed or stamped. */
export interface RevisionStep {
  readonly direction: "upgrade" | "downgrade" | "stamp";
  readonly revision: string | null;
  readonly message: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The version rows after the step. */
  readonly rows: readonly string[];
}

/** What a command has done to one database, or written into its script. */
export interface MigrationRun {
  /** What it is connected to, without password; the dialect's name for a script. */
  readonly database: string;
  readonly dialect: string;
  /** The version rows before and after. */
  readonly rows: readonly string[];
  readonly rowsAfter: readonly string[];
  readonly steps: readonly RevisionStep[];
}

interface OpenRun {
  readonly planned: PlannedRun;
  readonly steps: { readonly step: RunnableStep; readonly rows: readonly string[] }[];
}

/** Collects what a command does, database by database. */
export class RunCollector implements RunObserver {
  readonly #runs: OpenRun[] = [];

  runPlanned(planned: PlannedRun): void {
    const isAgain = this.#runs.at(-1)?.planned.context === planned.context;
    if (!isAgain) this.#runs.push({ planned, steps: [] });
  }

  stepFinished(step: RunnableStep, rows: readonly string[]): void {
    this.#runs.at(-1)?.steps.push({ step, rows: [...rows] });
  }

  get runs(): readonly MigrationRun[] {
    return this.#runs.map(({ planned: { context, rows }, steps }) => ({
      database: context.connection?.label ?? context.dialect.name,
      dialect: context.dialect.name,
      rows,
      rowsAfter: steps.at(-1)?.rows ?? rows,
      steps: steps.map(({ step, rows: rowsAfter }) => revisionStep(step, rowsAfter)),
    }));
  }
}

function revisionStep(step: RunnableStep, rows: readonly string[]): RevisionStep {
  const { direction, revision, from, to } = step;
  return {
    direction,
    revision,
    // It is in the file, which need not be read again where nobody asks for it.
    get message() {
      return step.doc;
    },
    from,
    to,
    rows,
  };
}
