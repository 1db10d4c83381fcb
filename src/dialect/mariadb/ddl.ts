import { nameText } from "../../schema/names.ts";
import { columnStatements } from "../default/column-statements.ts";
import { defaultGrammar } from "../default/ddl.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlGrammar } from "../default/grammar.ts";
import { unsupported } from "../default/unsupported.ts";
import { dropConstraintSql, mariadbDropWords } from "../mysql/constraints.ts";
import { mysqlGrammar } from "../mysql/ddl.ts";
import { refuseExpressions } from "../mysql/index-expressions.ts";
import { mysqlIndexes } from "../mysql/indexes.ts";

/** How MariaDB writes DDL: as MySQL, but with IF [NOT] EXISTS everywhere and without indexes over expressions. */
export const mariadbGrammar: DdlGrammar = {
  ...mysqlGrammar,
  addColumnWords: columnStatements.addColumnWords,
  dropColumn: columnStatements.dropColumn,
  inlineReference: defaultGrammar.inlineReference,
  referentialActions: (scope, constraint) => {
    if (
      [constraint.onDelete, constraint.onUpdate].some((action) => action?.toUpperCase() === "SET DEFAULT")
    ) {
      scope.context.warn(
        `MariaDB leaves SET DEFAULT out of the foreign key of '${constraint.columns.join(", ")}' to '${constraint.referredTable}' without a word: ` +
          "use SET NULL, or a trigger.",
      );
    }
    return mysqlGrammar.referentialActions(scope, constraint);
  },
  dropIndex: mysqlIndexes.dropIndex,
  inlineIndex: mysqlIndexes.inlineIndex,
  createIndex: (scope, directive) => {
    refuseExpressions(scope, directive);
    return mysqlIndexes.createIndex(scope, directive);
  },
  nullability: (scope, column, table) => {
    const words = mysqlGrammar.nullability(scope, column, table);
    if (column.computed === null || words === "") return words;
    throw unsupported(
      `MariaDB's generated columns cannot be NOT NULL: '${nameText(table.name)}.${nameText(column.name)}'.`,
      {
        dialect: scope.name,
        operation: "create_table",
        table: table.name,
        hint: "Leave nullable out, and add a CHECK that the column IS NOT NULL.",
      },
    );
  },
  check: (scope, constraint, table) => {
    if (optionsOf(scope, constraint.options, "mariadb").notEnforced !== true)
      return defaultGrammar.check(scope, constraint, table);
    throw unsupported("MariaDB enforces every CHECK.", {
      dialect: scope.name,
      operation: "create_check_constraint",
      table: table.name,
      hint: "Leave notEnforced out.",
    });
  },
  columnCheck: (scope, constraint, table) => {
    if (constraint.name === null) return defaultGrammar.columnCheck(scope, constraint, table);
    throw unsupported("MariaDB cannot name a CHECK that stands inside a column.", {
      dialect: scope.name,
      operation: "create_check_constraint",
      table: table.name,
      hint: "Declare it on the table: sa.check(…, { name }) beside the columns, or op.createCheckConstraint().",
    });
  },
  dropConstraint: (scope, directive) => [dropConstraintSql(scope, directive, mariadbDropWords)],
};
