import type { ForeignKeyConstraint } from "./constraints.ts";
import { type Table, tableKey } from "./table.ts";

/** Tables in an order in which they can be created, and the foreign keys that have to be added afterwards. */
export interface SortedTables {
  readonly tables: readonly Table[];
  /** Foreign keys within a cycle, and those that ask for it with `useAlter`. */
  readonly later: readonly { readonly table: Table; readonly constraint: ForeignKeyConstraint }[];
  /** The tables of each cycle that was broken up. */
  readonly cycles: readonly (readonly Table[])[];
}

/** Tables so that each stands behind the tables it refers to; declaration order where nothing else decides. */
export function sortTables(tables: readonly Table[], defaultSchema: string | null = null): readonly Table[] {
  return sortTablesAndConstraints(tables, defaultSchema).tables;
}

/**
 * The creation order of tables. Tables that refer to each other in a circle stand together in declaration order, and
 * the foreign keys that point forwards are to be added once all tables exist. Where the name of the default schema is
 * known, it is the same as none.
 */
export function sortTablesAndConstraints(
  tables: readonly Table[],
  defaultSchema: string | null = null,
): SortedTables {
  const targetKey = ({ referredTable, referredSchema }: ForeignKeyConstraint): string =>
    tableKey(referredTable, referredSchema, defaultSchema);
  const byKey = new Map(tables.map((table) => [tableKey(table.name, table.schema, defaultSchema), table]));
  const targets = (table: Table): readonly Table[] =>
    [
      ...foreignKeys(table)
        .filter((constraint) => !constraint.useAlter)
        .map(targetKey),
      ...parentKeys(table, defaultSchema),
    ]
      .map((key) => byKey.get(key))
      .filter((target) => target !== undefined)
      .filter((target) => target !== table);
  const groups = components(tables, targets);
  const sorted = groups.flat();
  const position = new Map(sorted.map((table, index) => [table, index]));
  const later = sorted.flatMap((table) =>
    foreignKeys(table)
      .filter((constraint) => {
        const target = byKey.get(targetKey(constraint));
        if (target === undefined || target === table) return false;
        return constraint.useAlter || (position.get(target) ?? 0) > (position.get(table) ?? 0);
      })
      .map((constraint) => ({ table, constraint })),
  );
  return { tables: sorted, later, cycles: groups.filter((group) => group.length > 1) };
}

function foreignKeys(table: Table): readonly ForeignKeyConstraint[] {
  return table.constraints.filter((constraint) => constraint.kind === "foreign_key");
}

/**
 * The keys that the tables may have which a table inherits its columns from, where the database has that (PostgreSQL);
 * without the name of the default schema.
 */
export function parentKeys({ options, schema }: Table, defaultSchema: string | null): readonly string[] {
  const parents = options.postgresql?.inherits ?? [];
  const ownName = (name: string): string =>
    name.startsWith(`${defaultSchema}.`) ? name.slice(`${defaultSchema}.`.length) : name;
  // A name without a schema may mean the table's own one or the default.
  return (typeof parents === "string" ? [parents] : parents).flatMap((name) => [
    ownName(name),
    tableKey(name, schema, defaultSchema),
  ]);
}

/**
 * The strongly connected components, dependencies first (Tarjan's algorithm, with an explicit stack so that a chain
 * of thousands of tables does not exhaust the call stack).
 */
function components(
  tables: readonly Table[],
  targets: (table: Table) => readonly Table[],
): readonly (readonly Table[])[] {
  const order = new Map<Table, number>();
  const low = new Map<Table, number>();
  const open: Table[] = [];
  const isOpen = new Set<Table>();
  const found: Table[][] = [];
  const declared = new Map(tables.map((table, index) => [table, index]));

  const enter = (table: Table): Frame => {
    order.set(table, order.size);
    low.set(table, order.size - 1);
    open.push(table);
    isOpen.add(table);
    return { table, rest: targets(table)[Symbol.iterator]() };
  };
  const lower = (table: Table, value: number): void => {
    low.set(table, Math.min(low.get(table) ?? value, value));
  };
  const leave = (table: Table): void => {
    if (low.get(table) !== order.get(table)) return;
    const group = open.splice(open.lastIndexOf(table));
    for (const member of group) isOpen.delete(member);
    found.push(group.sort((a, b) => (declared.get(a) ?? 0) - (declared.get(b) ?? 0)));
  };

  for (const start of tables) {
    if (order.has(start)) continue;
    const frames = [enter(start)];
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const next = frame.rest.next();
      if (next.done) {
        leave(frame.table);
        frames.pop();
        const parent = frames.at(-1);
        if (parent !== undefined) lower(parent.table, low.get(frame.table) ?? 0);
      } else if (!order.has(next.value)) {
        frames.push(enter(next.value));
      } else if (isOpen.has(next.value)) {
        lower(frame.table, order.get(next.value) ?? 0);
      }
    }
  }
  return found;
}

interface Frame {
  readonly table: Table;
  readonly rest: Iterator<Table>;
}
