import { columnStatements } from "../default/column-statements.ts";
import type { DdlGrammar, DdlScope } from "../default/grammar.ts";
import { unsupported } from "../default/unsupported.ts";
import { inlineIndexSql, mysqlIndexes } from "./indexes.ts";

function refuse(scope: DdlScope, operation: string, words: string): never {
  throw unsupported(`MySQL has no ${words}.`, {
    dialect: scope.name,
    operation,
    hint: "Leave the option out, or ask information_schema first.",
  });
}

/** MySQL knows IF EXISTS for tables only; MariaDB knows it everywhere. */
export const mysqlIfExists: Pick<
  DdlGrammar,
  "addColumnWords" | "dropColumn" | "createIndex" | "inlineIndex" | "dropIndex"
> = {
  addColumnWords: (scope, { ifNotExists }) =>
    ifNotExists ? refuse(scope, "add_column", "ADD COLUMN IF NOT EXISTS") : "ADD COLUMN ",
  dropColumn: (scope, directive) =>
    directive.ifExists
      ? refuse(scope, "drop_column", "DROP COLUMN IF EXISTS")
      : columnStatements.dropColumn(scope, directive),
  createIndex: (scope, directive) =>
    directive.ifNotExists
      ? refuse(scope, "create_index", "CREATE INDEX IF NOT EXISTS")
      : mysqlIndexes.createIndex(scope, directive),
  // The indexes of a table that may exist are made with it or not at all.
  inlineIndex: (scope, index, made) =>
    made.ifNotExists
      ? inlineIndexSql(scope, index, made.table)
      : mysqlIndexes.inlineIndex(scope, index, made),
  dropIndex: (scope, directive) =>
    directive.ifExists
      ? refuse(scope, "drop_index", "DROP INDEX IF EXISTS")
      : mysqlIndexes.dropIndex(scope, directive),
};
