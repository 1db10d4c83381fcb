import { getLogger } from "../config/index.ts";
import type { Connection, QueryResult } from "../connection/connection.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { SqlDirective } from "../directives/index.ts";
import { AlembicError } from "../errors/index.ts";
import { createOperations, type Operations } from "../operations/index.ts";
import { boundConnection } from "./bound-connection.ts";
import { cancelledError, throwIfCancelled } from "./cancellation.ts";
import { createJournal } from "./create-journal.ts";
import { createTransactions } from "./create-transactions.ts";
import { currentScope, type ScopePart } from "./current-scope.ts";
import { DirectiveRunner } from "./directive-runner.ts";
import {
  commitFailure,
  interruptedScript,
  operationFailure,
  type RunningScript,
  scriptFailure,
} from "./failed-operation.ts";
import { FailedStep } from "./failed-step.ts";
import { startRowsOf } from "./half-done.ts";
import type { Heads } from "./heads.ts";
import { withoutLeftovers } from "./leftover-work.ts";
import type { MigrationContext } from "./migration-context.ts";
import type { MigrationOptions } from "./migration-options.ts";
import { offlineConnection } from "./offline-connection.ts";
import type { OfflineOutput } from "./offline-output.ts";
import { OpQueue } from "./op-queue.ts";
import { operationsHost, runBlock } from "./operations-host.ts";
import { WorkCount } from "./patient-executor.ts";
import { PendingRuns } from "./pending-runs.ts";
import type { ProgressJournal } from "./progress-journal.ts";
import { ReferenceGuard } from "./reference-guard.ts";
import type { RunObserver, RunRecorder } from "./run-observer.ts";
import { RunScripts } from "./run-scripts.ts";
import type { RunnableStep } from "./run-step.ts";
import { scriptOutput } from "./script-output.ts";
import { contextExecutor, recordedArrays, scriptExecutor } from "./statement-path.ts";
import { namingConventionOf } from "./target-metadata.ts";
import { TransactionFailures } from "./transaction-failures.ts";
import type { MigrationTransactions, TransactionHandle, TransactionHooks } from "./transactions.ts";
import { VersionRows } from "./version-table.ts";

const logger = getLogger("alembic.runtime.migration");

/** The machinery behind a {@link MigrationContext}: queues, statements, transactions and version rows of one database. */
export class MigrationRuntime {
  readonly context: MigrationContext;
  readonly dialect: Dialect;
  readonly connection: Connection | null;
  readonly options: MigrationOptions;
  readonly output: OfflineOutput | null;
  readonly versionRows: VersionRows;
  readonly transactions: MigrationTransactions;
  readonly transactionalDdl: boolean;
  /** What notes the run instead of doing it, where only a plan is made. */
  readonly recorder: RunRecorder | null;
  readonly observers: readonly RunObserver[];
  /** What user code gets as connection. */
  readonly bind: Connection;
  readonly operations: Operations<MigrationContext>;
  readonly runner: DirectiveRunner;
  /** The record of half done scripts; `null` in a script, and in a transaction of the caller's. */
  readonly journal: ProgressJournal | null;
  readonly scripts: RunScripts;
  readonly failures: TransactionFailures;
  readonly failedStep: FailedStep;
  /** The runs that the environment, or a transaction of the script's, has to wait for. */
  readonly runs: PendingRuns;
  /** Interrupts the run. */
  readonly signal: AbortSignal | null;
  readonly #references: ReferenceGuard | null;
  readonly #root: OpQueue;
  #stepQueue: OpQueue | null = null;
  #script: RunningScript | null = null;
  #heads: Heads | null = null;
  readonly #lateCalls: AlembicError[] = [];
  /** What ran in the transaction that is open. */
  readonly #uncommitted: RunningScript[] = [];
  readonly #work = new WorkCount();

  constructor(context: MigrationContext, recorder: RunRecorder | null) {
    this.context = context;
    this.recorder = recorder;
    const { dialect, connection, opts } = context;
    this.dialect = dialect;
    this.connection = connection;
    this.options = opts;
    this.signal = opts.signal ?? null;
    this.scripts = new RunScripts(context.script);
    this.failures = new TransactionFailures(dialect.session);
    this.transactionalDdl = opts.transactionalDdl ?? dialect.features.transactionalDdl;
    this.output = context.asSql ? scriptOutput(context) : null;
    this.observers = [...(opts.observers ?? []), ...(recorder === null ? [] : [recorder])];
    const own = contextExecutor(this, this.#work);
    const check = dialect.session?.references;
    this.#references =
      connection === null || check === undefined ? null : new ReferenceGuard(connection, check);
    this.versionRows = new VersionRows(dialect, versionTableOf(opts), connection, own);
    this.transactions = createTransactions(this, this.#transactionHooks());
    this.journal = createJournal(this);
    this.failedStep = new FailedStep(dialect.name, this.journal);
    const executor = scriptExecutor(own, {
      connection,
      journal: this.journal,
      references: this.#references,
      verifyLock: () => this.transactions.verifyLock(),
    });
    this.#root = this.#queue("the migration context");
    this.runs = new PendingRuns({
      signal: this.signal,
      operations: this.#root,
      isWatched: context.environmentContext !== null,
    });
    this.runner = new DirectiveRunner({
      dialect,
      connection,
      isPlan: recorder !== null,
      executor,
      namingConvention: async () => namingConventionOf(await context.getTargetMetadata()),
      warn: (message) => logger.warn(message),
    });
    const queueNow = (): OpQueue => this.queueNow();
    this.bind =
      connection === null
        ? offlineConnection(dialect.name, executor)
        : boundConnection(connection, {
            executor,
            arrays: recordedArrays(connection, this.journal),
            queueNow,
          });
    this.operations = createOperations(
      operationsHost({
        context,
        bind: this.bind,
        queueNow,
        run: (directive) => this.#runDirective(directive),
        runBatch: async (directive) => {
          const { runBatch } = await import("./run-batch.ts");
          const { journal, runner } = this;
          const references = this.#references;
          return runBatch(directive, { dialect, connection, executor, references, runner, journal });
        },
        outsideTransaction: (fn) => {
          const run = (): ReturnType<typeof fn> => this.transactions.outside(fn);
          return this.journal?.outside(run) ?? run();
        },
        scope: context.environmentContext ?? context,
      }),
    );
  }

  /** The queue of the code that is running; the innermost open one for code of which nothing is known. */
  queueNow(): OpQueue {
    const queue = currentScope()?.queue ?? null;
    if (queue !== null && queue.context === this) return queue;
    return (this.#stepQueue ?? this.#root).innermost;
  }

  /** Around everything that a run does; see {@link MigrationTransactions.aroundRun}. */
  async aroundRun<T>(fn: (transaction: TransactionHandle) => T | PromiseLike<T>): Promise<T> {
    throwIfCancelled(this.signal);
    const run = (): Promise<T> => this.transactions.aroundRun(fn);
    return this.recorder === null ? run() : this.recorder.during(run);
  }

  trackHeads(heads: Heads): void {
    this.#heads = heads;
  }

  /** Creates the version table where it is missing; nothing in a script, and in runs that only read. */
  async ensureVersionTable(): Promise<void> {
    if (this.connection === null || this.options.dontMutate === true || (await this.versionRows.exists()))
      return;
    await this.transactions.aroundStep(() => this.versionRows.createIfMissing());
    // Nobody else waits for a table that is new: the first statement of a migration may still be tried again.
    this.#work.reset();
  }

  /** Runs a function whose operations belong to this context, and waits for them. */
  async runBlock<T>(owner: string, fn: () => T | PromiseLike<T>): Promise<T> {
    return runBlock(this.#queue(owner), fn, this.#scope());
  }

  /** Runs the script of a step; nothing for a stamp. */
  async runScript(
    step: RunnableStep,
    heads: readonly string[],
    runArgs: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    if (step.direction === "stamp") return;
    const script = await this.scripts.take(step, step.direction);
    this.#script = script;
    this.#uncommitted.push(script);
    const queue = this.#queue(`${script.direction}() of revision ${script.revision}`);
    this.#stepQueue = queue;
    const { revision, direction } = script;
    const record = { revision, direction, rows: [...heads], startRows: startRowsOf(step.writes) };
    await this.journal?.open(record, this.transactions.rowsMayChange);
    if (!this.#canRollBack()) this.failedStep.begin({ script, jobs: queue.records, heads: [...heads] });
    try {
      await withoutLeftovers(script, this.options.pendingWork ?? null, () =>
        runBlock(queue, () => script.run(runArgs), this.#scope()),
      );
      this.#refuseLateCalls();
    } catch (cause) {
      if (this.signal?.aborted !== true) throw scriptFailure(cause, script);
      throw interruptedScript(cancelledError(this.signal, cause), script, queue.records);
    } finally {
      this.#stepQueue = null;
      this.#script = null;
    }
  }

  async #runDirective(directive: SqlDirective): Promise<QueryResult> {
    const result = await this.runner.run(directive);
    // DDL that commits itself leaves a fresh transaction behind.
    if (!this.#canRollBack() && !dataKinds.has(directive.kind)) this.#work.reset();
    return result;
  }

  /** What `op` and `context` are in code that this context runs. */
  #scope(): ScopePart {
    const environment = this.context.environmentContext ?? currentScope()?.environment ?? null;
    return { operations: this.operations, environment, remains: () => this.failedStep.remains() };
  }

  #queue(owner: string): OpQueue {
    return new OpQueue({
      owner,
      context: this,
      signal: this.signal,
      describeFailure: (error, job) => this.failures.explain(operationFailure(error, job, this.#script)),
      beforeJob: (job) => {
        throwIfCancelled(this.signal);
        const at = this.journal?.position ?? 0;
        job.places = [at, at];
        for (const observer of this.observers) observer.operationStarted?.(job);
      },
      afterJob: (job) => {
        job.places = [job.places[0], this.journal?.position ?? 0];
        for (const observer of this.observers) observer.operationFinished?.(job);
      },
      onLateCall: (error) => this.#lateCalls.push(error),
    });
  }

  #canRollBack(): boolean {
    return this.connection === null || this.dialect.features.ddlRollsBack;
  }

  /** What happens at the edges of the run's transactions. */
  #transactionHooks(): TransactionHooks {
    return {
      onBegin: () => {
        this.#work.reset();
        this.#uncommitted.length = 0;
        this.failures.reset();
        this.#references?.begin();
      },
      beforePrepare: async () => this.#references?.prepare(),
      beforeCommit: async () => {
        this.#refuseLateCalls();
        await this.#references?.beforeCommit();
      },
      afterRollback: () => this.failedStep.settle(() => this.transactions.verifyLock()),
      afterResume: () => this.#refuseOvertaking(),
      commitFailure: (error) => commitFailure(error, this.#uncommitted),
    };
  }

  #refuseLateCalls(): void {
    const [first] = this.#lateCalls;
    if (first !== undefined) throw first;
  }

  async #refuseOvertaking(): Promise<void> {
    if (this.#heads === null || this.#heads.equals(await this.versionRows.readExisting())) return;
    throw new AlembicError("Another process migrated the database while an autocommit block was running.", {
      code: "CONCURRENT_UPDATE",
      hint: "Check what the revision has done so far, then run the command again.",
    });
  }
}

/** Directives that change no schema, or may not. */
const dataKinds: ReadonlySet<SqlDirective["kind"]> = new Set(["bulk_insert", "execute"]);

function versionTableOf({ versionTable, versionTableSchema, versionTablePk }: MigrationOptions) {
  return {
    name: versionTable ?? "alembic_version",
    schema: versionTableSchema ?? null,
    primaryKey: versionTablePk ?? true,
  };
}
