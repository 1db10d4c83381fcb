import type { BatchAlterTableOp, Directive } from "../directives/index.ts";
import type { Identifier } from "../schema/names.ts";
import { freeze } from "../util/freeze.ts";
import { type BatchOptions, batchHead } from "./batch/batch-alter-table.ts";
import * as builtIn from "./built-in.ts";
import type { Operation } from "./operation.ts";

/** Makes a directive from the arguments that `op.x` takes. */
type Factory<T> =
  T extends Operation<infer _Call, infer _BatchCall, infer D>
    ? T extends { readonly signatures?: { readonly op: (...args: infer Args) => unknown } | undefined }
      ? (...args: Args) => D
      : never
    : never;

export { addColumnOpFrom } from "./add-column.ts";
export { addConstraintOpFrom } from "./add-constraint-op.ts";
export { downgradeOps, migrationScript, modifyTableOps, upgradeOps } from "./containers.ts";
export { createIndexOpFrom } from "./create-index.ts";
export { createTableOpFrom } from "./create-table.ts";
export { dropColumnOpFrom } from "./drop-column.ts";
export { dropConstraintOpFrom } from "./drop-constraint.ts";
export { dropIndexOpFrom } from "./drop-index.ts";
export { dropTableOpFrom } from "./drop-table.ts";
export { reverse } from "./reverse.ts";
export { asDiffs, toDiffTuple } from "./to-diff-tuple.ts";

export const addColumnOp: Factory<typeof builtIn.addColumn> = builtIn.addColumn.build;
export const alterColumnOp: Factory<typeof builtIn.alterColumn> = builtIn.alterColumn.build;
export const bulkInsertOp: Factory<typeof builtIn.bulkInsert> = builtIn.bulkInsert.build;
export const createCheckConstraintOp: Factory<typeof builtIn.createCheckConstraint> =
  builtIn.createCheckConstraint.build;
export const createExcludeConstraintOp: Factory<typeof builtIn.createExcludeConstraint> =
  builtIn.createExcludeConstraint.build;
export const createForeignKeyOp: Factory<typeof builtIn.createForeignKey> = builtIn.createForeignKey.build;
export const createIndexOp: Factory<typeof builtIn.createIndex> = builtIn.createIndex.build;
export const createPrimaryKeyOp: Factory<typeof builtIn.createPrimaryKey> = builtIn.createPrimaryKey.build;
export const createTableOp: Factory<typeof builtIn.createTable> = builtIn.createTable.build;
export const createTableCommentOp: Factory<typeof builtIn.createTableComment> =
  builtIn.createTableComment.build;
export const createUniqueConstraintOp: Factory<typeof builtIn.createUniqueConstraint> =
  builtIn.createUniqueConstraint.build;
export const dropColumnOp: Factory<typeof builtIn.dropColumn> = builtIn.dropColumn.build;
export const dropConstraintOp: Factory<typeof builtIn.dropConstraint> = builtIn.dropConstraint.build;
export const dropIndexOp: Factory<typeof builtIn.dropIndex> = builtIn.dropIndex.build;
export const dropTableOp: Factory<typeof builtIn.dropTable> = builtIn.dropTable.build;
export const dropTableCommentOp: Factory<typeof builtIn.dropTableComment> = builtIn.dropTableComment.build;
export const renameTableOp: Factory<typeof builtIn.renameTable> = builtIn.renameTable.build;
export const executeSqlOp: Factory<typeof builtIn.execute> = builtIn.execute.build;

/** A batch block from its table, its options and the directives in it. */
export function batchAlterTableOp(
  table: Identifier,
  directives: readonly Directive[],
  options: BatchOptions = {},
): BatchAlterTableOp {
  return freeze({ ...batchHead(table, options), items: directives.map((directive) => ({ directive })) });
}
