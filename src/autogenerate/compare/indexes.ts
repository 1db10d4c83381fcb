import type { IndexComparison, KeySets } from "../../dialect/comparison.ts";
import type { UniqueConstraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName, displayTuple } from "../diff-names.ts";
import type { Comparator, ComparatorArguments } from "../plugins/comparators.ts";
import { detailDifferences } from "./constraint-details.ts";
import { compareIndexColumns } from "./index-columns.ts";
import { equalIndexes, indexComparison } from "./index-comparison.ts";
import { columnSet, type Key, keySets, uniquesAsModelled, withoutExpressions } from "./key-sets.ts";
import { addKey, type KeySubject, removeKey, replaceKey } from "./key-steps.ts";

/** What one comparison of keys works with. */
interface KeyComparison extends KeySubject {
  readonly rules: KeyRules;
}

/** How keys of the same kind and name are compared. */
export interface KeyRules {
  /** Whether indexes over expressions, and what constraints say besides columns, are compared, unlike in the original. */
  readonly inDetail: boolean;
  compareIndexes(
    context: AutogenContext,
    table: Table,
    existing: Index,
    wanted: Index,
  ): IndexComparison | Promise<IndexComparison>;
}

const originalRules: KeyRules = {
  inDetail: false,
  compareIndexes: ({ dialect }, _table, existing, wanted) =>
    (dialect.comparison?.compareIndexes ?? compareIndexColumns)(existing, wanted, dialect),
};

/** Compares indexes and unique constraints: named ones by name, unnamed unique constraints by their columns. */
export const compareIndexesAndUniques: Comparator<"table"> = (...args) => compareKeys(originalRules, ...args);

/** The same with rules of one's own for indexes. */
export async function compareKeys(
  rules: KeyRules,
  ...args: ComparatorArguments["table"]
): Promise<undefined> {
  const [context, tableOps, , , database, metadata] = args;
  const keys = keySets(...args);
  const comparisonRules = context.dialect.comparison;
  if (comparisonRules?.uniquesAreIndexes) uniquesAsModelled(keys);
  if (comparisonRules?.isExpressionIndexIgnored && !rules.inDetail) withoutExpressions(context, keys);
  if (database !== null) comparisonRules?.correctKeys?.(keys);
  const comparison: KeyComparison = {
    context,
    tableOps,
    rules,
    metadata,
    isNew: database === null,
    isGone: metadata === null,
  };

  await compareNamed(comparison, keys);
  if (rules.inDetail) removeUnnamed(comparison, keys);
  const unnamed = keys.modelUniques.filter(({ name }) => name === null);
  if (unnamed.length === 0) return;
  const inspectedColumns = new Set(keys.databaseUniques.map(columnSet));
  for (const wanted of unnamed) {
    if (!inspectedColumns.has(columnSet(wanted))) addKey(comparison, wanted, null);
    else if (rules.inDetail) compareUnnamed(comparison, keys, wanted);
  }
}

/** A unique constraint without a name, which the database has over the same columns, perhaps otherwise. */
function compareUnnamed(
  comparison: KeyComparison,
  { databaseUniques }: KeySets,
  wanted: UniqueConstraint,
): void {
  const [existing, ...others] = databaseUniques.filter((each) => columnSet(each) === columnSet(wanted));
  if (existing === undefined || others.length > 0) return;
  const result = compareUniques(comparison, existing, wanted);
  if (result.kind === "different") replaceKey(comparison, { existing, wanted }, result.differences);
}

/** Compares the keys that have names, and takes the steps in the order of these. */
async function compareNamed(comparison: KeyComparison, keys: KeySets): Promise<void> {
  const inspected = byName(keys.databaseUniques, keys.databaseIndexes);
  const modelled = byName(keys.modelUniques, keys.modelIndexes);
  const gone: Key[] = [];
  for (const [name, existing] of inspected) if (!modelled.has(name)) gone.push(existing);
  const added: Key[] = [];
  const changed: ComparedKey[] = [];
  for (const [name, wanted] of modelled) {
    const existing = inspected.get(name);
    if (existing === undefined) {
      added.push(wanted);
      continue;
    }
    const answer = compareKey(comparison, existing, wanted);
    // Most keys of many thousand have nothing to wait for.
    const result = answer instanceof Promise ? await answer : answer;
    if (result.kind !== "equal") changed.push({ name: wanted.name, existing, wanted, result });
  }
  for (const existing of sortedByName(gone)) {
    if (!isUnnamedInModels(comparison, keys, existing)) removeKey(comparison, existing, null);
  }
  for (const each of sortedByName(changed)) changeKey(comparison, each);
  for (const wanted of sortedByName(added)) addKey(comparison, wanted, null);
}

/** A key that both sides have under one name, and how it differs. */
interface ComparedKey {
  readonly name: Key["name"];
  readonly existing: Key;
  readonly wanted: Key;
  readonly result: IndexComparison | { readonly kind: "other kind" };
}

function byName(...lists: readonly (readonly Key[])[]): ReadonlyMap<string, Key> {
  const named = new Map<string, Key>();
  for (const keys of lists) for (const key of keys) if (key.name !== null) named.set(nameText(key.name), key);
  return named;
}

function sortedByName<T extends Pick<Key, "name">>(keys: readonly T[]): readonly T[] {
  const nameOf = ({ name }: T): string => (name === null ? "" : nameText(name));
  return keys.length < 2 ? keys : [...keys].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/**
 * Whether a key of the database may be a constraint to which the models give no name. Of several over the same columns
 * it is the one with the name that the database gives then.
 */
function isUnnamedInModels(
  { context, metadata }: KeyComparison,
  { modelUniques, databaseUniques }: KeySets,
  existing: Key,
): boolean {
  if (existing.kind !== "unique" || metadata === null) return false;
  const columns = columnSet(existing);
  const wanted = modelUniques.find((unique) => unique.name === null && columnSet(unique) === columns);
  if (wanted === undefined) return false;
  const usualName = context.dialect.usualName?.(wanted, metadata) ?? null;
  return !databaseUniques.some(
    (other) =>
      other !== existing &&
      other.name !== null &&
      nameText(other.name) === usualName &&
      columnSet(other) === columns,
  );
}

/** Unique constraints that the database has without a name and the models do not have at all. */
function removeUnnamed(comparison: KeyComparison, { databaseUniques, modelUniques }: KeySets): void {
  for (const existing of databaseUniques) {
    if (existing.name !== null) continue;
    if (!modelUniques.some((unique) => columnSet(unique) === columnSet(existing)))
      removeKey(comparison, existing, null);
  }
}

function compareKey(
  comparison: KeyComparison,
  existing: Key,
  wanted: Key,
): ComparedKey["result"] | Promise<IndexComparison> {
  if (existing.kind !== wanted.kind) return { kind: "other kind" };
  return compareSameKind(comparison, existing, wanted);
}

function changeKey(comparison: KeyComparison, { existing, wanted, result }: ComparedKey): void {
  if (result.kind === "other kind") {
    removeKey(comparison, existing, wanted);
    addKey(comparison, wanted, existing);
  }
  if (result.kind === "different") replaceKey(comparison, { existing, wanted }, result.differences);
  if (result.kind !== "skipped" || wanted.name === null) return;
  const { context, tableOps } = comparison;
  const where = displayName(tableOps.tableName, tableOps.schema);
  context.warn(`Skipping index '${nameText(wanted.name)}' of table '${where}': ${result.reason}`);
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
    return compareUniques({ context, rules }, existing, wanted);
  }
  return equalIndexes;
}

function compareUniques(
  { context: { dialect }, rules }: Pick<KeyComparison, "context" | "rules">,
  existing: UniqueConstraint,
  wanted: UniqueConstraint,
): IndexComparison {
  const differences = [
    ...(sameColumns(existing, wanted)
      ? []
      : [`expression ${displayTuple(existing.columns)} to ${displayTuple(wanted.columns)}`]),
    ...(dialect.comparison?.compareUniques?.(existing, wanted) ?? []),
    ...(rules.inDetail ? detailDifferences(dialect, existing, wanted) : []),
  ];
  return indexComparison(differences);
}

function sameColumns(existing: UniqueConstraint, wanted: UniqueConstraint): boolean {
  if (existing.columns.length !== wanted.columns.length) return false;
  return (
    existing.columns.every((column, place) => column === wanted.columns[place]) ||
    columnSet(existing) === columnSet(wanted)
  );
}
