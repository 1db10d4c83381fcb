import type { Dialect } from "../../dialect/dialect.ts";
import type { ReflectedDatabase, ReflectedTable } from "../../dialect/reflection.ts";
import { nameText } from "../../schema/names.ts";
import { tableKey } from "../../schema/table.ts";
import { type Dependents, dependentsOf } from "./dependents.ts";
import { type Detour, detourOf, stepsAround } from "./steps.ts";

/** A table before and after columns of it get other names. */
export interface RenamedTable {
  readonly before: ReflectedTable;
  readonly after: ReflectedTable;
  readonly oldNames: readonly string[];
  readonly newNames: readonly string[];
}

/**
 * What makes room for a rename where expressions hold columns to their names: CHECKs, generated columns and indexes over
 * expressions go before it, and come back with the new names.
 */
export function roomForRename(
  { dialect, database }: { readonly dialect: Dialect; readonly database: ReflectedDatabase },
  { before, after, oldNames, newNames }: RenamedTable,
): Detour {
  if (dialect.comparison?.expressionsHoldNames !== true) return { before: [], after: [] };
  const room = (table: ReflectedTable, names: readonly string[]): Detour =>
    detourOf(expressionsOver(dialect, { ...database, tables: [table] }, names).map(stepsAround));
  return { before: room(before, oldNames).before, after: room(after, newNames).after };
}

function expressionsOver(
  dialect: Dialect,
  database: ReflectedDatabase,
  names: readonly string[],
): readonly Dependents[] {
  const change = { columns: new Set(names), words: new Set<string>(), kind: "converted" } as const;
  const changes = new Map(database.tables.map(({ name, schema }) => [tableKey(name, schema), [change]]));
  return dependentsOf(dialect, database, changes).map((found) => {
    const generated = new Set(found.generated.map(({ name }) => nameText(name)));
    // Keys of plain columns follow these by themselves.
    const constraints = found.constraints.filter(
      (each) => each.kind !== "foreign_key" || each.columns.some((name) => generated.has(name)),
    );
    return { ...found, constraints, defaults: [] };
  });
}
