import type { CreateTableCommentOp, DropTableCommentOp } from "../directives/index.ts";
import type { Identifier } from "../schema/names.ts";
import { table } from "../schema/table.ts";
import { freeze } from "../util/freeze.ts";
import { argumentChecks } from "./check-arguments.ts";
import { batchItem } from "./column-place.ts";
import type { OpResult } from "./host.ts";
import { onTable } from "./on-table.ts";
import type { Operation } from "./operation.ts";
import { operationError } from "./operation-error.ts";

/** What is known of the comment that is there. */
export interface BatchCreateTableCommentOptions {
  /** The comment that is replaced; SQL Server needs to know whether there is one. */
  readonly existingComment?: string | null | undefined;
}

/** What is known of the comment that is there, and the schema of the table. */
export interface CreateTableCommentOptions extends BatchCreateTableCommentOptions {
  readonly schema?: string | null | undefined;
}

export interface CreateTableComment {
  /**
   * Sets a table's comment.
   *
   * @example await op.createTableComment("account", "people who can log in");
   */
  (table: Identifier, comment: string | null, options?: CreateTableCommentOptions): OpResult<void>;
}

export interface BatchCreateTableComment {
  /**
   * Sets the comment of the block's table.
   *
   * @example batch.createTableComment("people who can log in");
   */
  (comment: string | null, options?: BatchCreateTableCommentOptions): OpResult<void>;
}

/** `op.createTableComment` */
export const createTableComment: Operation<
  CreateTableComment,
  BatchCreateTableComment,
  CreateTableCommentOp
> = {
  kind: "create_table_comment",
  build(tableName, comment, options = {}) {
    const check = argumentChecks("op.createTableComment");
    check.identifier("table", tableName);
    check.ownOptions(options, ["existingComment", "schema"]);
    assertComment("op.createTableComment", comment);
    return freeze({
      kind: "create_table_comment",
      tableName,
      schema: options.schema ?? null,
      comment,
      existingComment: options.existingComment ?? null,
    } as const);
  },
  inBatch(target, comment, options = {}) {
    argumentChecks("batch.createTableComment").ownOptions(options, ["existingComment"]);
    assertComment("batch.createTableComment", comment);
    const { existingComment = null } = options;
    return batchItem(
      freeze({
        kind: "create_table_comment",
        tableName: target.tableName,
        schema: target.schema,
        comment,
        existingComment,
      } as const),
    );
  },
  reverse({ tableName, schema, comment, existingComment }) {
    return existingComment === null
      ? freeze({
          kind: "drop_table_comment",
          tableName,
          schema,
          existingComment: comment,
        } satisfies DropTableCommentOp)
      : freeze({
          kind: "create_table_comment",
          tableName,
          schema,
          comment: existingComment,
          existingComment: comment,
        } as const);
  },
  toDiffTuple: ({ tableName, schema, comment, existingComment }) => [
    "add_table_comment",
    table(tableName, [], { schema, comment }),
    existingComment,
  ],
  render(directive, r) {
    return r.operation("createTableComment", [
      ...onTable(directive, r),
      r.value(directive.comment),
      ...r.options({
        existingComment: directive.existingComment === null ? undefined : r.value(directive.existingComment),
        ...r.schemaOption(directive.schema),
      }),
    ]);
  },
};

function assertComment(operation: string, comment: unknown): void {
  if (comment === null || typeof comment === "string") return;
  throw operationError(`${operation}: 'comment' must be a text or null; it was ${typeof comment}.`, {
    hint: "Give a text, or remove a comment with dropTableComment.",
  });
}
