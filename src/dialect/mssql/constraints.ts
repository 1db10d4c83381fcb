import type { DialectOptions } from "../../schema/dialect-options.ts";
import { actionWords, namedInlineReference, referentialAction } from "../default/constraint-clauses.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlGrammar, DdlScope } from "../default/grammar.ts";
import { columnList, constraintWords } from "../default/names.ts";
import { unsupported } from "../default/unsupported.ts";

/** Constraints as SQL Server writes them. Source: SQL Server documentation, ALTER TABLE table_constraint. */
export const constraints: Pick<
  DdlGrammar,
  "primaryKey" | "unique" | "deferrability" | "inlineReference" | "referentialActions" | "match"
> = {
  inlineReference: namedInlineReference,
  primaryKey: (scope, constraint, table) =>
    `${constraintWords(scope, constraint, table)}PRIMARY KEY ${clusteredWord(scope, constraint.options)}(${columnList(scope, constraint.columns, table)})${scope.grammar.deferrability(scope, constraint)}`,
  unique: (scope, constraint, table) =>
    `${constraintWords(scope, constraint, table)}UNIQUE ${clusteredWord(scope, constraint.options)}(${columnList(scope, constraint.columns, table)})${scope.grammar.deferrability(scope, constraint)}`,
  deferrability: (scope, constraint) => {
    if (constraint.deferrable === null && constraint.initially === null) return "";
    throw refused(scope, "DEFERRABLE or INITIALLY", "Leave deferrable and initially out.");
  },
  match: (scope, constraint) => {
    if (constraint.match === null) return "";
    throw refused(scope, "MATCH", "Leave match out.");
  },
  referentialActions: (scope, constraint) => {
    if ([constraint.onDelete, constraint.onUpdate].some((action) => action?.toUpperCase() === "RESTRICT")) {
      throw refused(scope, "RESTRICT", 'Write "NO ACTION", which means the same here.');
    }
    return actionWords(constraint, referentialAction);
  },
};

function refused(scope: DdlScope, words: string, hint: string): Error {
  return unsupported(`SQL Server has no ${words}.`, {
    dialect: scope.name,
    operation: "create_constraint",
    hint,
  });
}

/** `CLUSTERED ` or `NONCLUSTERED `, when one was asked for. */
export function clusteredWord(scope: DdlScope, options: DialectOptions): string {
  const { clustered } = optionsOf(scope, options, "mssql");
  if (clustered === undefined) return "";
  return clustered ? "CLUSTERED " : "NONCLUSTERED ";
}
