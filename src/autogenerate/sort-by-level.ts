import { parentKeys, sortTablesAndConstraints } from "../schema/sort-tables.ts";
import { type Table, tableKey } from "../schema/table.ts";

/**
 * Tables behind those they refer to: first all that refer to none, by name, then all that refer to these only, and so
 * on (the order of SQLAlchemy's `sorted_tables`). A table also stands behind those it inherits from. Foreign keys that close
 * a circle do not count. Where the name of the default schema is known, it is the same as none.
 */
export function sortByLevel(tables: readonly Table[], defaultSchema: string | null = null): readonly Table[] {
  const { tables: sorted, later } = sortTablesAndConstraints(tables, defaultSchema);
  const postponed = new Set<unknown>(later.map(({ constraint }) => constraint));
  const levels = new Map<string, number>();
  for (const table of sorted) {
    const key = tableKey(table.name, table.schema, defaultSchema);
    const referred = table.constraints.flatMap((constraint) =>
      constraint.kind === "foreign_key" && !postponed.has(constraint)
        ? [tableKey(constraint.referredTable, constraint.referredSchema, defaultSchema)]
        : [],
    );
    const targets = [...referred, ...parentKeys(table, defaultSchema)].map((each) => levels.get(each) ?? -1);
    levels.set(key, Math.max(-1, ...targets) + 1);
  }
  const placed = tables.map((table) => {
    const key = tableKey(table.name, table.schema, defaultSchema);
    return { table, key, level: levels.get(key) ?? 0 };
  });
  placed.sort((a, b) => (a.level === b.level ? (a.key < b.key ? -1 : 1) : a.level - b.level));
  return placed.map(({ table }) => table);
}
