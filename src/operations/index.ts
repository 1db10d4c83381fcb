export type { BatchHead, BatchOptions } from "./batch/batch-alter-table.ts";
export type { BatchOperations, CustomBatchOperations } from "./batch/batch-operations.ts";
export { createOperations } from "./create-operations.ts";
export type {
  CustomDirective,
  CustomOperation,
  Implementation,
  RegisterOptions,
} from "./custom-operations.ts";
export { customOperationOf, implementationFor, registerOperation } from "./custom-operations.ts";
export type { ColumnDiff, Diff, DiffTuple, ExistingColumn, OnTable } from "./diff-tuple.ts";
export type {
  CallOptions,
  EnqueueOptions,
  OperationsHost,
  OpResult,
  StatementOutcome,
} from "./host.ts";
export { operationError } from "./operation-error.ts";
export type { CustomOperations, Operations } from "./operations.ts";
export { type Reversed, reverse } from "./reverse.ts";
export { asDiffs, toDiffTuple } from "./to-diff-tuple.ts";
