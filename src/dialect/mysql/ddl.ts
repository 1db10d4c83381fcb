import { nameText } from "../../schema/names.ts";
import { defaultGrammar } from "../default/ddl.ts";
import { optionsOf } from "../default/dialect-option.ts";
import { fitName } from "../default/fit-name.ts";
import type { DdlGrammar } from "../default/grammar.ts";
import { createTableWithColumns } from "../default/needs-columns.ts";
import { mysqlAlterColumn } from "./alter-column.ts";
import { mysqlColumns } from "./columns.ts";
import { commentText } from "./comment-text.ts";
import { mysqlConstraints } from "./constraints.ts";
import { mysqlIfExists } from "./if-exists.ts";
import { tableOptions } from "./table-options.ts";

/** How MySQL writes DDL. */
export const mysqlGrammar: DdlGrammar = {
  ...defaultGrammar,
  ...mysqlColumns,
  ...mysqlConstraints,
  ...mysqlAlterColumn,
  ...mysqlIfExists,
  createTable: createTableWithColumns,
  tableOptions: (scope, table) =>
    tableOptions(optionsOf(scope, table.options, "mysql"), table.comment, scope.literals),
  // The new name without its schema would move the table to the connection's database.
  renameTable: (scope, { tableName, newName, schema }) => [
    `ALTER TABLE ${scope.identifiers.qualify(tableName, schema)} RENAME TO ${scope.identifiers.qualify(fitName(newName, scope.identifiers), schema)}`,
  ],
  // Behind INSERT INTO the word VALUE begins the values.
  insertTarget: (scope, { name, schema }) =>
    schema === null && nameText(name) === "value"
      ? scope.identifiers.forceQuote("value")
      : scope.identifiers.qualify(name, schema),
  insertDefaults: (scope, table) => `INSERT INTO ${scope.grammar.insertTarget(scope, table)} () VALUES ()`,
  tableComment: (scope, { name, schema }, { comment }) => [
    `ALTER TABLE ${scope.identifiers.qualify(name, schema)} COMMENT ${scope.literals.string(commentText(comment ?? ""))}`,
  ],
};
