import { wordsOf } from "../../connection/sql-lexis.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import type { Column } from "../../schema/column.ts";
import type { Constraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import type { SqlText } from "../../schema/sql-text.ts";
import { predicateOf } from "../compare/expressions.ts";

/** What changes under the objects of a table: columns, and words that stand for a type in expressions. */
export interface ColumnChange {
  readonly columns: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  /**
   * `cast`: the columns get a type of the same sort, which only generated columns are in the way of; `converted`: they
   * get a type for which other operators hold; `replaced`: they are dropped and added.
   */
  readonly kind: "cast" | "converted" | "replaced";
}

/** Whether an expression names a column or a word. */
function mentions(
  { literals, lexis }: Dialect,
  text: SqlText | string | null,
  { columns, words }: ColumnChange,
): boolean {
  if (text === null) return false;
  return wordsOf(literals.sqlText(text), lexis).some((word) => columns.has(word) || words.has(word));
}

/** Whether an index cannot stay while its columns change. A database converts plain columns of an index by itself. */
export function indexDepends(dialect: Dialect, index: Index, change: ColumnChange): boolean {
  if (change.kind === "cast") return false;
  return (
    mentions(dialect, predicateOf(dialect, index.options), change) ||
    index.parts.some(({ expression }) =>
      typeof expression === "string"
        ? change.kind === "replaced" && change.columns.has(expression)
        : mentions(dialect, expression, change),
    )
  );
}

/** Whether a constraint of the same table cannot stay while columns change. */
export function constraintDepends(dialect: Dialect, constraint: Constraint, change: ColumnChange): boolean {
  if (change.kind === "cast") return false;
  switch (constraint.kind) {
    case "check":
      return mentions(dialect, constraint.condition, change);
    case "exclude":
      return (
        mentions(dialect, constraint.where, change) ||
        constraint.elements.some(({ expression }) =>
          typeof expression === "string"
            ? change.columns.has(expression)
            : mentions(dialect, expression, change),
        )
      );
    case "foreign_key":
      return constraint.columns.some((column) => change.columns.has(column));
    default:
      return change.kind === "replaced" && constraint.columns.some((column) => change.columns.has(column));
  }
}

/** Whether a generated column is made of columns that change. */
export function columnDepends(dialect: Dialect, { computed }: Column, change: ColumnChange): boolean {
  return computed !== null && mentions(dialect, computed.text, change);
}
