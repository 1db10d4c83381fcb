export { compareMetadata, produceMigrations } from "./autogenerate/api.ts";
export type {
  ChooseRename,
  CompareServerDefault,
  CompareType,
  IncludeName,
  IncludeObject,
  ProcessRevisionDirectives,
  Rename,
  RenameQuestion,
  RenderItem,
} from "./autogenerate/options.ts";
export type {
  Comparator,
  ComparatorArguments,
  ComparatorEntry,
  CompareTarget,
} from "./autogenerate/plugins/comparators.ts";
export { comparators } from "./autogenerate/plugins/comparators-registry.ts";
export { type ComparatorOptions, Plugin } from "./autogenerate/plugins/plugin.ts";
export {
  type Renderer,
  type RenderOptions,
  renderers,
  renderScriptBody,
} from "./autogenerate/render/index.ts";
export { Rewriter } from "./autogenerate/rewriter.ts";
export { CommandLine } from "./cli/command-line.ts";
export { main } from "./cli/main.ts";
export * as command from "./commands/index.ts";
export {
  type CommandLineOptions,
  Config,
  environmentUrl,
  fileConfig,
  getLogger,
  type Logger,
  type LoggingScope,
  type LogSinks,
  type TextSink,
} from "./config/index.ts";
export {
  type ArrayRow,
  type Connection,
  createEngine,
  type Engine,
  type EngineOptions,
  engineFromConfig,
  type QueryResult,
} from "./connection/index.ts";
export type { SqlLexis } from "./connection/sql-lexis.ts";
export type { ComparisonRules } from "./dialect/comparison.ts";
export type {
  DdlCompiler,
  Dialect,
  IdentifierRules,
  LiteralRenderer,
  LockStrategy,
  ParameterStyle,
  ScriptFormat,
  SessionSettings,
  TypeCompiler,
  VersionTableSql,
} from "./dialect/dialect.ts";
export type { DialectFeatures } from "./dialect/features.ts";
export type { RebuildRules } from "./dialect/rebuild.ts";
export type { Reflector } from "./dialect/reflection.ts";
export { registerDialect } from "./dialect/registry.ts";
export type * from "./directives/index.ts";
export * as errors from "./errors/index.ts";
export { AlembicError, CommandError, type ErrorCode, isAlembicError } from "./errors/index.ts";
export type { AddConstraintOpOf } from "./operations/add-constraint-op.ts";
export type * from "./operations/index.ts";
export * as ops from "./operations/ops.ts";
export {
  type ConfigureOptions,
  type ContextImpl,
  context,
  EnvironmentContext,
  type EnvironmentOptions,
  type LockMode,
  type MetaDataSource,
  MigrationContext,
  type MigrationOptions,
  type MigrationPlan,
  Operations,
  op,
  type PlannedOperation,
  type PlannedStatement,
  type PlannedStep,
  type RunObserver,
  type TargetMetadata,
  type TransactionHandle,
  type VersionCallback,
} from "./runtime/index.ts";
export * as sa from "./sa/index.ts";
export type { DialectOptions } from "./schema/dialect-options.ts";
export { type SqlText, type SqlValue, sql } from "./schema/sql-text.ts";
export type { RevisionGraph } from "./script/graph/graph.ts";
export type { Revision, RevisionData } from "./script/graph/revision.ts";
export { RevisionMap } from "./script/graph/revision-map.ts";
export { writeHooks } from "./script/hooks/hook-registry.ts";
export type { WriteHook } from "./script/hooks/write-hook.ts";
export type { MigrationInfo } from "./script/plan/migration-info.ts";
export type { MigrationStep } from "./script/plan/migration-step.ts";
export { planDowngrade, planUpgrade } from "./script/plan/plan-migration.ts";
export type { ParentChange } from "./script/plan/plan-rebase.ts";
export { planStamp } from "./script/plan/plan-stamp.ts";
export type { VersionWrite } from "./script/plan/version-write.ts";
export { type MigrationFunction, Script } from "./script/script.ts";
export type { ScriptData } from "./script/script-data.ts";
export { ScriptDirectory } from "./script/script-directory.ts";
export type { ScriptFile } from "./script/script-file.ts";
export type { ScriptSettings } from "./script/script-settings.ts";
export type { ProjectTemplate } from "./templates/index.ts";
