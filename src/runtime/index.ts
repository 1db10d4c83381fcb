export { context, op } from "./current.ts";
export { type ConfigureOptions, EnvironmentContext, type EnvironmentOptions } from "./environment-context.ts";
export type { LockMode } from "./lock.ts";
export { type ContextImpl, MigrationContext, type MigrationContextSource } from "./migration-context.ts";
export type { ContextSource, MigrationOptions, StepPlanner, VersionCallback } from "./migration-options.ts";
export { Operations } from "./operations-entry.ts";
export type {
  MigrationPlan,
  PlannedOperation,
  PlannedStatement,
  PlannedStep,
} from "./plan/migration-plan.ts";
export type {
  PlannedRun,
  RunningOperation,
  RunObserver,
  RunPlanner,
  RunRecorder,
} from "./run-observer.ts";
export type { RunnableStep } from "./run-step.ts";
export type { MetaDataSource, TargetMetadata } from "./target-metadata.ts";
export type { TransactionHandle } from "./transactions.ts";
