import type { Connection } from "../../connection/connection.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import { CommandError, isAlembicError } from "../../errors/index.ts";
import { errorMessage } from "../../util/error-message.ts";
import type { PlannedRun, RunningOperation, RunPlanner, RunRecorder } from "../run-observer.ts";
import type { RunnableStep } from "../run-step.ts";
import { statementKind } from "../statement-kind.ts";
import type { MigrationPlan, PlannedOperation, PlannedStatement, PlannedStep } from "./migration-plan.ts";
import { PlanningConnection } from "./planning-connection.ts";

interface RecordedOperation extends PlannedOperation {
  readonly statements: PlannedStatement[];
  readonly notes: string[];
}

interface RecordedStep extends PlannedStep {
  readonly operations: RecordedOperation[];
  rows: readonly string[];
}

/** Collects the plans of a run, one for each database that `env.ts` configures. */
export class PlanCollector implements RunPlanner {
  readonly #recorders: PlanRecorder[] = [];

  /** Puts a recording connection in front of a database. */
  record(connection: Connection, dialect: Dialect): PlanRecorder {
    const recorder = new PlanRecorder(connection, dialect);
    this.#recorders.push(recorder);
    return recorder;
  }

  /** The plans so far; a database that was only configured has none. */
  get plans(): readonly MigrationPlan[] {
    return this.#recorders.map((recorder) => recorder.plan()).filter((plan) => plan !== null);
  }
}

/** Records what a run would do to one database. */
export class PlanRecorder implements RunRecorder {
  readonly connection: PlanningConnection;
  readonly #dialect: Dialect;
  readonly #inCallersTransaction: boolean;
  readonly #preparation: RecordedOperation[] = [];
  readonly #steps: RecordedStep[] = [];
  #isRunning = false;
  #run: PlannedRun | null = null;
  #open: RecordedOperation[] = [];

  constructor(connection: Connection, dialect: Dialect) {
    this.#dialect = dialect;
    this.connection = new PlanningConnection(connection, dialect, {
      add: (statement) => this.#operation(statement.sql).statements.push(statement),
      note: (text) => this.#operation("").notes.push(text),
    });
    this.#inCallersTransaction = connection.inTransaction();
  }

  /** Says at which revision a run ended that failed, and gives up what recording needed. */
  async during<T>(run: () => Promise<T>): Promise<T> {
    if (this.#isRunning) return run();
    this.#isRunning = true;
    try {
      return await run();
    } catch (error) {
      throw this.#explained(error);
    } finally {
      this.#isRunning = false;
      await this.connection.dropScratch();
    }
  }

  runPlanned(run: PlannedRun): void {
    this.#run = run;
  }

  stepStarted(step: RunnableStep): void {
    const { direction, revision, doc, from, to, rows } = step;
    const path = this.#run?.context.script?.getRevision(revision ?? null)?.path ?? null;
    this.#steps.push({ direction, revision, message: doc, path, from, to, operations: [], rows });
    this.#open = [];
  }

  stepFinished(_step: RunnableStep, rows: readonly string[]): void {
    const current = this.#steps.at(-1);
    if (current !== undefined) current.rows = rows;
    this.#open = [];
  }

  operationStarted({ operation, site }: RunningOperation): void {
    this.#open.push(this.#add(operation, site?.describe(this.#steps.at(-1)?.path) ?? null));
  }

  operationFinished(): void {
    this.#open.pop();
  }

  plan(): MigrationPlan | null {
    if (this.#run === null) return null;
    const { rows } = this.#run;
    return {
      database: this.connection.label ?? this.#dialect.name,
      dialect: this.#dialect.name,
      ddlRollsBack: this.#dialect.features.ddlRollsBack,
      inCallersTransaction: this.#inCallersTransaction,
      rows,
      rowsAfter: this.#steps.at(-1)?.rows ?? rows,
      preparation: this.#preparation,
      steps: this.#steps,
    };
  }

  /** The operation that is running; what runs between operations is the run's own. */
  #operation(sql: string): RecordedOperation {
    const running = this.#open.at(-1);
    if (running !== undefined) return running;
    const owner = statementKind(sql) === "session" ? "session settings" : "version table";
    const last = this.#operations().at(-1);
    return last?.operation === owner ? last : this.#add(owner, null);
  }

  #add(operation: string, at: string | null): RecordedOperation {
    const added: RecordedOperation = { operation, at, statements: [], notes: [] };
    this.#operations().push(added);
    return added;
  }

  #operations(): RecordedOperation[] {
    return this.#steps.at(-1)?.operations ?? this.#preparation;
  }

  /** The error as it is, unless the reason may be that what the plan holds has not been done. */
  #explained(error: unknown): unknown {
    const step = this.#steps.at(-1);
    if (step === undefined || !this.#mayBeBlind(step, error)) return error;
    const reason = errorMessage(error);
    return new CommandError(
      `The plan ends in ${step.direction}() of revision ${step.revision}, which may need what is only planned so far: ${reason}`,
      {
        hint: "Nothing was changed. Plan up to the revision before, apply that, and plan the rest.",
        details: { revision: step.revision },
        cause: error,
      },
    );
  }

  #mayBeBlind(step: RecordedStep, error: unknown): boolean {
    const hasNotes = step.operations.some(({ notes }) => notes.length > 0);
    return hasNotes || (isAlembicError(error) && this.connection.hasChanges);
  }
}
