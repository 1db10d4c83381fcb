import { setTimeout as delay } from "node:timers/promises";
import type { Config } from "../config/index.ts";
import type { Connection, QueryResult } from "../connection/index.ts";
import { AlembicError, CommandError, isAlembicError } from "../errors/index.ts";
import type { ExecutableSql, OpResult } from "../operations/index.ts";
import type { ScriptDirectory } from "../script/script-directory.ts";
import { runInProject } from "../util/current-project.ts";
import { untilCancelled } from "./cancellation.ts";
import { runInScope } from "./current-scope.ts";
import { environmentFailure } from "./failed-operation.ts";
import { type ContextImpl, MigrationContext, runtimeOf } from "./migration-context.ts";
import type { ContextSource, MigrationOptions } from "./migration-options.ts";
import type { LostRun } from "./pending-runs.ts";
import { withStatementLog } from "./statement-log.ts";
import type { TransactionHandle } from "./transactions.ts";

/** What `context.configure` takes: where the dialect comes from, and every option. */
export interface ConfigureOptions extends ContextSource, MigrationOptions {}

/** What a command tells its environment. */
export interface EnvironmentOptions extends MigrationOptions {
  /** Where the run is to end, as it was typed. */
  readonly destinationRev?: string | readonly string[] | null | undefined;
}

/**
 * What `context` is in `env.ts`: the command that is running, and the way to configure and run migrations.
 *
 * @example
 * const environment = new EnvironmentContext(config, script, { fn: (rows) => planUpgrade(map, "head", rows) });
 * await environment.run();
 */
export class EnvironmentContext {
  readonly config: Config;
  readonly script: ScriptDirectory;
  readonly contextOpts: EnvironmentOptions;
  hasRunMigrations = false;
  /** What {@link configure} made so far. */
  readonly contexts: MigrationContext[] = [];

  constructor(config: Config, script: ScriptDirectory, options: EnvironmentOptions = {}) {
    this.config = config;
    this.script = script;
    this.contextOpts = options;
  }

  /**
   * Runs `env.ts` with this environment as its `context`. Throws ENV_FILE when the script does not configure a context
   * or runs no migrations.
   */
  async run(): Promise<void> {
    const path = this.script.envLocation;
    const scope = { environment: this, operations: null, queue: null };
    const script = (): Promise<void> =>
      untilCancelled(this.contextOpts.signal ?? this.config.signal, {
        owner: path,
        run: () => runScript(this),
        ended: () => cleanedUp(this),
      });
    const run = (): Promise<void> =>
      runInScope(scope, () => withStatementLog(this, script)).catch((error: unknown) => {
        throw environmentFailure(error, path);
      });
    const project = { project: this.script.settings, run: this };
    await this.config.logging.run(() => runInProject(project, run));
    if (this.migrationContext === null)
      throw envError(path, "configure", "context.configure({ connection, targetMetadata })");
    if (!this.hasRunMigrations)
      throw envError(path, "runMigrations", "await context.beginTransaction(() => context.runMigrations())");
  }

  /** What {@link configure} made last; `null` before. */
  get migrationContext(): MigrationContext | null {
    return this.contexts.at(-1) ?? null;
  }

  /** Whether a script is written (`--sql`) instead of talking to a database. */
  isOfflineMode(): boolean {
    return this.contextOpts.asSql === true;
  }

  requiresConnection(): boolean {
    return !this.isOfflineMode();
  }

  /** Whether the configured database's DDL takes part in transactions. */
  isTransactionalDdl(): boolean {
    return this.getContext().impl.transactionalDdl;
  }

  /** The head of the scripts. Throws MULTIPLE_HEADS when there are several. */
  getHeadRevision(): string | null {
    return this.script.getCurrentHead();
  }

  getHeadRevisions(): readonly string[] {
    return this.script.getHeads();
  }

  /** The revision that a script assumes as its start. Throws CommandError when none was given. */
  getStartingRevisionArgument(): string | readonly string[] | null {
    const start = this.migrationContext?.opts.startingRev ?? this.contextOpts.startingRev;
    if (start === undefined || start === null)
      throw new CommandError("No starting revision argument is available.");
    return this.script.asRevisionNumber(start);
  }

  /** Where the run is to end, resolved; `null` for base. */
  getRevisionArgument(): string | readonly string[] | null {
    const destination = this.contextOpts.destinationRev ?? null;
    if (destination === null || typeof destination === "string")
      return this.script.asRevisionNumber(destination);
    return this.script.getRevisions(destination)[0]?.revision ?? null;
  }

  /** What `--tag` said. */
  getTagArgument(): string | null {
    return this.contextOpts.tag ?? null;
  }

  /** The values of `-x`, as they are or as `key=value` pairs; a key without a value has the empty text. */
  getXArgument(): readonly string[];
  getXArgument(options: { readonly asDictionary: true }): Readonly<Record<string, string>>;
  getXArgument(options: { readonly asDictionary: boolean } = { asDictionary: false }): unknown {
    const given = this.config.cmdOpts?.x ?? [];
    if (!options.asDictionary) return given;
    return Object.fromEntries(
      given.map((text) => {
        const [key = "", ...rest] = text.split("=");
        return [key, rest.join("=")];
      }),
    );
  }

  /**
   * Says which database, or dialect, the migrations run on, and how. May be called several times in one run; what
   * follows acts on the last one. Throws CommandError for what cannot go together.
   */
  configure(options: ConfigureOptions): MigrationContext {
    const { connection, url, dialectName, dialect, ...given } = options;
    const opts: MigrationOptions = {
      signal: this.config.signal,
      pendingWork: this.config.pendingWork,
      ...this.contextOpts,
      ...withoutUndefined(given),
    };
    const context = MigrationContext.configure({
      connection,
      url,
      dialectName,
      dialect,
      environmentContext: this,
      opts,
    });
    this.contexts.push(context);
    return context;
  }

  /** Runs the migrations that the command asked for; `runArgs` go to each `upgrade()` and `downgrade()`. */
  runMigrations(runArgs: Readonly<Record<string, unknown>> = {}): Promise<void> {
    this.hasRunMigrations = true;
    return this.getContext().runMigrations(runArgs);
  }

  /** Runs a function in the transaction that the run needs; see `MigrationContext.beginTransaction`. */
  beginTransaction<T>(fn: (transaction: TransactionHandle) => T | PromiseLike<T>): Promise<T> {
    return this.getContext().beginTransaction(fn);
  }

  /** Runs a statement. */
  execute(
    statement: ExecutableSql,
    options: { readonly executionOptions?: Readonly<Record<string, unknown>> } = {},
  ): OpResult<QueryResult> {
    return this.getContext().execute(statement, options);
  }

  /** Writes text and a blank line into the script. */
  staticOutput(text: string): void {
    this.getContext().impl.staticOutput(text);
  }

  /** The configured context. Throws ENV_FILE before {@link configure} was called. */
  getContext(): MigrationContext {
    const context = this.migrationContext;
    if (context !== null) return context;
    throw new AlembicError("No context has been configured yet.", {
      code: "ENV_FILE",
      hint: "Call context.configure() in env.ts first.",
    });
  }

  getBind(): Connection {
    return this.getContext().bind;
  }

  getImpl(): ContextImpl {
    return this.getContext().impl;
  }
}

/** Runs `env.ts`, and waits for the runs that it does not await. */
async function runScript({ script, contexts }: EnvironmentContext): Promise<void> {
  const run = script.runEnv();
  await run.catch(() => undefined);
  for (const context of contexts) {
    const lost = await runtimeOf(context).runs.end();
    if (lost !== null) throw unawaited(script.envLocation, lost);
  }
  await run;
}

/** Where the connection was closed meanwhile, the missing `await` is the reason; else the error has its own. */
function unawaited(path: string, { name, error }: LostRun): unknown {
  if (!isAlembicError(error) || error.code !== "CONNECTION") return error;
  return new CommandError(`${path} does not await context.${name}(), which failed: ${error.message}`, {
    code: "ENV_FILE",
    hint: "Await what context.beginTransaction() and context.runMigrations() give back.",
    cause: error,
  });
}

/** How long an interrupted `env.ts` may take to close what it opened. */
const patienceMs = 1000;

async function cleanedUp({ contexts }: EnvironmentContext): Promise<void> {
  await Promise.all(contexts.map((context) => runtimeOf(context).runs.end()));
  await delay(patienceMs);
}

function withoutUndefined(options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function envError(path: string, missing: string, example: string): AlembicError {
  return new AlembicError(`${path} ended without having called context.${missing}().`, {
    code: "ENV_FILE",
    hint: `Write in it: ${example} — and await what is asynchronous.`,
    details: { path },
  });
}
