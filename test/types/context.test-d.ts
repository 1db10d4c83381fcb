import {
  Config,
  type Connection,
  command,
  context,
  createEngine,
  type Engine,
  EnvironmentContext,
  engineFromConfig,
  errors,
  fileConfig,
  MigrationContext,
  main,
  Operations,
  planDowngrade,
  planStamp,
  planUpgrade,
  RevisionMap,
  ScriptDirectory,
  sa,
  sql,
} from "../../src/index.ts";

/** The environment script, as users write it. Nothing here runs: the type checker reads it. */
export async function environment(connection: Connection, maybe: boolean | undefined): Promise<void> {
  const config: Config = context.config;
  const script: ScriptDirectory = context.script;
  fileConfig(config);
  const targetMetadata: sa.MetaData | null = null;
  context.configure({ url: config.getMainOption("sqlalchemy.url"), targetMetadata, literalBinds: true });
  const engine: Engine = engineFromConfig(config.getSection(config.configIniSection), {
    prefix: "sqlalchemy.",
  });
  await engine.connect(async (opened: Connection) => {
    context.configure({ connection: opened, targetMetadata: [new sa.MetaData()] as const });
    await context.beginTransaction(() => context.runMigrations({ engineName: "one" }));
  });
  everyParameter(connection, maybe, undefined);
  const answers: readonly [boolean, boolean, boolean, string | null, readonly string[], string | null] = [
    context.isOfflineMode(),
    context.isTransactionalDdl(),
    context.requiresConnection(),
    context.getHeadRevision(),
    context.getHeadRevisions(),
    context.getTagArgument(),
  ];
  const start: string | readonly string[] | null = context.getStartingRevisionArgument();
  const end: string | readonly string[] | null = context.getRevisionArgument();
  const given: readonly string[] = context.getXArgument();
  const pairs: Readonly<Record<string, string>> = context.getXArgument({ asDictionary: true });
  await context.execute(sql`select ${1}`, { executionOptions: {} });
  context.staticOutput("-- text");
  const migration: MigrationContext = context.getContext();
  const bind: Connection = context.getBind();
  const name: string = context.getImpl().name;
  void [script, answers, start, end, given, pairs, migration, bind, name];
}

/** Every parameter of `context.configure`, with the types of its callbacks. */
function everyParameter(connection: Connection, maybe: boolean | undefined, text: string | undefined): void {
  context.configure({
    connection,
    url: text,
    dialectName: text,
    dialectOpts: { paramstyle: "named" },
    transactionalDdl: maybe,
    transactionPerMigration: maybe,
    outputBuffer: { write: (piece: string) => piece.length },
    startingRev: text,
    tag: text,
    templateArgs: { a: 1 },
    renderAsBatch: "auto",
    targetMetadata: { [Symbol.for("alembic-ts.metadata")]: () => new sa.MetaData() },
    includeName: (name, type, parents) => name !== null && type === "table" && parents.schemaName === null,
    includeObject: (object, name, type, reflected, compareTo) =>
      object.kind === "table" && name !== null && type === "table" && reflected && compareTo === null,
    includeSchemas: maybe,
    processRevisionDirectives: (ctx, _revision, directives) => {
      const isEmpty = directives[0]?.upgradeOps.ops.length === 0;
      if (ctx.config?.cmdOpts?.autogenerate === true && isEmpty) directives.splice(0);
    },
    compareType: (ctx, inspected, model, inspectedType, modelType) =>
      ctx.dialect.name === "sqlite" && inspected.name === model.name && inspectedType.name === modelType.name
        ? null
        : true,
    compareServerDefault: (_context, _inspected, _model, inspectedDefault, _modelDefault, rendered) =>
      inspectedDefault === rendered,
    renderItem: (type, _object, autogenContext) => {
      autogenContext.imports.add('import { point } from "./types";');
      return type === "type" ? "point()" : false;
    },
    literalBinds: maybe,
    upgradeToken: text,
    downgradeToken: text,
    alembicModulePrefix: text,
    schemaModulePrefix: text,
    userModulePrefix: text,
    onVersionApply: ({ ctx, step, heads, runArgs }) => {
      const told: readonly [
        MigrationContext,
        boolean,
        ReadonlySet<string>,
        Readonly<Record<string, unknown>>,
      ] = [ctx, step.isUpgrade, heads, runArgs];
      void told;
    },
    versionTable: text,
    versionTableSchema: text,
    versionTablePk: maybe,
    autogeneratePlugins: ["alembic.autogenerate.*", "~alembic_ts.autogenerate.*"] as const,
    mssqlBatchSeparator: text,
    oracleBatchSeparator: text,
    lock: "session",
    lockTimeoutMs: 60_000,
    statementLockTimeoutMs: 5_000,
  });
  // @ts-expect-error there is no such lock
  context.configure({ connection, lock: "sometimes" });
  // @ts-expect-error there are no parameters, in whatever style
  context.configure({ connection, dialectOpts: { paramstyle: "pyformat" } });
}

/** Programs of one's own. */
export async function programs(connection: Connection, text: string | undefined): Promise<void> {
  const sink = { write: (piece: string) => piece.length };
  const config = new Config(null, {
    attributes: { connection },
    stdout: sink,
    outputBuffer: sink,
    iniSection: text,
  });
  await command.upgrade(new Config("alembic.ini"), "head");
  await command.upgrade(config, "head", { sql: true, tag: text });
  await command.stamp(config, ["a", "b"] as const, { purge: true });
  await command.revision(config, { message: text, head: ["a"] as const, skipEmpty: true });
  await command.merge(config, "heads", { message: text });
  await command.history(config, { revRange: "-3:current", verbose: true, indicateCurrent: true });
  // @ts-expect-error options stand in an object
  await command.downgrade(config, "-1", true);
  const migration = MigrationContext.configure({
    dialectName: "postgresql",
    opts: { asSql: true, outputBuffer: sink, targetMetadata: new sa.MetaData() },
  });
  const five: number = await Operations.context(migration, async (op) => {
    await op.dropTable("t");
    return 5;
  });
  const map = new RevisionMap([
    { revision: "a", downRevision: null },
    { revision: "b", downRevision: ["a"] as const },
  ]);
  for (const step of [
    ...planUpgrade(map, "head", []),
    ...planDowngrade(map, "base", ["b"]),
    ...planStamp(map, "b", []),
  ]) {
    const { direction, up, down, rows } = step;
    const shape: readonly ["upgrade" | "downgrade" | "stamp", ...(readonly string[])[]] = [
      direction,
      up,
      down,
      rows,
    ];
    void shape;
  }
  const directory = await ScriptDirectory.fromConfig(config);
  new EnvironmentContext(config, directory, { fn: (rows) => planUpgrade(map, "head", rows), asSql: true });
  const status: number = await main(["heads"]);
  // @ts-expect-error it is made by fromConfig only
  new ScriptDirectory(config);
  try {
    createEngine({ url: "sqlite://", password: async () => "token" });
  } catch (error) {
    if (error instanceof errors.DatabaseError)
      void [error.code, error.hint, error.sql, error.driverCode, error.revision];
  }
  void [five, status];
}
