import type { Dialect } from "../../dialect/dialect.ts";
import type { ReflectedDatabase, ReflectedTable } from "../../dialect/reflection.ts";
import type { Column } from "../../schema/column.ts";
import type { Constraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import { type GeneratedDefault, nextValue } from "../../schema/server-default.ts";
import { tableKey } from "../../schema/table.ts";
import { type ColumnChange, columnDepends, constraintDepends, indexDepends } from "./mentions.ts";

/** What happens to columns of some tables, by the tables' keys. */
export type Changes = ReadonlyMap<string, readonly ColumnChange[]>;

/** A column with what gives it a value by itself: a default, an identity or a sequence. */
export interface FilledColumn {
  readonly column: Column;
  readonly filledBy: GeneratedDefault;
}

/** What stands in the way of a change: it goes before, and comes back behind it. */
export interface Dependents {
  readonly table: ReflectedTable;
  readonly indexes: readonly Index[];
  readonly constraints: readonly Constraint[];
  readonly generated: readonly Column[];
  /** Columns whose default would have to be converted too. */
  readonly defaults: readonly FilledColumn[];
}

/** The changes of tables, with the generated columns that go along: for what depends on them, they are dropped and added. */
export function withGenerated(dialect: Dialect, database: ReflectedDatabase, changes: Changes): Changes {
  const all = new Map(changes);
  for (const table of database.tables) {
    const key = tableKey(table.name, table.schema);
    const own = changes.get(key) ?? [];
    const columns = new Set(generatedFrom(dialect, table, own).map((column) => nameText(column.name)));
    if (columns.size > 0) all.set(key, [...own, { columns, words: new Set(), kind: "replaced" }]);
  }
  return all;
}

/** The generated columns of a table that are made of columns that change. */
function generatedFrom(
  dialect: Dialect,
  { columns }: ReflectedTable,
  changes: readonly ColumnChange[],
): readonly Column[] {
  return columns.filter((column) =>
    changes.some(
      (change) => !change.columns.has(nameText(column.name)) && columnDepends(dialect, column, change),
    ),
  );
}

/** Everything in the database that the changes need out of the way. */
export function dependentsOf(
  dialect: Dialect,
  database: ReflectedDatabase,
  changes: Changes,
): readonly Dependents[] {
  const whole = withGenerated(dialect, database, changes);
  return database.tables.flatMap((table) => {
    const key = tableKey(table.name, table.schema);
    const own = whole.get(key) ?? [];
    const constraints = table.constraints.filter(
      (constraint) =>
        own.some((change) => constraintDepends(dialect, constraint, change)) || refers(constraint, whole),
    );
    const found: Dependents = {
      table,
      indexes: table.indexes.filter((index) => own.some((change) => indexDepends(dialect, index, change))),
      constraints,
      generated: generatedFrom(dialect, table, changes.get(key) ?? []),
      defaults: filledColumns(table).filter(({ column }) =>
        own.some(({ kind, columns }) => kind === "converted" && columns.has(nameText(column.name))),
      ),
    };
    const isEmpty = [found.indexes, found.constraints, found.generated, found.defaults].every(
      (list) => list.length === 0,
    );
    return isEmpty ? [] : [found];
  });
}

/** The columns of a table that are filled by themselves; the sequence of a SERIAL is no default to the catalogue. */
function filledColumns({ columns, ownedSequences }: ReflectedTable): readonly FilledColumn[] {
  return columns.flatMap((column) => {
    const owned = ownedSequences.find((each) => each.column === nameText(column.name));
    const counter = owned === undefined ? null : nextValue(owned.sequence, { schema: owned.schema });
    const filledBy = column.identity ?? counter ?? column.serverDefault;
    return filledBy === null ? [] : [{ column, filledBy }];
  });
}

/** Whether a foreign key refers to a column that changes. */
function refers(constraint: Constraint, changes: Changes): boolean {
  if (constraint.kind !== "foreign_key") return false;
  const { referredTable, referredSchema, referredColumns } = constraint;
  const referred = changes.get(tableKey(referredTable, referredSchema)) ?? [];
  return referred.some(
    ({ kind, columns }) => kind !== "cast" && referredColumns.some((column) => columns.has(column)),
  );
}
