import type { KeySets } from "../../dialect/comparison.ts";
import type { ReflectedTable } from "../../dialect/reflection.ts";
import type { UniqueConstraint } from "../../schema/constraints.ts";
import { type Index, index } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import type { ComparatorArguments } from "../plugins/comparators.ts";
import { indexPartText } from "./index-columns.ts";

/** An index or a unique constraint. */
export type Key = Index | UniqueConstraint;

/** The keys of both sides that a comparison looks at. */
export function keySets(
  ...[context, , schema, tableName, database, metadata]: ComparatorArguments["table"]
): KeySets {
  const filter = { schemaName: schema, tableName };
  const passes = (key: Key, kind: "index" | "unique_constraint"): boolean =>
    context.runNameFilters(key.name === null ? null : nameText(key.name), kind, filter);
  const shadowed = new Set([
    ...(database?.uniqueConstraintIndexes ?? []),
    ...(database?.impliedIndexes ?? []),
  ]);
  return {
    // Only read by dialects when both sides are there.
    database: database as ReflectedTable,
    databaseUniques: uniquesOf(database).filter((unique) => passes(unique, "unique_constraint")),
    databaseIndexes: (database?.indexes ?? []).filter(
      (index) => passes(index, "index") && !(index.name !== null && shadowed.has(nameText(index.name))),
    ),
    modelUniques: uniquesOf(metadata),
    modelIndexes: [...(metadata?.indexes ?? [])],
  };
}

/** Takes indexes over expressions out of both sides, as the original does. */
export function withoutExpressions(context: AutogenContext, keys: KeySets): void {
  const hasOnlyColumns = (index: Index): boolean =>
    index.parts.every((part) => typeof part.expression === "string");
  for (const { name } of keys.modelIndexes.filter((index) => !hasOnlyColumns(index))) {
    const shown = name === null ? "without a name" : `'${nameText(name)}'`;
    context.warn(`autogenerate skipping metadata-specified expression-based index ${shown}`);
  }
  keys.databaseIndexes = keys.databaseIndexes.filter(hasOnlyColumns);
  keys.modelIndexes = keys.modelIndexes.filter(hasOnlyColumns);
}

/** Where the catalogue does not tell unique constraints from unique indexes, each is what the models say. */
export function uniquesAsModelled(keys: KeySets): void {
  const named = new Set(keys.modelUniques.flatMap(({ name }) => (name === null ? [] : [nameText(name)])));
  const unnamed = new Set(keys.modelUniques.filter(({ name }) => name === null).map(columnSet));
  const indexes = new Set(keys.modelIndexes.flatMap(({ name }) => (name === null ? [] : [nameText(name)])));
  const isConstraint = (unique: UniqueConstraint): boolean =>
    !(unique.name !== null && indexes.has(nameText(unique.name))) && isModelled(unique);
  const isModelled = (unique: UniqueConstraint): boolean =>
    (unique.name !== null && named.has(nameText(unique.name))) || unnamed.has(columnSet(unique));
  const constraints = keys.databaseUniques.filter(isConstraint);
  const others = keys.databaseUniques.filter((unique) => !constraints.includes(unique));
  keys.databaseIndexes.push(...others.map(uniqueIndex));
  keys.databaseUniques = constraints;
}

/** A unique constraint as the index that it is. */
function uniqueIndex({ name, columns, options }: UniqueConstraint): Index {
  return index(name, columns, { unique: true, ...options });
}

function uniquesOf(table: Table | null): UniqueConstraint[] {
  return table?.constraints.filter((constraint) => constraint.kind === "unique") ?? [];
}

/** The unique indexes of the database. */
export function uniqueIndexes(keys: KeySets): readonly Index[] {
  return keys.databaseIndexes.filter((index) => index.unique);
}

/** The columns of a key as one text, whatever their order. */
export function columnSet(key: Key): string {
  const columns = key.kind === "unique" ? key.columns : key.parts.map((part) => indexPartText(part));
  return JSON.stringify([...columns].sort());
}
