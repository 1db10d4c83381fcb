import type { CreateIndexOp } from "../../directives/index.ts";
import type { IndexPart } from "../../schema/index-def.ts";
import { isSqlFragmentLike, plainText } from "../../schema/sql-text.ts";
import type { DdlScope } from "../default/grammar.ts";
import { unsupported } from "../default/unsupported.ts";

/** What may stand for a column in raw text: `name`, `name(10)`, `name DESC`. */
const columnText = /^\s*(?:`(?:[^`]|``)+`|[\w$]+)\s*(?:\(\s*\d+\s*\))?\s*(?:asc|desc)?\s*$/i;

/** Refuses an index over an expression for a server of MariaDB, which has none. */
export function refuseExpressions(scope: DdlScope, { index, tableName }: CreateIndexOp): void {
  if (!index.parts.some(isExpression)) return;
  throw unsupported("MariaDB has no indexes over expressions.", {
    dialect: scope.name,
    operation: "create_index",
    table: tableName,
    hint: "Add a generated column with the expression (sa.computed) and put the index on that.",
  });
}

function isExpression({ expression }: IndexPart): boolean {
  if (typeof expression === "string") return false;
  if (isSqlFragmentLike(expression)) return true;
  const text = plainText(expression);
  return text === null || !columnText.test(text);
}
