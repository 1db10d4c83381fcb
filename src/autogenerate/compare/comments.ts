import type { ReflectedTable } from "../../dialect/reflection.ts";
import type { AlterColumnOp, ModifyTableOps } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { Mutable } from "../mutable.ts";

/** Compares the comment of a column. */
export function compareColumnComment(
  context: AutogenContext,
  alter: Mutable<AlterColumnOp>,
  _schema: string | null,
  tableName: string,
  columnName: string,
  database: Column,
  metadata: Column,
): void {
  if (!context.dialect.features.comments) return;
  if (database.comment !== null) alter.existingComment = database.comment;
  if (database.comment === metadata.comment) return;
  alter.modifyComment = metadata.comment;
  alter.existingComment = database.comment;
  context.log("comments", `Detected column comment '${displayName(tableName, alter.schema)}.${columnName}'`);
}

/** Compares the comment of a table that both sides have. */
export function compareTableComment(
  context: AutogenContext,
  tableOps: ModifyTableOps,
  _schema: string | null,
  _tableName: string,
  database: ReflectedTable | null,
  metadata: Table | null,
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
