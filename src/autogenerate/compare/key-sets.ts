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
  const constraints: UniqueConstraint[] = [];
  for (const unique of keys.databaseUniques) {
    if (isModelledUnique(keys, unique)) constraints.push(unique);
    else keys.databaseIndexes.push(uniqueIndex(unique));
  }
  keys.databaseUniques = constraints;
}

/** Whether the models have a unique constraint, and no index, of that name, or one without a name on those columns. */
function isModelledUnique({ modelUniques, modelIndexes }: KeySets, unique: UniqueConstraint): boolean {
  const isNamesake = (key: Key): boolean =>
    key.name !== null && unique.name !== null && nameText(key.name) === nameText(unique.name);
  if (modelIndexes.some(isNamesake)) return false;
  return modelUniques.some(
    (each) => isNamesake(each) || (each.name === null && columnSet(each) === columnSet(unique)),
  );
}

/** A unique constraint as the index that it is. */
function uniqueIndex({ name, columns, options }: UniqueConstraint): Index {
  return index(name, columns, { unique: true, ...options });
}

function uniquesOf(table: Table | null): UniqueConstraint[] {
  return table?.constraints.filter((constraint) => constraint.kind === "unique") ?? [];
}

/** The columns of a key as one text, whatever their order. */
export function columnSet(key: Key): string {
  const columns = key.kind === "unique" ? key.columns : key.parts.map((part) => indexPartText(part));
  return JSON.stringify([...columns].sort());
}
