import type { CreateIndexOp } from "../../directives/index.ts";
import type { IndexPart } from "../../schema/index-def.ts";
import type { DdlScope } from "../default/grammar.ts";
import { unsupported } from "../default/unsupported.ts";

/** A column of an index: `name`, `name(10)`, `name DESC`. */
const columnText = /^\s*(?:`(?:[^`]|``)+`|[\w$\u0080-\uffff]+)\s*(?:\(\s*\d+\s*\))?\s*(?:asc|desc)?\s*$/i;

/** Refuses an index over an expression for a server of MariaDB, which has none. */
export function refuseExpressions(scope: DdlScope, { index, tableName }: CreateIndexOp): void {
  if (index.parts.every(({ expression }) => isColumn(scope, expression))) return;
  throw unsupported("MariaDB has no indexes over expressions.", {
    dialect: scope.name,
    operation: "create_index",
    table: tableName,
    hint: "Add a generated column with the expression (sa.computed) and put the index on that.",
  });
}

/** Whether a part of an index is a column, by name or in SQL text. */
export function isColumn({ literals }: DdlScope, expression: IndexPart["expression"]): boolean {
  return typeof expression === "string" || columnText.test(literals.sqlText(expression));
}
