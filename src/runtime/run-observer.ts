import type { QueryResult } from "../connection/connection.ts";
import type { Statement } from "../dialect/statement.ts";
import type { MigrationContext } from "./migration-context.ts";
import type { JobRecord } from "./op-queue.ts";
import type { RunnableStep } from "./run-step.ts";
import type { StatementExecutor } from "./statement-executor.ts";

/** What a run on one database is about to do. */
export interface PlannedRun {
  readonly context: MigrationContext;
  /** The version rows it starts from. */
  readonly rows: readonly string[];
  readonly steps: readonly RunnableStep[];
}

/**
 * Hears what a run does while it does it, for progress displays and records. Callbacks are synchronous and must not
 * throw. Where one process overtakes another the steps are planned anew, and `runPlanned` is called again.
 */
export interface RunObserver {
  runPlanned?(run: PlannedRun): void;
  stepStarted?(step: RunnableStep): void;
  /** The step is done, with these version rows behind it; its transaction may still be open. */
  stepFinished?(step: RunnableStep, rows: readonly string[]): void;
  operationStarted?(operation: JobRecord): void;
  operationFinished?(operation: JobRecord): void;
  statementStarted?(statement: Statement): void;
  statementFinished?(statement: Statement): void;
}

/** An executor that tells observers of its statements. */
export function observedExecutor(
  inner: StatementExecutor,
  observers: readonly RunObserver[],
): StatementExecutor {
  if (observers.length === 0) return inner;
  return {
    run: async (statement): Promise<QueryResult> => {
      for (const observer of observers) observer.statementStarted?.(statement);
      try {
        return await inner.run(statement);
      } finally {
        for (const observer of observers) observer.statementFinished?.(statement);
      }
    },
  };
}
