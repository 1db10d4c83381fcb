import type { Directive } from "../../directives/index.ts";
import type { Constraint, ForeignKeyConstraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";

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

/** Whether a key holds columns unique, in any order. */
export function isUnique(key: IndexLike, columns: readonly string[]): boolean {
  if (key.kind === "index" && !key.unique) return false;
  const own = columnsOf(key);
  return own.length === columns.length && columns.every((column) => own.includes(column));
}

/** The keys and indexes of a table. */
export function keysOf({
  constraints,
  indexes,
}: Pick<Table, "constraints" | "indexes">): readonly IndexLike[] {
  return [...constraints.filter(isKey), ...indexes];
}

function isKey({ kind }: IndexLike): boolean {
  return kind === "index" || kind === "unique" || kind === "primary_key";
}

/** Whether two are one key of a table: what one side calls an index may be a constraint to the other. */
export function isSameKey(one: IndexLike, other: IndexLike): boolean {
  if (one === other || (one.kind === "primary_key" && other.kind === "primary_key")) return true;
  if (!isKey(one) || !isKey(other) || one.name === null || other.name === null) return false;
  return nameText(one.name) === nameText(other.name);
}

function beginsWith(index: IndexLike, columns: readonly unknown[]): boolean {
  const own = columnsOf(index);
  return columns.every((column, place) => own[place] === column);
}

function columnsOf(index: IndexLike): readonly unknown[] {
  if (index.kind === "index") return index.parts.map(({ expression }) => expression);
  return index.kind === "unique" || index.kind === "primary_key" ? index.columns : [];
}
