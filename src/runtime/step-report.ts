import { AlembicError, DatabaseError, isAlembicError } from "../errors/index.ts";
import type { RunningScript } from "./failed-operation.ts";
import type { JobRecord, JobState } from "./op-queue.ts";

export interface StepReport {
  readonly script: RunningScript;
  readonly jobs: readonly JobRecord[];
  readonly dialectName: string;
  /** The version rows, which the step did not change. */
  readonly heads: readonly string[];
  /** Whether what was done is recorded, so that the next run goes on behind it. */
  readonly isRecorded: boolean;
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
  if (!isAlembicError(error) || !report.jobs.some((job) => job.state === "done")) return error;
  const message = `${error.message}\n${describeStep(report)}`;
  const details = {
    ...error.details,
    operations: report.jobs.map((job) => ({ operation: job.operation, state: labels[job.state] })),
  };
  const options = { code: error.code, hint: nextCommand(report), details, cause: error.cause };
  const made =
    error.code === "DATABASE" || error.code === "CONNECTION"
      ? new DatabaseError(message, error.details, options)
      : new AlembicError(message, options);
  made.stack = (error.stack ?? "").replace(error.message, message);
  return made;
}

function describeStep({ script, jobs, dialectName, heads }: StepReport): string {
  const lastFinal = jobs.findLastIndex(
    (job) => !job.isData && job.state !== "not run" && job.state !== "queued",
  );
  const lines = jobs.map((job, index) => {
    const place = job.site?.describe(script.path);
    const label = job.state === "done" && job.isData && index > lastFinal ? "undone" : labels[job.state];
    return `  ${label.padEnd(8)} ${job.operation}()${place ? `  ${place}` : ""}`;
  });
  const at = heads.length === 0 ? "base" : heads.join(", ");
  return (
    `${dialectName} commits DDL at once, and what was done before it: that stays. Operations of ${script.direction}() of revision ` +
    `${script.revision}:\n${lines.join("\n")}\nThe version table still says ${at}.`
  );
}

function nextCommand({ script, isRecorded }: StepReport): string {
  const command = `alembic ${script.direction} ${script.direction === "downgrade" ? "-1" : script.revision}`;
  return isRecorded
    ? `Correct the failed operation, leave those that are done as they are, and type '${command}': it goes on behind them.`
    : `Undo by hand what is marked done, correct the failed operation, and type '${command}'.`;
}
