import { displayName } from "../diff-names.ts";
import type { Comparator, ComparatorArguments } from "../plugins/comparators.ts";

/** Compares the comment of a column. */
export const compareColumnComment: Comparator<"column"> = (
  context,
  alter,
  _schema,
  tableName,
  columnName,
  database,
  metadata,
) => {
  if (!context.dialect.features.comments) return;
  if (database.comment !== null) alter.existingComment = database.comment;
  if (database.comment === metadata.comment) return;
  alter.modifyComment = metadata.comment;
  alter.existingComment = database.comment;
  context.log("comments", `Detected column comment '${displayName(tableName, alter.schema)}.${columnName}'`);
};

/** Compares the comment of a table that both sides have. */
export function compareTableComment(
  ...[context, tableOps, , , database, metadata]: ComparatorArguments["table"]
): void {
  if (!context.dialect.features.comments || database === null || metadata === null) return;
  if (database.comment === metadata.comment) return;
  const { tableName, schema } = tableOps;
  if (metadata.comment === null) {
    tableOps.ops.push({ kind: "drop_table_comment", tableName, schema, existingComment: database.comment });
    context.log("comments", `Detected removed table comment on '${displayName(tableName, schema)}'`);
    return;
  }
  const { comment } = metadata;
  tableOps.ops.push({
    kind: "create_table_comment",
    tableName,
    schema,
    comment,
    existingComment: database.comment,
  });
  context.log("comments", `Detected table comment on '${displayName(tableName, schema)}'`);
}
