import type { AutogenerateOptions } from "../autogenerate/options.ts";
import type { TextSink } from "../config/index.ts";
import type { Connection } from "../connection/connection.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { MigrationInfo } from "../script/plan/migration-info.ts";
import type { LockMode } from "./lock.ts";
import type { MigrationContext } from "./migration-context.ts";
import type { RunObserver, RunPlanner } from "./run-observer.ts";
import type { RunnableStep } from "./run-step.ts";
import type { TargetMetadata } from "./target-metadata.ts";

/** Called once per step, inside the step's transaction, after the version rows were changed. */
export type VersionCallback = (event: {
  readonly ctx: MigrationContext;
  readonly step: MigrationInfo;
  /** The version rows after the step. */
  readonly heads: ReadonlySet<string>;
  /** What `runMigrations` was given. */
  readonly runArgs: Readonly<Record<string, unknown>>;
}) => unknown;

/** Gives the steps to run from the present version rows. */
export type StepPlanner = (
  rows: readonly string[],
  context: MigrationContext,
) => Iterable<RunnableStep> | PromiseLike<Iterable<RunnableStep>>;

/** The options of a migration context; unknown ones are kept and can be read as `context.opts`. */
export interface MigrationOptions extends AutogenerateOptions {
  /** Writes a script instead of talking to a database. */
  readonly asSql?: boolean | undefined;
  /** Where the script goes; `config.outputBuffer`, else `config.stdout`, by default. */
  readonly outputBuffer?: TextSink | null | undefined;
  /** Whether DDL takes part in transactions; by default what the dialect says. */
  readonly transactionalDdl?: boolean | null | undefined;
  /** One transaction per migration instead of one for the run. */
  readonly transactionPerMigration?: boolean | undefined;
  /** As environments of the original say it. Scripts hold literals, so no other style of parameters exists. */
  readonly dialectOpts?: { readonly paramstyle?: "named" | undefined } | undefined;
  /** Values in the script are literals; needs `asSql`. They are in either case. */
  readonly literalBinds?: boolean | undefined;
  /** The version rows that a script assumes; `base` for none. */
  readonly startingRev?: string | null | undefined;
  readonly tag?: string | null | undefined;
  /** More variables for the revision template. */
  readonly templateArgs?: Readonly<Record<string, unknown>> | undefined;
  readonly versionTable?: string | undefined;
  readonly versionTableSchema?: string | null | undefined;
  /** Whether the version table is created with a primary key. */
  readonly versionTablePk?: boolean | undefined;
  readonly targetMetadata?: TargetMetadata | undefined;
  readonly onVersionApply?: VersionCallback | readonly VersionCallback[] | null | undefined;
  readonly mssqlBatchSeparator?: string | undefined;
  readonly oracleBatchSeparator?: string | undefined;
  /** Which lock keeps two runs apart; `session` by default. */
  readonly lock?: LockMode | undefined;
  /** How long to wait for it, in milliseconds: 0 fails at once, -1 waits for ever; 60000 by default. */
  readonly lockTimeoutMs?: number | undefined;
  /** How long each statement may wait for others' locks, in milliseconds; no limit by default. */
  readonly statementLockTimeoutMs?: number | null | undefined;
  /** What to run; commands give it. */
  readonly fn?: StepPlanner | undefined;
  /** Nothing is written and no lock is taken; read-only commands say so. */
  readonly dontMutate?: boolean | undefined;
  /** Deletes all version rows first (`stamp --purge`). */
  readonly purge?: boolean | undefined;
  /** Hear what the run does. */
  readonly observers?: readonly RunObserver[] | undefined;
  /** Notes what the run would do instead of doing it: nothing is written and no lock is taken. */
  readonly planner?: RunPlanner | undefined;
  /** Interrupts the run: cancels its statement, rolls back, releases the lock. */
  readonly signal?: AbortSignal | null | undefined;
  /** How many timers and requests the process is waiting for; where it is given, a script's own are waited for. */
  readonly pendingWork?: (() => number) | null | undefined;
  readonly [option: string]: unknown;
}

/** Where the dialect of a context comes from, in this order. */
export interface ContextSource {
  readonly connection?: Connection | null | undefined;
  readonly url?: string | { toString(): string } | null | undefined;
  readonly dialectName?: string | null | undefined;
  readonly dialect?: Dialect | null | undefined;
}
