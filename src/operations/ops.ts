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

/** ADD COLUMN, with what the column declares; arguments as `op.addColumn`. */
export const addColumnOp: Factory<typeof builtIn.addColumn> = builtIn.addColumn.build;
/** ALTER COLUMN; arguments as `op.alterColumn`. */
export const alterColumnOp: Factory<typeof builtIn.alterColumn> = builtIn.alterColumn.build;
/** INSERT of rows; arguments as `op.bulkInsert`. */
export const bulkInsertOp: Factory<typeof builtIn.bulkInsert> = builtIn.bulkInsert.build;
/** ADD CHECK; arguments as `op.createCheckConstraint`. */
export const createCheckConstraintOp: Factory<typeof builtIn.createCheckConstraint> =
  builtIn.createCheckConstraint.build;
/** ADD EXCLUDE; arguments as `op.createExcludeConstraint`. */
export const createExcludeConstraintOp: Factory<typeof builtIn.createExcludeConstraint> =
  builtIn.createExcludeConstraint.build;
/** ADD FOREIGN KEY; arguments as `op.createForeignKey`. */
export const createForeignKeyOp: Factory<typeof builtIn.createForeignKey> = builtIn.createForeignKey.build;
/** CREATE INDEX; arguments as `op.createIndex`. */
export const createIndexOp: Factory<typeof builtIn.createIndex> = builtIn.createIndex.build;
/** ADD PRIMARY KEY; arguments as `op.createPrimaryKey`. */
export const createPrimaryKeyOp: Factory<typeof builtIn.createPrimaryKey> = builtIn.createPrimaryKey.build;
/** CREATE TABLE, with its indexes and comments; arguments as `op.createTable`. */
export const createTableOp: Factory<typeof builtIn.createTable> = builtIn.createTable.build;
/** The comment of a table; arguments as `op.createTableComment`. */
export const createTableCommentOp: Factory<typeof builtIn.createTableComment> =
  builtIn.createTableComment.build;
/** ADD UNIQUE; arguments as `op.createUniqueConstraint`. */
export const createUniqueConstraintOp: Factory<typeof builtIn.createUniqueConstraint> =
  builtIn.createUniqueConstraint.build;
/** DROP COLUMN; arguments as `op.dropColumn`. {@link dropColumnOpFrom} makes one that can be taken back. */
export const dropColumnOp: Factory<typeof builtIn.dropColumn> = builtIn.dropColumn.build;
/**
 * DROP CONSTRAINT; arguments as `op.dropConstraint`. {@link dropConstraintOpFrom} makes one that can be taken
 * back.
 */
export const dropConstraintOp: Factory<typeof builtIn.dropConstraint> = builtIn.dropConstraint.build;
/** DROP INDEX; arguments as `op.dropIndex`. {@link dropIndexOpFrom} makes one that can be taken back. */
export const dropIndexOp: Factory<typeof builtIn.dropIndex> = builtIn.dropIndex.build;
/** DROP TABLE; arguments as `op.dropTable`. {@link dropTableOpFrom} makes one that can be taken back. */
export const dropTableOp: Factory<typeof builtIn.dropTable> = builtIn.dropTable.build;
/** No comment on a table any more; arguments as `op.dropTableComment`. */
export const dropTableCommentOp: Factory<typeof builtIn.dropTableComment> = builtIn.dropTableComment.build;
/** RENAME of a table; arguments as `op.renameTable`. */
export const renameTableOp: Factory<typeof builtIn.renameTable> = builtIn.renameTable.build;
/** A statement of one's own; arguments as `op.execute`. */
export const executeSqlOp: Factory<typeof builtIn.execute> = builtIn.execute.build;

/** A batch block from its table, its options and the directives in it. */
export function batchAlterTableOp(
  table: Identifier,
  directives: readonly Directive[],
  options: BatchOptions = {},
): BatchAlterTableOp {
  return freeze({ ...batchHead(table, options), items: directives.map((directive) => ({ directive })) });
}
