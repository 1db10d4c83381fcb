import { type Config, getLogger } from "../config/index.ts";
import { type Connection, isConnection, parseUrl, type QueryResult } from "../connection/index.ts";
import type { Dialect } from "../dialect/dialect.ts";
import { dialectNamed } from "../dialect/registry.ts";
import { CommandError } from "../errors/index.ts";
import type { ExecutableSql, OpResult } from "../operations/index.ts";
import type { MetaData } from "../schema/meta-data.ts";
import { planCheckedStamp } from "../script/plan/plan-stamp.ts";
import type { ScriptDirectory } from "../script/script-directory.ts";
import { untilCancelled } from "./cancellation.ts";
import { checkOptions } from "./check-options.ts";
import type { EnvironmentContext } from "./environment-context.ts";
import type { ContextSource, MigrationOptions } from "./migration-options.ts";
import { MigrationRuntime } from "./migration-runtime.ts";
import type { Operations } from "./operations-entry.ts";
import { runMigrations, runPurged } from "./run-migrations.ts";
import { resolveTargetMetadata } from "./target-metadata.ts";
import type { TransactionHandle } from "./transactions.ts";

const logger = getLogger("alembic.runtime.migration");

/** What {@link MigrationContext.configure} takes. */
export interface MigrationContextSource extends ContextSource {
  readonly environmentContext?: EnvironmentContext | null | undefined;
  readonly opts?: MigrationOptions | undefined;
}

/** What the dialect part of a context offers to scripts (`context.getImpl()`). */
export interface ContextImpl {
  /** `PostgresqlImpl`. */
  readonly name: string;
  readonly dialect: Dialect;
  readonly transactionalDdl: boolean;
  /** Writes raw text and a blank line into the script; nothing online. */
  staticOutput(text: string): void;
}

// Kept outside of the class: an exported type without private members stays assignable between copies of the package.
const runtimes = new WeakMap<MigrationContext, MigrationRuntime>();

/**
 * A database, or a script that is being written, as migrations see it: its version rows, its transactions and what
 * runs operations on it. Works with and without an `env.ts`.
 *
 * @example
 * const context = MigrationContext.configure({ connection });
 * await context.getCurrentRevision();
 */
export class MigrationContext {
  readonly dialect: Dialect;
  /** The connection as it was given; `null` in offline mode. User code takes {@link bind}. */
  readonly connection: Connection | null;
  readonly opts: MigrationOptions;
  /** Whether a script is written. */
  readonly asSql: boolean;
  readonly environmentContext: EnvironmentContext | null;

  constructor(dialect: Dialect, source: MigrationContextSource) {
    this.dialect = dialect;
    this.opts = source.opts ?? {};
    this.asSql = this.opts.asSql === true;
    const given = this.asSql ? null : (source.connection ?? null);
    const recorder = given === null ? null : (this.opts.planner?.record(given, dialect) ?? null);
    this.connection = recorder?.connection ?? given;
    this.environmentContext = source.environmentContext ?? null;
    checkOptions(this);
    const runtime = new MigrationRuntime(this, recorder);
    runtimes.set(this, runtime);
    logger.info(`Context impl ${dialect.implName}.`);
    if (this.asSql) logger.info("Generating static SQL");
    logger.info(`Will assume ${runtime.transactionalDdl ? "transactional" : "non-transactional"} DDL.`);
  }

  /**
   * A context for a connection, or for the dialect of a URL or name. Throws CommandError when none is given, or when
   * `connection` is an engine; also for options that say what none can mean, or that cannot go together.
   */
  static configure(source: MigrationContextSource): MigrationContext {
    return new MigrationContext(dialectOf(source), source);
  }

  get config(): Config | null {
    return this.environmentContext?.config ?? null;
  }

  get script(): ScriptDirectory | null {
    return this.environmentContext?.script ?? null;
  }

  /** The connection for migration code: its statements take their turn among the operations. */
  get bind(): Connection {
    return runtimeOf(this).bind;
  }

  /** The operations on this context, as `op` has them during a migration. */
  get operations(): Operations {
    return runtimeOf(this).operations;
  }

  /** Whether `autocommitBlock` is possible: the transaction is the run's own, and no lock hangs on it. */
  get canSplitTransaction(): boolean {
    return !runtimeOf(this).transactions.isExternal && this.opts.lock !== "transaction";
  }

  get impl(): ContextImpl {
    const { output, transactionalDdl } = runtimeOf(this);
    return {
      name: this.dialect.implName,
      dialect: this.dialect,
      transactionalDdl,
      staticOutput: (text) => output?.text(text),
    };
  }

  /** The row of the version table, `null` when there is none. Throws CommandError when there are several. */
  async getCurrentRevision(): Promise<string | null> {
    const heads = await this.getCurrentHeads();
    if (heads.length > 1) {
      throw new CommandError(
        `Version table '${runtimeOf(this).versionRows.table.name}' has more than one head present; please use get_current_heads()`,
        { hint: "Use getCurrentHeads().", details: { heads } },
      );
    }
    return heads[0] ?? null;
  }

  /** The rows of the version table; none when it is missing. In a script the assumed ones. */
  async getCurrentHeads(): Promise<readonly string[]> {
    return this.connection === null ? assumedHeads(this) : runtimeOf(this).versionRows.read();
  }

  /** The models, resolved; empty when there are none. Throws SCHEMA when a table is in two of them. */
  getTargetMetadata(): Promise<readonly MetaData[]> {
    return untilCancelled(this.opts.signal ?? null, {
      owner: "targetMetadata in context.configure()",
      run: () => resolveTargetMetadata(this.opts.targetMetadata, this),
    });
  }

  /** Sets the version rows to a revision without running scripts. */
  async stamp(script: ScriptDirectory, revision: string | readonly string[]): Promise<void> {
    const runtime = runtimeOf(this);
    const plan = async (rows: readonly string[]) =>
      planCheckedStamp(script.revisionMap, revision, rows, logger.warn);
    await runtime.runs.begin("stamp", () => runtime.aroundRun(() => runMigrations(runtime, plan, {})));
  }

  /** Runs what the command asked for; `runArgs` go to each `upgrade()` and `downgrade()`. */
  runMigrations(runArgs: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const runtime = runtimeOf(this);
    return runtime.runs.begin("runMigrations", async () => {
      const { fn } = this.opts;
      if (fn === undefined) return;
      const plan = (rows: readonly string[]) =>
        untilCancelled(runtime.signal, {
          owner: "a function given to context.configure()",
          run: async () => [...(await fn(rows, this))],
        });
      const run = this.opts.purge === true && this.connection !== null ? runPurged : runMigrations;
      await runtime.aroundRun(() => run(runtime, plan, runArgs));
    });
  }

  /** Runs a statement, in turn with the operations. */
  execute(
    statement: ExecutableSql,
    options: { readonly executionOptions?: Readonly<Record<string, unknown>> } = {},
  ): OpResult<QueryResult> {
    return this.operations.execute(statement, options);
  }

  /**
   * Runs a function in the transaction that a run needs: one for all migrations, or none where each has its own, or
   * where the connection is in the caller's transaction. Commits when the function ends, rolls back when it throws.
   * Throws ENV_FILE without a function.
   */
  beginTransaction<T>(fn: (transaction: TransactionHandle) => T | PromiseLike<T>): Promise<T> {
    if (typeof fn !== "function") throw noTransactionFunction();
    const runtime = runtimeOf(this);
    return runtime.runs.begin("beginTransaction", () =>
      runtime.aroundRun((transaction) => runtime.runs.within(() => fn(transaction))),
    );
  }

  /** Runs a function outside of the transaction; what was done before is committed first. See `op.autocommitBlock`. */
  autocommitBlock<T>(fn: () => T | PromiseLike<T>): OpResult<T> {
    return this.operations.autocommitBlock(fn);
  }
}

/** The machinery behind a context. */
export function runtimeOf(context: MigrationContext): MigrationRuntime {
  const runtime = runtimes.get(context);
  if (runtime === undefined)
    throw new CommandError("The migration context belongs to another copy of alembic-ts.");
  return runtime;
}

function dialectOf({ connection, url, dialectName, dialect }: MigrationContextSource): Dialect {
  if (connection !== null && connection !== undefined) {
    if (!isConnection(connection)) throw notAConnection(connection);
    return dialect ?? dialectNamed(connection.dialectName);
  }
  if (dialect !== null && dialect !== undefined) return dialect;
  if (url !== null && url !== undefined && url !== "") return dialectNamed(parseUrl(String(url)).dialectName);
  if (dialectName !== null && dialectName !== undefined) return dialectNamed(dialectName);
  throw new CommandError("Connection, url, or dialect_name is required.", {
    code: "ENV_FILE",
    hint: "Pass connection, url or dialectName to context.configure().",
  });
}

function notAConnection(value: unknown): CommandError {
  const isEngine = typeof value === "object" && value !== null && "connect" in value && "dispose" in value;
  const what = isEngine ? "an engine" : `${typeof value} ${value === null ? "null" : ""}`.trim();
  return new CommandError(
    `'connection' argument to configure() is expected to be a connection, got ${what}.`,
    {
      code: "ENV_FILE",
      hint: isEngine
        ? "Use the connection of engine.connect(async (connection) => { … })."
        : "Wrap your own client: createEngine(client).connect(async (connection) => { … }).",
    },
  );
}

function noTransactionFunction(): CommandError {
  return new CommandError(`context.beginTransaction() takes the function that runs in the transaction.`, {
    code: "ENV_FILE",
    hint: `Write: await context.beginTransaction(() => context.runMigrations())`,
  });
}

function assumedHeads({ opts, script }: MigrationContext): readonly string[] {
  const start = opts.startingRev ?? null;
  if (start === null || start === "base") return [];
  if (script === null) return [start];
  return script.getRevisions(start).map((each) => each.revision);
}
