/** The types of `op`, `batch` and their results, of directives as diffs, and of operations of one's own. */
export type {
  AddColumn,
  AddColumnFlags,
  AddColumnOptions,
  BatchAddColumn,
} from "./add-column.ts";
export type { AddConstraintOpOf } from "./add-constraint-op.ts";
export type {
  AlterColumn,
  AlterColumnChanges,
  AlterColumnOptions,
  BatchAlterColumn,
} from "./alter-column.ts";
export type { BatchHead, BatchOptions, ReflectOptions } from "./batch/batch-alter-table.ts";
export type { BatchOperations, CustomBatchOperations } from "./batch/batch-operations.ts";
export type { BulkInsert, BulkInsertOptions } from "./bulk-insert.ts";
export type { Code, CodeEntry, CodeList } from "./code.ts";
export type { ColumnConstraintFlags } from "./column-constraint.ts";
export type { ColumnPlace } from "./column-place.ts";
export type { MigrationScriptOptions } from "./containers.ts";
export type { BatchCreateCheckConstraint, CreateCheckConstraint } from "./create-check-constraint.ts";
export type { BatchCreateExcludeConstraint, CreateExcludeConstraint } from "./create-exclude-constraint.ts";
export type {
  BatchCreateForeignKey,
  BatchForeignKeyOptions,
  CreateForeignKey,
  CreateForeignKeyOptions,
} from "./create-foreign-key.ts";
export type { BatchCreateIndex, CreateIndex, CreateIndexFlags, CreateIndexOptions } from "./create-index.ts";
export type { BatchCreatePrimaryKey, CreatePrimaryKey } from "./create-primary-key.ts";
export type { CreateTable, CreateTableOptions } from "./create-table.ts";
export type {
  BatchCreateTableComment,
  BatchCreateTableCommentOptions,
  CreateTableComment,
  CreateTableCommentOptions,
} from "./create-table-comment.ts";
export type { BatchCreateUniqueConstraint, CreateUniqueConstraint } from "./create-unique-constraint.ts";
export type {
  CustomDirective,
  CustomOperation,
  Implementation,
  RegisterOptions,
} from "./custom-operations.ts";
export type { ColumnDiff, Diff, DiffTuple, ExistingColumn, OnTable } from "./diff-tuple.ts";
export type { BatchDropColumn, DropColumn, DropColumnFlags, DropColumnOptions } from "./drop-column.ts";
export type {
  BatchDropConstraint,
  DropConstraint,
  DropConstraintFlags,
  DropConstraintOptions,
} from "./drop-constraint.ts";
export type { BatchDropIndex, DropIndex, DropIndexFlags, DropIndexOptions } from "./drop-index.ts";
export type { DropTable, DropTableOptions } from "./drop-table.ts";
export type {
  BatchDropTableComment,
  BatchDropTableCommentOptions,
  DropTableComment,
  DropTableCommentOptions,
} from "./drop-table-comment.ts";
export type { BuilderQuery, DrizzleStatement, ExecutableSql, Execute, ExecuteOptions } from "./execute.ts";
export type { CallOptions, EnqueueOptions, OperationsHost, OpResult, StatementOutcome } from "./host.ts";
export type { BatchTarget } from "./operation.ts";
export type { CoreOperations, CustomOperations, Operations } from "./operations.ts";
export type { RenameTable } from "./rename-table.ts";
export type { CodeOptions, RenderContext } from "./render-context.ts";
export type { Reversed } from "./reverse.ts";
