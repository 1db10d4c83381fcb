import type { StatementGrammar } from "./grammar.ts";

/** `COMMENT ON`, as PostgreSQL and Oracle know it. */
export const commentStatements: Pick<StatementGrammar, "tableComment" | "columnComment"> = {
  tableComment: (scope, table, { comment }) => [
    `COMMENT ON TABLE ${scope.identifiers.qualify(table.name, table.schema)} IS ${comment === null ? "NULL" : scope.literals.string(comment)}`,
  ],
  columnComment: (scope, { name, schema, column }, { comment }) => [
    `COMMENT ON COLUMN ${scope.identifiers.qualify(name, schema)}.${scope.identifiers.quote(column)} IS ${comment === null ? "NULL" : scope.literals.string(comment)}`,
  ],
};
