import { columnStatements } from "../default/column-statements.ts";
import { commentStatements } from "../default/comment-statements.ts";
import { defaultGrammar } from "../default/ddl.ts";
import type { DdlGrammar, DdlScope } from "../default/grammar.ts";
import { createTableWithColumns } from "../default/needs-columns.ts";
import { unsupported } from "../default/unsupported.ts";
import { alterColumn } from "./alter-column.ts";
import { columns } from "./columns.ts";
import { constraints } from "./constraints.ts";
import { indexes } from "./indexes.ts";
import { tableOptions } from "./table-options.ts";

/** How Oracle writes DDL. */
export const grammar: DdlGrammar = {
  ...defaultGrammar,
  ...columns,
  ...constraints,
  ...indexes,
  ...alterColumn,
  createTable: createTableWithColumns,
  tableOptions,
  addColumnWords: (scope, { ifNotExists }) =>
    ifNotExists ? refuse(scope, "add_column", "ADD column IF NOT EXISTS") : "ADD ",
  dropColumn: (scope, directive) =>
    directive.ifExists
      ? refuse(scope, "drop_column", "DROP COLUMN IF EXISTS")
      : columnStatements.dropColumn(scope, directive),
  insertDefaults: (scope, { name, schema, columns: [first] }) => {
    const column = first === undefined ? "" : scope.identifiers.quote(first.name);
    return `INSERT INTO ${scope.identifiers.qualify(name, schema)} (${column}) VALUES (DEFAULT)`;
  },
  // The empty text is NULL, and removes a comment.
  tableComment: (scope, table, change) =>
    commentStatements.tableComment(scope, table, { ...change, comment: change.comment ?? "" }),
  columnComment: (scope, column, change) =>
    commentStatements.columnComment(scope, column, { ...change, comment: change.comment ?? "" }),
};

function refuse(scope: DdlScope, operation: string, words: string): never {
  throw unsupported(`Oracle has no ${words}.`, {
    dialect: scope.name,
    operation,
    hint: "Leave the option out, or ask user_tab_columns first.",
  });
}
