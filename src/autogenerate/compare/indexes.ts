import type { IndexComparison, KeySets } from "../../dialect/comparison.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import type { ReflectedTable } from "../../dialect/reflection.ts";
import type { ModifyTableOps } from "../../directives/index.ts";
import type { UniqueConstraint } from "../../schema/constraints.ts";
import { type Index, index } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName, displayTuple } from "../diff-names.ts";
import type { Comparator, ComparatorArguments } from "../plugins/comparators.ts";
import { compareIndexColumns, indexPartText } from "./index-columns.ts";

/** An index or a unique constraint. */
type Key = Index | UniqueConstraint;

/** What one comparison of keys works with. */
interface KeyComparison {
  readonly context: AutogenContext;
  readonly tableOps: ModifyTableOps;
  readonly rules: KeyRules;
  readonly metadata: Table | null;
  /** The table is new: its unique constraints are part of it. */
  readonly isNew: boolean;
  /** The table goes: its unique constraints go with it. */
  readonly isGone: boolean;
}

/** How keys of the same kind and name are compared. */
export interface KeyRules {
  /** Whether indexes over expressions are compared where the original leaves them out. */
  readonly withExpressions: boolean;
  compareIndexes(
    context: AutogenContext,
    table: Table,
    existing: Index,
    wanted: Index,
  ): IndexComparison | Promise<IndexComparison>;
}

const originalRules: KeyRules = {
  withExpressions: false,
  compareIndexes: ({ dialect }, _table, existing, wanted) =>
    (dialect.comparison?.compareIndexes ?? compareIndexColumns)(existing, wanted, dialect),
};

/** Compares indexes and unique constraints: named ones by name, unnamed unique constraints by their columns. */
export const compareIndexesAndUniques: Comparator<"table"> = (...args) => compareKeys(originalRules, ...args);

/** The same with rules of one's own for indexes. */
export async function compareKeys(
  rules: KeyRules,
  ...[context, tableOps, schema, tableName, database, metadata]: ComparatorArguments["table"]
): Promise<undefined> {
  const keys = keySets(context, { schema, tableName }, database, metadata);
  const comparisonRules = context.dialect.comparison;
  if (comparisonRules?.uniquesAreIndexes) uniquesAsModelled(keys);
  if (comparisonRules?.isExpressionIndexIgnored && !rules.withExpressions) withoutExpressions(context, keys);
  if (database !== null) comparisonRules?.correctKeys?.(keys);
  const comparison: KeyComparison = {
    context,
    tableOps,
    rules,
    metadata,
    isNew: database === null,
    isGone: metadata === null,
  };

  const inspected = byName([...keys.databaseUniques, ...keys.databaseIndexes]);
  const modelled = byName([...keys.modelUniques, ...keys.modelIndexes]);
  const unnamed = keys.modelUniques.filter((unique) => unique.name === null);
  const unnamedColumns = new Set(unnamed.map(columnSet));

  for (const name of [...inspected.keys()].sort()) {
    const existing = inspected.get(name);
    if (existing === undefined || modelled.has(name)) continue;
    if (existing.kind === "unique" && unnamedColumns.has(columnSet(existing))) continue;
    removeKey(comparison, name, existing, null);
  }
  for (const name of [...modelled.keys()].filter((each) => inspected.has(each)).sort()) {
    const [existing, wanted] = [inspected.get(name), modelled.get(name)];
    if (existing !== undefined && wanted !== undefined) await compareKey(comparison, name, existing, wanted);
  }
  for (const name of [...modelled.keys()].filter((each) => !inspected.has(each)).sort()) {
    const wanted = modelled.get(name);
    if (wanted !== undefined) addKey(comparison, name, wanted, null);
  }
  if (rules.withExpressions) removeUnnamed(comparison, keys);
  const inspectedColumns = new Set([...keys.databaseUniques, ...uniqueIndexes(keys)].map(columnSet));
  for (const wanted of unnamed) {
    if (!inspectedColumns.has(columnSet(wanted))) addKey(comparison, null, wanted, null);
  }
}

/** Unique constraints that the database has without a name and the models do not have at all. */
function removeUnnamed(comparison: KeyComparison, keys: KeySets): void {
  const modelled = new Set(keys.modelUniques.map(columnSet));
  for (const existing of keys.databaseUniques) {
    if (existing.name === null && !modelled.has(columnSet(existing)))
      removeKey(comparison, null, existing, null);
  }
}

function withoutExpressions(context: AutogenContext, keys: KeySets): void {
  const hasOnlyColumns = (index: Index): boolean =>
    index.parts.every((part) => typeof part.expression === "string");
  for (const { name } of keys.modelIndexes.filter((index) => !hasOnlyColumns(index))) {
    const shown = name === null ? "without a name" : `'${nameText(name)}'`;
    context.warn(`autogenerate skipping metadata-specified expression-based index ${shown}`);
  }
  keys.databaseIndexes = keys.databaseIndexes.filter(hasOnlyColumns);
  keys.modelIndexes = keys.modelIndexes.filter(hasOnlyColumns);
}

function keySets(
  context: AutogenContext,
  parents: { readonly schema: string | null; readonly tableName: string },
  database: ReflectedTable | null,
  metadata: Table | null,
): KeySets {
  const filter = { schemaName: parents.schema, tableName: parents.tableName };
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

/** Where the catalogue does not tell unique constraints from unique indexes, each is what the models say. */
function uniquesAsModelled(keys: KeySets): void {
  const named = new Set(keys.modelUniques.flatMap(({ name }) => (name === null ? [] : [nameText(name)])));
  const unnamed = new Set(keys.modelUniques.filter(({ name }) => name === null).map(columnSet));
  const indexes = new Set(keys.modelIndexes.flatMap(({ name }) => (name === null ? [] : [nameText(name)])));
  const isConstraint = (unique: UniqueConstraint): boolean =>
    !(unique.name !== null && indexes.has(nameText(unique.name))) && isModelled(unique);
  const isModelled = (unique: UniqueConstraint): boolean =>
    unnamed.has(columnSet(unique)) || (unique.name !== null && named.has(nameText(unique.name)));
  keys.databaseIndexes.push(
    ...keys.databaseUniques.filter((unique) => !isConstraint(unique)).map(uniqueIndex),
  );
  keys.databaseUniques = keys.databaseUniques.filter(isConstraint);
}

/** A unique constraint as the index that it is. */
function uniqueIndex({ name, columns, options }: UniqueConstraint): Index {
  return index(name, columns, { unique: true, ...options });
}

function uniquesOf(table: Table | null): UniqueConstraint[] {
  return table?.constraints.filter((constraint) => constraint.kind === "unique") ?? [];
}

function uniqueIndexes(keys: KeySets): readonly Index[] {
  return keys.databaseIndexes.filter((index) => index.unique);
}

function byName(keys: readonly Key[]): ReadonlyMap<string, Key> {
  const named = new Map<string, Key>();
  for (const key of keys) if (key.name !== null) named.set(nameText(key.name), key);
  return named;
}

function columnSet(key: Key): string {
  const columns = key.kind === "unique" ? key.columns : key.parts.map((part) => indexPartText(part));
  return JSON.stringify([...columns].sort());
}

async function compareKey(
  comparison: KeyComparison,
  name: string,
  existing: Key,
  wanted: Key,
): Promise<void> {
  const { context, tableOps } = comparison;
  if (existing.kind !== wanted.kind) {
    removeKey(comparison, name, existing, wanted);
    addKey(comparison, name, wanted, existing);
    return;
  }
  const result = await compareSameKind(comparison, existing, wanted);
  if (result.kind === "skipped") {
    context.warn(
      `Skipping index '${name}' of table '${displayName(tableOps.tableName, tableOps.schema)}': ${result.reason}`,
    );
    return;
  }
  if (result.kind === "equal") return;
  const kind = wanted.kind === "index" ? "index" : "unique_constraint";
  if (!context.runObjectFilters(wanted, name, kind, false, existing)) return;
  const what = wanted.kind === "index" ? "index" : "unique constraint";
  const where = displayName(tableOps.tableName, tableOps.schema);
  context.log(
    "constraints",
    `Detected changed ${what} '${name}' on '${where}': ${result.differences.join(", ")}`,
  );
  pushDrop(tableOps, existing);
  pushCreate(tableOps, context.declared(wanted));
}

function compareSameKind(
  { context, rules, metadata }: KeyComparison,
  existing: Key,
  wanted: Key,
): IndexComparison | Promise<IndexComparison> {
  if (existing.kind === "index" && wanted.kind === "index" && metadata !== null) {
    return rules.compareIndexes(context, metadata, existing, wanted);
  }
  if (existing.kind === "unique" && wanted.kind === "unique") {
    return compareUniques(context.dialect, existing, wanted);
  }
  return { kind: "equal" };
}

function compareUniques(
  dialect: Dialect,
  existing: UniqueConstraint,
  wanted: UniqueConstraint,
): IndexComparison {
  const differences = [
    ...(columnSet(existing) === columnSet(wanted)
      ? []
      : [`expression ${displayTuple(existing.columns)} to ${displayTuple(wanted.columns)}`]),
    ...(dialect.comparison?.compareUniques?.(existing, wanted) ?? []),
  ];
  return differences.length === 0 ? { kind: "equal" } : { kind: "different", differences };
}

function addKey(comparison: KeyComparison, name: string | null, wanted: Key, compareTo: Key | null): void {
  const { context, tableOps, isNew } = comparison;
  if (wanted.kind === "unique" && isNew) return;
  const kind = wanted.kind === "index" ? "index" : "unique_constraint";
  if (!context.runObjectFilters(wanted, name, kind, false, compareTo)) return;
  pushCreate(tableOps, context.declared(wanted));
  const columns = wanted.kind === "unique" ? wanted.columns : wanted.parts.map((part) => indexPartText(part));
  const what = wanted.kind === "index" ? "index" : "unique constraint";
  const shown = name === null ? "None" : `'${name}'`;
  context.log("constraints", `Detected added ${what} ${shown} on '${displayTuple(columns)}'`);
}

function removeKey(
  comparison: KeyComparison,
  name: string | null,
  existing: Key,
  compareTo: Key | null,
): void {
  const { context, tableOps, isGone } = comparison;
  if (existing.kind === "unique" && isGone) return;
  const kind = existing.kind === "index" ? "index" : "unique_constraint";
  if (!context.runObjectFilters(existing, name, kind, true, compareTo)) return;
  pushDrop(tableOps, existing);
  const what = existing.kind === "index" ? "index" : "unique constraint";
  const where = displayName(tableOps.tableName, tableOps.schema);
  context.log(
    "constraints",
    `Detected removed ${what} ${name === null ? "None" : `'${name}'`} on '${where}'`,
  );
}

function pushCreate(tableOps: ModifyTableOps, wanted: Key): void {
  const { tableName, schema } = tableOps;
  tableOps.ops.push(
    wanted.kind === "index"
      ? { kind: "create_index", tableName, schema, index: wanted, ifNotExists: false }
      : { kind: "create_unique_constraint", tableName, schema, constraint: wanted },
  );
}

function pushDrop(tableOps: ModifyTableOps, existing: Key): void {
  const { tableName, schema } = tableOps;
  const ifExists = false;
  if (existing.kind === "index" && existing.name !== null) {
    const { name: indexName } = existing;
    tableOps.ops.push({ kind: "drop_index", indexName, tableName, schema, ifExists, existing, options: {} });
  }
  if (existing.kind === "unique") {
    const { name: constraintName } = existing;
    const constraintType = "unique";
    tableOps.ops.push({
      kind: "drop_constraint",
      tableName,
      schema,
      constraintName,
      constraintType,
      ifExists,
      existing,
    });
  }
}
