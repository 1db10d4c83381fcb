import type { Directive } from "../../directives/index.ts";
import type { Constraint, ForeignKeyConstraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";

/** An index, or a constraint that may be one. */
export type IndexLike = Index | Constraint;

/** The index or constraint that a directive drops. */
export function droppedBy(directive: Directive): IndexLike | null {
  const isDrop = directive.kind === "drop_index" || directive.kind === "drop_constraint";
  return isDrop ? directive.existing : null;
}

/** The index that a directive makes, also as a constraint. */
export function madeBy(directive: Directive): IndexLike | null {
  if (directive.kind === "create_index") return directive.index;
  return directive.kind === "create_unique_constraint" || directive.kind === "create_primary_key"
    ? directive.constraint
    : null;
}

/** Whether a foreign key can use an index: its columns are the first ones of it. */
export function serves(index: IndexLike, { columns }: Pick<ForeignKeyConstraint, "columns">): boolean {
  return beginsWith(index, columns);
}

/** Whether an index can do what another one does for foreign keys. */
export function replaces(index: IndexLike, other: Index): boolean {
  return beginsWith(index, columnsOf(other));
}

function beginsWith(index: IndexLike, columns: readonly unknown[]): boolean {
  const own = columnsOf(index);
  return columns.every((column, place) => own[place] === column);
}

function columnsOf(index: IndexLike): readonly unknown[] {
  if (index.kind === "index") return index.parts.map(({ expression }) => expression);
  return index.kind === "unique" || index.kind === "primary_key" ? index.columns : [];
}
