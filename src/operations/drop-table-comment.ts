import type { CreateTableCommentOp, DropTableCommentOp } from "../directives/index.ts";
import { type Identifier, nameText } from "../schema/names.ts";
import { table } from "../schema/table.ts";
import { freeze } from "../util/freeze.ts";
import { argumentChecks } from "./check-arguments.ts";
import { batchItem } from "./column-place.ts";
import type { OpResult } from "./host.ts";
import { onTable } from "./on-table.ts";
import type { Operation } from "./operation.ts";
import { notReversible } from "./operation-error.ts";

/** What is known of the comment that is there. */
export interface BatchDropTableCommentOptions {
  /** The comment that goes, so that the step can be taken back. */
  readonly existingComment?: string | null | undefined;
}

/** What is known of the comment that is there, and the schema of the table. */
export interface DropTableCommentOptions extends BatchDropTableCommentOptions {
  readonly schema?: string | null | undefined;
}

export interface DropTableComment {
  /**
   * Removes a table's comment.
   *
   * @example await op.dropTableComment("account");
   */
  (table: Identifier, options?: DropTableCommentOptions): OpResult<void>;
}

export interface BatchDropTableComment {
  /**
   * Removes the comment of the block's table.
   *
   * @example batch.dropTableComment();
   */
  (options?: BatchDropTableCommentOptions): OpResult<void>;
}

/** `op.dropTableComment` */
export const dropTableComment: Operation<DropTableComment, BatchDropTableComment, DropTableCommentOp> = {
  kind: "drop_table_comment",
  build(tableName, options = {}) {
    const check = argumentChecks("op.dropTableComment");
    check.identifier("table", tableName);
    check.ownOptions(options, ["existingComment", "schema"]);
    return freeze({
      kind: "drop_table_comment",
      tableName,
      schema: options.schema ?? null,
      existingComment: options.existingComment ?? null,
    } as const);
  },
  inBatch(target, options = {}) {
    argumentChecks("batch.dropTableComment").ownOptions(options, ["existingComment"]);
    const { existingComment = null } = options;
    return batchItem(
      freeze({
        kind: "drop_table_comment",
        tableName: target.tableName,
        schema: target.schema,
        existingComment,
      } as const),
    );
  },
  reverse({ tableName, schema, existingComment }) {
    if (existingComment === null) {
      throw notReversible(
        `drop_table_comment of '${nameText(tableName)}' is not reversible; original comment is not present`,
        "Give the comment that goes as `existingComment`.",
      );
    }
    return freeze({
      kind: "create_table_comment",
      tableName,
      schema,
      comment: existingComment,
      existingComment: null,
    } satisfies CreateTableCommentOp);
  },
  toDiffTuple: ({ tableName, schema }) => ["remove_table_comment", table(tableName, [], { schema })],
  render(directive, r) {
    return r.operation("dropTableComment", [
      ...onTable(directive, r),
      ...r.options({
        existingComment: directive.existingComment === null ? undefined : r.value(directive.existingComment),
        ...r.schemaOption(directive.schema),
      }),
    ]);
  },
};
