import type { Constraint } from "../../schema/constraints.ts";
import { own } from "../../util/own.ts";
import { actionWords, phrase, primaryKeyWords, referentialAction } from "../default/constraint-clauses.ts";
import { defaultGrammar } from "../default/ddl.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { ConstraintGrammar, DdlScope } from "../default/grammar.ts";
import { columnList, constraintWords } from "../default/names.ts";
import { storageParameters } from "./table-options.ts";

/** ON DELETE may name the columns that SET NULL and SET DEFAULT touch (since PostgreSQL 15). */
const deleteAction = /^(?:RESTRICT|CASCADE|SET (?:NULL|DEFAULT)(?:\s*\(.+\))?|NO ACTION)$/i;
const indexMethod = /^(?:btree|hash|gist|gin|[\w_]+)$/i;

/** PostgreSQL's constraints: INCLUDE, NULLS NOT DISTINCT, NOT VALID, NO INHERIT, EXCLUDE. */
export const constraints: Pick<
  ConstraintGrammar,
  "primaryKey" | "unique" | "check" | "columnCheck" | "foreignKey" | "exclude" | "referentialActions"
> = {
  primaryKey: (scope, constraint, table) =>
    `${primaryKeyWords(scope, constraint, table)}${included(scope, constraint)}${scope.grammar.deferrability(scope, constraint)}`,
  unique: (scope, constraint, table) => {
    const { nullsNotDistinct } = optionsOf(scope, constraint.options, "postgresql");
    const distinct = nullsNotDistinct === undefined ? "" : `NULLS ${nullsNotDistinct ? "NOT " : ""}DISTINCT `;
    return [
      `${constraintWords(scope, constraint, table)}UNIQUE ${distinct}(${columnList(scope, constraint.columns, table)})`,
      included(scope, constraint),
      scope.grammar.deferrability(scope, constraint),
    ].join("");
  },
  check: (scope, constraint, table) =>
    `${defaultGrammar.check(scope, constraint, table)}${validity(scope, constraint)}`,
  columnCheck: (scope, constraint, table) => scope.grammar.check(scope, constraint, table),
  foreignKey: (scope, constraint, table) =>
    `${defaultGrammar.foreignKey(scope, constraint, table)}${validity(scope, constraint)}`,
  exclude: (scope, constraint, table) => {
    const elements = constraint.elements.map(({ expression, operator }) => {
      if (typeof expression !== "string") return `${scope.literals.sqlText(expression)} WITH ${operator}`;
      const operatorClass = own(constraint.ops, expression);
      return `${columnList(scope, [expression], table)}${operatorClass === undefined ? "" : ` ${operatorClass}`} WITH ${operator}`;
    });
    return [
      `${constraintWords(scope, constraint, table)}EXCLUDE USING ${phrase(constraint.using, indexMethod).toLowerCase()} (${elements.join(", ")})`,
      included(scope, constraint),
      constraint.where === null ? "" : ` WHERE (${scope.literals.sqlText(constraint.where)})`,
      scope.grammar.deferrability(scope, constraint),
    ].join("");
  },
  referentialActions: (_scope, constraint) => actionWords(constraint, deleteAction, referentialAction),
};

/** What a key says about its index. */
function included(scope: DdlScope, constraint: Constraint): string {
  const { include, with: parameters, tablespace } = optionsOf(scope, constraint.options, "postgresql");
  return [
    include === undefined || include.length === 0 ? "" : ` INCLUDE (${columnList(scope, include)})`,
    parameters === undefined ? "" : ` WITH (${storageParameters(parameters)})`,
    tablespace === undefined ? "" : ` USING INDEX TABLESPACE ${scope.identifiers.quote(tablespace)}`,
  ].join("");
}

function validity(scope: DdlScope, constraint: Constraint): string {
  const { notValid, noInherit, notEnforced } = optionsOf(scope, constraint.options, "postgresql");
  return `${noInherit ? " NO INHERIT" : ""}${notEnforced ? " NOT ENFORCED" : notValid ? " NOT VALID" : ""}`;
}
