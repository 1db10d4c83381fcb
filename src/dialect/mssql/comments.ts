import type { ColumnRef, CommentChange, DdlGrammar, DdlScope, TableRef } from "../default/grammar.ts";
import { nationalString } from "./literals.ts";

/** The schema of a table that names none, in scripts as on a new login. */
const defaultSchema = "dbo";

/** Comments as extended properties (PARITY P-5.79). Source: SQL Server documentation, sp_addextendedproperty. */
export const comments: Pick<DdlGrammar, "tableComment" | "columnComment"> = {
  tableComment: (scope, table, { comment, existing }) => {
    if (comment === null)
      return [`execute sp_dropextendedproperty 'MS_Description', ${tablePath(scope, table)}`];
    // A script adds the property as the original's does (PARITY P-12.19); a server would refuse a second one.
    const verb = existing === null || scope.context.serverVersion === null ? "add" : "update";
    return [
      `execute sp_${verb}extendedproperty 'MS_Description', ${nationalString(comment)}, ${tablePath(scope, table)}`,
    ];
  },
  columnComment: (scope, column, { comment }) => [
    comment === null
      ? `execute sp_dropextendedproperty 'MS_Description', ${columnPath(scope, column)}`
      : `execute sp_addextendedproperty 'MS_Description', ${nationalString(comment)}, ${columnPath(scope, column)}`,
  ],
};

/** The comment of a column that is there: a property exists once, so that a known one is updated. */
export function changedColumnComment(scope: DdlScope, column: ColumnRef, change: CommentChange): string {
  const path = columnPath(scope, column);
  if (change.comment === null) return `exec sp_dropextendedproperty 'MS_Description', ${path}`;
  const verb = change.existing === null ? "add" : "update";
  return `exec sp_${verb}extendedproperty 'MS_Description', ${nationalString(change.comment)}, ${path}`;
}

function tablePath(scope: DdlScope, { name, schema }: TableRef): string {
  // Extended properties are found within the database: of `database.owner` only the owner counts.
  const owner = (schema ?? defaultSchema).split(".").at(-1) ?? defaultSchema;
  return `'schema', ${scope.identifiers.quote(owner)}, 'table', ${scope.identifiers.quote(name)}`;
}

function columnPath(scope: DdlScope, column: ColumnRef): string {
  return `${tablePath(scope, column)}, 'column', ${scope.identifiers.quote(column.column)}`;
}
