import { namedInlineReference } from "../default/constraint-clauses.ts";
import type { DdlGrammar } from "../default/grammar.ts";
import { unsupported } from "../default/unsupported.ts";

/** Foreign keys as Oracle writes them. Source: Oracle SQL Language Reference, constraint. */
export const constraints: Pick<DdlGrammar, "inlineReference" | "match" | "referentialActions"> = {
  inlineReference: namedInlineReference,
  match: (scope, constraint) => {
    if (constraint.match === null) return "";
    throw unsupported("Oracle has no MATCH.", {
      dialect: scope.name,
      operation: "create_foreign_key",
      hint: "Leave match out.",
    });
  },
  referentialActions: (scope, { onDelete, onUpdate }) => {
    if (onUpdate !== null) {
      scope.context.warn(
        "Oracle Database does not contain native UPDATE CASCADE functionality - onupdates will not be rendered for foreign " +
          `keys: ON UPDATE ${onUpdate} is left out.`,
      );
    }
    if (onDelete?.toUpperCase() === "RESTRICT") {
      throw unsupported("Oracle has no ON DELETE RESTRICT.", {
        dialect: scope.name,
        operation: "create_foreign_key",
        hint: "Leave onDelete out, which means the same here.",
      });
    }
    return onDelete === null ? "" : ` ON DELETE ${onDelete}`;
  },
};
