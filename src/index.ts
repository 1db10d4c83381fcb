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
export { comparators } from "./autogenerate/plugins/comparators-registry.ts";
export { Plugin } from "./autogenerate/plugins/plugin.ts";
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
export { Config, environmentUrl, fileConfig, getLogger } from "./config/index.ts";
export {
  type Connection,
  createEngine,
  type Engine,
  type EngineOptions,
  engineFromConfig,
  type QueryResult,
} from "./connection/index.ts";
export type { Dialect } from "./dialect/dialect.ts";
export { registerDialect } from "./dialect/registry.ts";
export type * from "./directives/index.ts";
export * as errors from "./errors/index.ts";
export { AlembicError, CommandError, type ErrorCode, isAlembicError } from "./errors/index.ts";
export type * from "./operations/index.ts";
export * as ops from "./operations/ops.ts";
export {
  type ConfigureOptions,
  context,
  EnvironmentContext,
  MigrationContext,
  type MigrationPlan,
  Operations,
  op,
  type PlannedOperation,
  type PlannedStatement,
  type PlannedStep,
  type RunObserver,
} from "./runtime/index.ts";
export * as sa from "./sa/index.ts";
export type { DialectOptions } from "./schema/dialect-options.ts";
export { type SqlText, type SqlValue, sql } from "./schema/sql-text.ts";
export { RevisionMap } from "./script/graph/revision-map.ts";
export { writeHooks } from "./script/hooks/hook-registry.ts";
export { planDowngrade, planUpgrade } from "./script/plan/plan-migration.ts";
export { planStamp } from "./script/plan/plan-stamp.ts";
export type { VersionWrite } from "./script/plan/version-write.ts";
export { Script } from "./script/script.ts";
export { ScriptDirectory } from "./script/script-directory.ts";
