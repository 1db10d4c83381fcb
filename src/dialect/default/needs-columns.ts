import type { StatementGrammar } from "./grammar.ts";
import { tableStatements } from "./table-statements.ts";
import { unsupported } from "./unsupported.ts";

/** CREATE TABLE of a dialect whose tables have at least one column; elsewhere an empty one is a table to inherit from. */
export const createTableWithColumns: StatementGrammar["createTable"] = (scope, directive) => {
  const { table } = directive;
  if (table.columns.length > 0) return tableStatements.createTable(scope, directive);
  throw unsupported(`The ${scope.name} dialect has no tables without columns.`, {
    dialect: scope.name,
    operation: "create_table",
    table: table.name,
    hint: "Give the table at least one column.",
  });
};
