import { isAlembicError } from "../errors/index.ts";
import { withMessage } from "../errors/with-message.ts";
import type { RunningScript } from "./failed-operation.ts";
import type { JobRecord, JobState } from "./op-queue.ts";
import type { ProgressEntry } from "./progress-table.ts";
import { tooLarge } from "./recorded-result.ts";

export interface StepReport {
  readonly script: RunningScript;
  readonly jobs: readonly JobRecord[];
  readonly dialectName: string;
  /** The version rows, which the step did not change. */
  readonly heads: readonly string[];
  /** Whether what was done is recorded, so that the next run goes on behind it. */
  readonly isRecorded: boolean;
  /** What of the record is there after the rollback; `null` where that could not be asked. */
  readonly kept: readonly ProgressEntry[] | null;
  /** Tables in which a rollback takes nothing back. */
  readonly tablesWithoutRollback: readonly string[];
}

const labels: Readonly<Record<JobState, string>> = {
  done: "done",
  failed: "failed",
  running: "failed",
  queued: "not run",
  "not run": "not run",
};

/**
 * The error of a migration that failed where statements cannot be rolled back: what was done, what failed, what was
 * not run, and what to type next.
 */
export function withStepReport(error: unknown, report: StepReport): unknown {
  if (!isAnythingDone(report)) return error;
  if (!isAlembicError(error)) return withForeignReport(error, report);
  const message = `${error.message}\n${describeStep(report)}`;
  const details = {
    ...error.details,
    operations: report.jobs.map((job) => ({ operation: job.operation, state: labelOf(job, report) })),
  };
  // A run that was interrupted leaves nothing to correct.
  const remedy = error.code === "CANCELLED" ? "" : error.hint;
  return withMessage(error, message, { details, hint: nextCommand(report, remedy) });
}

/** The report of a migration whose process ends in the middle of it; `null` when nothing was done. */
export function abruptReport(report: StepReport): string | null {
  return isAnythingDone(report)
    ? [describeStep(report), nextCommand(report, foreignRemedy)].join("\n")
    : null;
}

function isAnythingDone({ jobs, kept }: StepReport): boolean {
  return jobs.some((job) => job.state === "done" || doneBeforeFailure(job, kept) > 0);
}

const foreignRemedy = "Correct the migration, and leave the operations that are done as they are.";

/** An error of the user's own code stays the object that it is. */
function withForeignReport(error: unknown, report: StepReport): unknown {
  if (!(error instanceof Error) || Object.isFrozen(error)) return error;
  const { name, message, stack = "" } = error;
  const frames = stack.indexOf("\n    at ");
  error.message = [message, describeStep(report), nextCommand(report, foreignRemedy)].join("\n").trim();
  error.stack = `${name}: ${error.message}${frames < 0 ? "" : stack.slice(frames)}`;
  return error;
}

function describeStep(report: StepReport): string {
  const { script, jobs, dialectName, heads, kept, isRecorded } = report;
  const lines = jobs.map((job) => {
    const place = job.site?.describe(script.path);
    const done = doneBeforeFailure(job, kept);
    const behind =
      done === 0 ? "" : `, behind ${done === 1 ? "a statement that is" : `${done} statements that are`} done`;
    return `  ${labelOf(job, report).padEnd(8)} ${job.operation}()${place ? `  ${place}` : ""}${behind}`;
  });
  const at = heads.length === 0 ? "base" : heads.join(", ");
  const unknown =
    isRecorded && kept === null
      ? `\nWhat the server kept of this could not be asked; the next run reads it from what is recorded.`
      : "";
  return (
    `${dialectName} commits DDL at once, and what was done before it: that stays. Operations of ${script.direction}() of revision ` +
    `${script.revision}:\n${lines.join("\n")}${unknown}${notes(report)}\nThe version table still says ${at}.`
  );
}

/** What the lines of the operations do not tell. */
function notes(report: StepReport): string {
  const { jobs, kept, tablesWithoutRollback } = report;
  const unclear = jobs.some((job) => labelOf(job, report) === "unclear")
    ? [
        `What is unclear was rolled back, which takes nothing back in tables without transactions (${tablesWithoutRollback.join(", ")}): ` +
          "rows there may stay, and the next run does it again.",
      ]
    : [];
  const large = (kept ?? [])
    .filter(({ result }) => result === tooLarge)
    .map(
      ({ statement }) =>
        `This answer was too large to be recorded; the next run reads it again: ${statement}`,
    );
  return [...unclear, ...large].map((line) => `\n${line}`).join("");
}

/** How far an operation is in the database, after the rollback. */
function labelOf(
  { state, places: [from, to] }: JobRecord,
  { kept, tablesWithoutRollback }: Pick<StepReport, "kept" | "tablesWithoutRollback">,
): string {
  if (state !== "done" || kept === null) return labels[state];
  const places = new Set(kept.map(({ position }) => position));
  const stayed = Array.from({ length: to - from }, (_, index) => places.has(from + index));
  if (stayed.every(Boolean)) return labels.done;
  if (stayed.some(Boolean)) return "partly";
  return tablesWithoutRollback.length === 0 ? "undone" : "unclear";
}

/** How many statements of a failed operation stay in the database. */
function doneBeforeFailure({ state, places: [from, to] }: JobRecord, kept: StepReport["kept"]): number {
  if (state !== "failed" || kept === null) return 0;
  return kept.filter(({ position }) => position >= from && position < to).length;
}

/** What to do and then to type; where the error says itself what to do, that. */
function nextCommand({ script, isRecorded }: StepReport, remedy: string | undefined): string {
  const command = `alembic ${script.direction} ${script.direction === "downgrade" ? "-1" : script.revision}`;
  if (!isRecorded)
    return `Undo by hand what is marked done, correct the failed operation, and type '${command}'.`;
  return remedy === undefined
    ? `Correct the failed operation, leave those that are done as they are, and type '${command}': it goes on behind them.`
    : `${remedy} Then type '${command}': it goes on behind what is done.`.replace(/^ Then type/, "Type");
}
