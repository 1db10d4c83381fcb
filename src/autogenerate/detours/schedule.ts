import type { Dialect } from "../../dialect/dialect.ts";
import type { ReflectedDatabase } from "../../dialect/reflection.ts";
import type { Directive } from "../../directives/index.ts";
import type { BatchTarget } from "../../operations/operation.ts";
import { nameText } from "../../schema/names.ts";
import { type Table, tableKey } from "../../schema/table.ts";
import { droppedBy, type IndexLike, isSameKey, keysOf, madeBy } from "../compare/serving-indexes.ts";
import { ownSchema } from "../own-schema.ts";
import type { Changes } from "./dependents.ts";
import { type PlacedStep, placedSteps, targetOf } from "./placed-steps.ts";

/** The steps of a revision by their tables, with what was there before. */
export interface Schedule {
  readonly dialect: Dialect;
  readonly steps: readonly PlacedStep[];
  stepsOn(table: BatchTarget): readonly PlacedStep[];
  isSameTable(one: BatchTarget, other: BatchTarget): boolean;
  /** The keys and indexes of a table before a place; `null` for a table of which nothing is known. */
  keysBefore(table: BatchTarget, place: number): readonly IndexLike[] | null;
  /** Whether a column gets a type that does not compare with the old one by itself. */
  isConverted(table: BatchTarget, column: string): boolean;
}

export function scheduleOf(
  dialect: Dialect,
  { database, changes }: { readonly database: ReflectedDatabase; readonly changes: Changes },
  ops: readonly Directive[],
): Schedule {
  const keyOf = ({ tableName, schema }: BatchTarget): string =>
    tableKey(tableName, ownSchema(database, schema));
  const steps = placedSteps(ops);
  const byTable = new Map<string, PlacedStep[]>();
  for (const step of steps) {
    const target = targetOf(step.directive);
    if (target === null) continue;
    const key = keyOf(target);
    const known = byTable.get(key);
    if (known === undefined) byTable.set(key, [step]);
    else known.push(step);
  }
  const tables = new Map(database.tables.map((table) => [tableKey(table.name, table.schema), table]));
  return {
    dialect,
    steps,
    stepsOn: (table) => byTable.get(keyOf(table)) ?? [],
    isSameTable: (one, other) => keyOf(one) === keyOf(other),
    keysBefore(table, place) {
      const key = keyOf(table);
      const before = (byTable.get(key) ?? []).filter((step) => step.place < place);
      return keysAfter(tables.get(key), before);
    },
    isConverted: (table, column) =>
      changes
        .get(keyOf(table))
        ?.some(({ kind, columns }) => kind === "converted" && columns.has(nameText(column))) ?? false,
  };
}

function keysAfter(table: Table | undefined, steps: readonly PlacedStep[]): readonly IndexLike[] | null {
  let keys = table === undefined ? null : keysOf(table);
  for (const { directive } of steps) {
    if (directive.kind === "create_table") keys = keysOf(directive.table);
    const [gone, made] = [droppedBy(directive), madeBy(directive)];
    if (gone !== null) keys = keys?.filter((each) => !isSameKey(each, gone)) ?? null;
    if (made !== null) keys = [...(keys ?? []), made];
  }
  return keys;
}
