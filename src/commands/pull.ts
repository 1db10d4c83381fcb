import { existsSync, rmSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import type { PulledDatabase } from "../autogenerate/models/index.ts";
import { type Config, warn, withStatus } from "../config/index.ts";
import type { Dialect } from "../dialect/dialect.ts";
import { CommandError } from "../errors/index.ts";
import type { MigrationContext } from "../runtime/index.ts";
import { nameText } from "../schema/names.ts";
import { writeNewFile } from "../script/generate/write-file.ts";
import type { Script } from "../script/script.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import type { SqlOptions } from "./command-options.ts";
import { runEnvironment } from "./run-environment.ts";
import { stamp } from "./stamp.ts";

/** What `pull` reads, and what the files are called that it writes. */
export interface PullOptions extends Pick<SqlOptions, "observer"> {
  /** The models file to write, below the current directory; `src/models.ts` by default. */
  readonly file?: string | null | undefined;
  /** Schemas to read; the connection's default one when there are none. */
  readonly schemas?: readonly string[] | undefined;
  /** Message of the baseline revision; `baseline` by default. */
  readonly message?: string | null | undefined;
  /** Identifier of the baseline revision; random by default. */
  readonly revId?: string | null | undefined;
}

/** What was written. */
export interface PullResult {
  readonly modelsFile: string;
  readonly script: Script;
  /** How many tables the models have. */
  readonly tables: number;
}

/**
 * Writes the tables of a database that is in use as a models file, and as a first revision that would make them; the
 * database is stamped with it, nothing is run. Throws CommandError when there is a models file, a revision or a
 * version row already, when there is no table, and when `env.ts` opens several databases.
 *
 * @example
 * await pull(config, { file: "src/models.ts" });
 */
export async function pull(config: Config, options: PullOptions = {}): Promise<PullResult> {
  const modelsFile = resolve(options.file ?? "src/models.ts");
  const directory = await ScriptDirectory.fromConfig(config);
  assertNothingThere(modelsFile, directory);
  const pulled = await readPulled(config, directory, options.schemas ?? []);
  const script = await writeFiles(config, directory, pulled, { ...options, modelsFile });
  for (const text of [...pulled.database.leftOut, ...missingTargets(pulled.database)]) warn(text);
  printNextStep(config, directory, modelsFile, pulled.database);
  return { modelsFile, script, tables: pulled.database.tables.length };
}

function assertNothingThere(modelsFile: string, directory: ScriptDirectory): void {
  if (existsSync(modelsFile)) {
    throw new CommandError(`File ${modelsFile} already exists`, {
      hint: "Name another file with --file, or move this one away.",
      details: { path: modelsFile },
    });
  }
  const heads = directory.getHeads();
  if (heads.length > 0) {
    throw new CommandError(
      `There are revisions already (head ${heads.join(", ")}): a baseline must be the first one.`,
      {
        hint: "Use 'alembic revision --autogenerate' for changes of the models, or pull in a new environment.",
        details: { heads },
      },
    );
  }
}

interface Pulled {
  readonly database: PulledDatabase;
  readonly context: MigrationContext;
}

async function readPulled(
  config: Config,
  directory: ScriptDirectory,
  schemas: readonly string[],
): Promise<Pulled> {
  const { readDatabase } = await import("../autogenerate/models/index.ts");
  const found: Pulled[] = [];
  await runEnvironment(config, directory, {
    dontMutate: true,
    fn: async (rows, context) => {
      assertUnversioned(rows, context);
      found.push({ context, database: await readDatabase(context, schemas) });
      return [];
    },
  });
  const [pulled, ...others] = found;
  if (pulled === undefined || others.length > 0) {
    throw new CommandError(`The environment opens ${found.length} databases: 'pull' reads one.`, {
      hint: "Use an environment whose env.ts opens the one database.",
    });
  }
  if (pulled.database.tables.length === 0) {
    const where = schemas.length === 0 ? "" : ` in ${schemas.map((each) => `'${each}'`).join(", ")}`;
    throw new CommandError(`The database ${databaseName(pulled.context)} has no tables${where}.`, {
      hint: "Check which database env.ts opens; name other schemas with --schema.",
      details: { schemas },
    });
  }
  return pulled;
}

function assertUnversioned(rows: readonly string[], context: MigrationContext): void {
  if (rows.length === 0) return;
  throw new CommandError(
    `The database ${databaseName(context)} is at revision ${rows.join(", ")} already: 'pull' is for databases without migrations.`,
    {
      hint: "Use 'alembic revision --autogenerate', or empty the version table with 'alembic stamp --purge base'.",
      details: { rows },
    },
  );
}

function databaseName({ connection, dialect }: MigrationContext): string {
  return connection?.label ?? dialect.name;
}

interface WriteOptions extends PullOptions {
  readonly modelsFile: string;
}

/** Writes both files and stamps the database; when one of these fails, nothing of it stays. */
async function writeFiles(
  config: Config,
  directory: ScriptDirectory,
  { database, context }: Pulled,
  { modelsFile, message, revId, observer }: WriteOptions,
): Promise<Script> {
  const { renderModels } = await import("../autogenerate/models/index.ts");
  const text = renderModels(database, context.dialect);
  const templateArgs = { ...context.opts.templateArgs, ...(await baselineBodies(database, context)) };
  const written: string[] = [];
  try {
    await withStatus(config, `Generating ${modelsFile}`, () =>
      writeNewFile(modelsFile, text, () => undefined),
    );
    written.push(modelsFile);
    const script = await directory.generateRevision({
      revId,
      message: message ?? "baseline",
      templateArgs,
    });
    written.push(script.path);
    await stamp(config, script.revision, { observer });
    return script;
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
}

/** The bodies of `upgrade()` and `downgrade()`, under the names that the environment's template knows them by. */
async function baselineBodies(
  database: PulledDatabase,
  { dialect, opts }: { readonly dialect: Dialect; readonly opts: MigrationContext["opts"] },
): Promise<Readonly<Record<string, string>>> {
  const { baselineOps } = await import("../autogenerate/models/index.ts");
  const { renderScriptBody, sortedImports } = await import("../autogenerate/render/index.ts");
  const imports = new Set<string>();
  const { upgrade, downgrade } = baselineOps(dialect, database);
  const body = (ops: Parameters<typeof renderScriptBody>[0]): string =>
    renderScriptBody(ops, { imports, indent: 2, migrationContext: { dialect } }).trimStart();
  const { upgradeToken = "upgrades", downgradeToken = "downgrades" } = opts;
  const bodies = { [upgradeToken]: body(upgrade), [downgradeToken]: body(downgrade) };
  return { ...bodies, imports: sortedImports(imports).join("\n") };
}

function printNextStep(
  config: Config,
  directory: ScriptDirectory,
  modelsFile: string,
  { tables, schemas }: PulledDatabase,
): void {
  const env = directory.envLocation;
  const path = relative(dirname(env), modelsFile).split(sep).join("/");
  const specifier = path.startsWith(".") ? path : `./${path}`;
  config.printStdout(
    [
      `${tables.length} ${tables.length === 1 ? "table is" : "tables are"} in ${modelsFile} now. To compare with them, write in ${env}:`,
      `  import { metadata } from ${JSON.stringify(specifier)};`,
      `  context.configure({ …, targetMetadata: metadata${includingSchemas(tables, schemas)} });`,
    ].join("\n"),
  );
}

/** The options that compare the schemas of the models, and no others: what no model has would be dropped. */
function includingSchemas(tables: PulledDatabase["tables"], schemas: readonly string[]): string {
  if (schemas.length === 0) return "";
  const names = [...(tables.some(({ schema }) => schema === null) ? [null] : []), ...schemas];
  const includeName = `(name, type) => type !== "schema" || ${JSON.stringify(names)}.includes(name)`;
  return `, includeSchemas: true, includeName: ${includeName}`;
}

/** The tables that foreign keys refer to and that were not read: the baseline does not run where they are not. */
function missingTargets({ tables }: PulledDatabase): readonly string[] {
  const nameOf = (schema: string | null, name: string): string =>
    schema === null ? name : `${schema}.${name}`;
  const there = new Set(tables.map(({ schema, name }) => nameOf(schema, nameText(name))));
  const missing = tables
    .flatMap(({ constraints }) => constraints)
    .flatMap((each) => (each.kind === "foreign_key" ? [nameOf(each.referredSchema, each.referredTable)] : []))
    .filter((name) => !there.has(name));
  if (missing.length === 0) return [];
  const names = [...new Set(missing)].sort().join(", ");
  return [`Foreign keys refer to tables that were not pulled: ${names}. Pull their schemas, too (--schema).`];
}
