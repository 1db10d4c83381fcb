import type { DowngradeOps, MigrationScript, UpgradeOps } from "../directives/index.ts";
import {
  downgradeOps,
  type MigrationScriptOptions,
  migrationScript,
  upgradeOps,
} from "../operations/containers.ts";
import type { Diff } from "../operations/diff-tuple.ts";
import { asDiffs } from "../operations/to-diff-tuple.ts";
import type { MetaData } from "../schema/meta-data.ts";
import { type AutogenContext, type AutogenerateHost, createAutogenContext } from "./autogen-context.ts";
import { fillMigrationScript } from "./fill-migration-script.ts";
import type { ProcessRevisionDirectives, Rename } from "./options.ts";
import { renderScriptBody, sortedImports } from "./render/index.ts";

/** A database of an environment, as it is for one run of the comparison. */
interface Database {
  readonly host: AutogenerateHost;
  /** `null` when nothing was compared. */
  readonly context: AutogenContext | null;
}

/** What a database is compared with. */
export interface ComparedModels {
  readonly metadata: readonly MetaData[];
  /** The error of an environment that gives no models. */
  readonly refusal: () => Error;
}

/** What the generated file's functions look like in templates: two blanks before each statement. */
const indent = 2;

/**
 * The revision files that one command is about to write, while the environment runs: each database that it opens adds
 * a pair of containers, then the hooks see all of them.
 */
export class RevisionContext {
  /** The files to be; hooks change, add and remove them. */
  readonly scripts: MigrationScript[];
  readonly #processRevisionDirectives: ProcessRevisionDirectives | undefined;
  /** The renames that were found in one of the databases. */
  readonly followedRenames: Set<Rename> = new Set();
  readonly #databases: Map<string, Database> = new Map();
  #isFirst = true;

  /** `processRevisionDirectives` is the command's own hook: it runs before the environment's. */
  constructor(
    script: Omit<MigrationScriptOptions, "upgradeOps" | "downgradeOps" | "imports">,
    processRevisionDirectives?: ProcessRevisionDirectives | undefined,
  ) {
    this.scripts = [migrationScript(script)];
    this.#processRevisionDirectives = processRevisionDirectives;
  }

  /**
   * Compares a database with its models; `rows` are those of its version table. Rejects with their `refusal` when
   * there are none, after the log lines that say what would compare them.
   */
  async compare(rows: readonly string[], host: AutogenerateHost, models: ComparedModels): Promise<void> {
    const context = createAutogenContext(host, models.metadata);
    if (models.metadata.length === 0) throw models.refusal();
    await this.#add(rows, host, context);
    for (const rename of context.followedRenames) this.followedRenames.add(rename);
  }

  /** Adds a database without comparing it, so that the hooks can fill in operations. */
  async addEmpty(rows: readonly string[], host: AutogenerateHost): Promise<void> {
    await this.#add(rows, host, null);
  }

  /** The differences of all databases. */
  get diffs(): readonly Diff[] {
    return this.scripts.at(-1)?.upgradeOpsList.flatMap((ops) => asDiffs(ops)) ?? [];
  }

  /** Whether a file has nothing in it that would run. */
  isEmpty(script: MigrationScript): boolean {
    return [...script.upgradeOpsList, ...script.downgradeOpsList].every((ops) => asDiffs(ops).length === 0);
  }

  /** What a file adds to the variables of the script template: the bodies of its functions and its imports. */
  templateArgs(script: MigrationScript): Readonly<Record<string, string>> {
    const imports = new Set(script.imports);
    const bodies: Record<string, string> = {};
    script.upgradeOpsList.forEach((ops, index) => {
      const database = this.#databases.get(ops.upgradeToken) ?? [...this.#databases.values()].at(-1);
      bodies[ops.upgradeToken] = renderBody(ops, database, imports);
      const downgrade = script.downgradeOpsList[index];
      if (downgrade !== undefined)
        bodies[downgrade.downgradeToken] = renderBody(downgrade, database, imports);
    });
    for (const { context } of this.#databases.values())
      for (const line of context?.imports ?? []) imports.add(line);
    return { ...bodies, imports: sortedImports(imports).join("\n") };
  }

  async #add(rows: readonly string[], host: AutogenerateHost, context: AutogenContext | null): Promise<void> {
    const { upgradeToken = "upgrades", downgradeToken = "downgrades" } = host.opts;
    this.#databases.set(upgradeToken, { host, context });
    const script = this.scripts.at(-1);
    if (script !== undefined) {
      const [upgrade, downgrade] = [upgradeOps([], { upgradeToken }), downgradeOps([], { downgradeToken })];
      script.upgradeOpsList = this.#isFirst ? [upgrade] : [...script.upgradeOpsList, upgrade];
      script.downgradeOpsList = this.#isFirst ? [downgrade] : [...script.downgradeOpsList, downgrade];
      if (context !== null) await fillMigrationScript(context, script);
    }
    this.#isFirst = false;
    await this.#processRevisionDirectives?.(host, rows, this.scripts);
    await host.opts.processRevisionDirectives?.(host, rows, this.scripts);
  }
}

function renderBody(
  ops: UpgradeOps | DowngradeOps,
  database: Database | undefined,
  imports: Set<string>,
): string {
  const { host, context } = database ?? {};
  const {
    schemaModulePrefix,
    alembicModulePrefix,
    userModulePrefix,
    renderItem,
    renderAsBatch = "auto",
  } = host?.opts ?? {};
  const text = renderScriptBody(ops, {
    schemaModulePrefix,
    alembicModulePrefix,
    userModulePrefix,
    renderItem,
    renderAsBatch,
    imports,
    indent,
    migrationContext: host,
    autogenContext:
      context ?? (host && { migrationContext: host, dialect: host.dialect, opts: host.opts, imports }),
  });
  // The template itself stands before the first line.
  return text.trimStart();
}
