import type { Connection, QueryResult } from "../connection/connection.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { DialectStatement } from "../dialect/statement.ts";
import type { MigrationContext } from "./migration-context.ts";
import type { RunnableStep } from "./run-step.ts";
import type { StatementExecutor } from "./statement-executor.ts";

/** What a run on one database is about to do. */
export interface PlannedRun {
  readonly context: MigrationContext;
  /** The version rows it starts from. */
  readonly rows: readonly string[];
  readonly steps: readonly RunnableStep[];
}

/** One call of a revision's script. */
export interface RunningOperation {
  /** `op.createTable`. */
  readonly operation: string;
  /** Where it was called: `describe()` gives `file:line:column`, of the given file where it is in the stack. */
  readonly site: { describe(file?: string | null): string | null } | null;
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
  operationStarted?(operation: RunningOperation): void;
  operationFinished?(operation: RunningOperation): void;
  statementStarted?(statement: DialectStatement): void;
  statementFinished?(statement: DialectStatement): void;
}

/** Notes what a run would do to one database instead of doing it. */
export interface RunRecorder extends RunObserver {
  /** What the run gets as its connection. */
  readonly connection: Connection;
  /** Around the run. */
  during<T>(run: () => Promise<T>): Promise<T>;
}

/** Puts a recorder in front of every database that is configured. */
export interface RunPlanner {
  record(connection: Connection, dialect: Dialect): RunRecorder;
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
