export { compareMetadata, produceMigrations } from "./autogenerate/api.ts";
export type { AutogenContext, AutogenerateHost, LogChannel } from "./autogenerate/autogen-context.ts";
export type { ColumnChange } from "./autogenerate/detours/mentions.ts";
export type { NormalForms } from "./autogenerate/normal-forms.ts";
export type {
  AutogenerateOptions,
  ChooseRename,
  CompareServerDefault,
  CompareType,
  IncludeName,
  IncludeObject,
  ObjectKind,
  ParentNames,
  ProcessRevisionDirectives,
  Rename,
  RenameQuestion,
  RenderItem,
  RenderItemContext,
  SchemaObject,
} from "./autogenerate/options.ts";
export type {
  Comparator,
  ComparatorArguments,
  ComparatorEntry,
  ComparatorPriority,
  Comparators,
  CompareResult,
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
export {
  type RevisionDirectivesHook,
  type RewriteFunction,
  Rewriter,
  type Rewritten,
} from "./autogenerate/rewriter.ts";
export type {
  ArgumentDefinition,
  ArgumentKind,
  CommandDefinition,
  CommandSession,
  ParsedArguments,
} from "./cli/command-definition.ts";
export { CommandLine, type CommandLineSettings } from "./cli/command-line.ts";
export { main } from "./cli/main.ts";
export * as command from "./commands/index.ts";
export {
  type CommandLineOptions,
  Config,
  type ConfigOptions,
  environmentUrl,
  fileConfig,
  getLogger,
  type HookSettings,
  type LogFormatter,
  type Logger,
  type LoggerSettings,
  type LoggerTable,
  type LoggingConfig,
  type LoggingScope,
  type LogHandler,
  type LogLevelName,
  type LogListener,
  type LogRecord,
  type LogSinks,
  type TextSink,
} from "./config/index.ts";
export {
  type ArrayRow,
  type BeginOptions,
  type Connection,
  createEngine,
  type Echo,
  type Engine,
  type EngineFromConfigOptions,
  type EngineOptions,
  type EngineSource,
  engineFromConfig,
  type QueryResult,
  type StatementMessage,
} from "./connection/index.ts";
export type { SqlLexis } from "./connection/sql-lexis.ts";
export type * from "./dialect/comparison.ts";
export type * from "./dialect/dialect.ts";
export type { DialectFeatures } from "./dialect/features.ts";
export type { MariadbOptions } from "./dialect/mariadb/options.ts";
export type * from "./dialect/rebuild.ts";
export type * from "./dialect/reflection.ts";
export { registerDialect } from "./dialect/registry.ts";
export type { DialectStatement } from "./dialect/statement.ts";
export type { ConstructorSource, TypeSource } from "./dialect/type-source.ts";
export type * from "./directives/index.ts";
export * as errors from "./errors/index.ts";
export { AlembicError, CommandError, type ErrorCode, isAlembicError } from "./errors/index.ts";
export type { Operations as OperationsSurface } from "./operations/operations.ts";
export * as ops from "./operations/ops.ts";
export type * from "./operations/types.ts";
export {
  type ConfigureOptions,
  type ContextImpl,
  type ContextSource,
  context,
  EnvironmentContext,
  type EnvironmentOptions,
  type LockMode,
  type MetaDataSource,
  MigrationContext,
  type MigrationContextSource,
  type MigrationOptions,
  type MigrationPlan,
  Operations,
  op,
  type PlannedOperation,
  type PlannedRun,
  type PlannedStatement,
  type PlannedStep,
  type RunnableStep,
  type RunningOperation,
  type RunObserver,
  type RunPlanner,
  type RunRecorder,
  type StepPlanner,
  type TargetMetadata,
  type TransactionHandle,
  type VersionCallback,
} from "./runtime/index.ts";
export * as sa from "./sa/index.ts";
export type { DialectOptions } from "./schema/dialect-options.ts";
export {
  type SqlExpression,
  type SqlFragmentLike,
  type SqlPart,
  type SqlTag,
  type SqlText,
  type SqlValue,
  sql,
} from "./schema/sql-text.ts";
export type { GenerateOptions } from "./script/generate/generate-revision.ts";
export type { RevisionGraph } from "./script/graph/graph.ts";
export type { RevisionSymbol } from "./script/graph/resolve.ts";
export type { Revision, RevisionData, RevisionNode } from "./script/graph/revision.ts";
export { type IterateOptions, type LineageFilterOptions, RevisionMap } from "./script/graph/revision-map.ts";
export type { HeaderName, RevisionHeader, TextSpan } from "./script/header-scanner.ts";
export { writeHooks } from "./script/hooks/hook-registry.ts";
export type { HookContext, HookMaker, HookOptions, WriteHook } from "./script/hooks/write-hook.ts";
export type { ModuleImporter } from "./script/import-project-module.ts";
export type { MigrationInfo } from "./script/plan/migration-info.ts";
export type { MigrationStep } from "./script/plan/migration-step.ts";
export { type PlanOptions, planDowngrade, planUpgrade } from "./script/plan/plan-migration.ts";
export type { ParentChange } from "./script/plan/plan-rebase.ts";
export { planStamp } from "./script/plan/plan-stamp.ts";
export type { VersionWrite } from "./script/plan/version-write.ts";
export { type CommandFormat, type MigrationFunction, Script } from "./script/script.ts";
export type { ScriptData } from "./script/script-data.ts";
export { ScriptDirectory } from "./script/script-directory.ts";
export type { ScriptFile } from "./script/script-file.ts";
export type { ScriptSettings } from "./script/script-settings.ts";
export type { ProjectTemplate } from "./templates/index.ts";
