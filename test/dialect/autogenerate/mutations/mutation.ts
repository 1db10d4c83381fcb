import { sa } from "../../../../src/index.ts";
import { nameText } from "../../../../src/schema/names.ts";
import type { DatabaseName } from "../random-types.ts";

/** Models after one change, and the operations that the change takes, told from the models alone. */
export interface Mutated {
  readonly models: sa.MetaData;
  /** As `describeOperations` writes them, in any order. */
  readonly expected: readonly string[];
  /** The operations on PostgreSQL 17 and later, where it needs others. */
  readonly onPostgresql17?: readonly string[];
}

/** One kind of change; `null` where the models have nothing that it could change. */
export interface Mutation {
  readonly name: string;
  /** Default: every database. */
  readonly on?: readonly DatabaseName[];
  readonly change: (models: sa.MetaData, pick: Pick, database: DatabaseName) => Mutated | null;
}

/** Chooses one of a list, the same for the same number. */
export type Pick = <T>(items: readonly T[]) => T | undefined;

export const pickWith =
  (number: number): Pick =>
  (items) =>
    items[number % Math.max(1, items.length)];

/** The same models with other tables. */
export function withTables(models: sa.MetaData, tables: readonly sa.Table[]): sa.MetaData {
  const { schema, namingConvention, info, sequences } = models;
  const made = new sa.MetaData({ schema, namingConvention, info });
  for (const table of tables) made.add(table);
  for (const [key, sequence] of sequences) made.sequences.set(key, sequence);
  return made;
}

export function replaced(models: sa.MetaData, before: sa.Table, after: sa.Table): sa.MetaData {
  return withTables(
    models,
    tablesOf(models).map((table) => (table.name === before.name ? after : table)),
  );
}

export const tablesOf = (models: sa.MetaData): readonly sa.Table[] => [...models.tables.values()];

export const withColumn = (table: sa.Table, before: sa.Column, after: sa.Column): sa.Table => ({
  ...table,
  columns: table.columns.map((column) => (column === before ? after : column)),
});

export const withConstraint = (
  table: sa.Table,
  before: sa.Constraint | null,
  after: sa.Constraint | null,
): sa.Table => ({
  ...table,
  constraints: [...table.constraints.filter((each) => each !== before), ...(after === null ? [] : [after])],
});

export const withIndex = (table: sa.Table, before: sa.Index | null, after: sa.Index | null): sa.Table => ({
  ...table,
  indexes: [...table.indexes.filter((each) => each !== before), ...(after === null ? [] : [after])],
});

/** A column with its table. */
export interface Place {
  readonly table: sa.Table;
  readonly column: sa.Column;
  readonly name: string;
}

export function columnsOf(models: sa.MetaData): readonly Place[] {
  return tablesOf(models).flatMap((table) =>
    table.columns.map((column) => ({ table, column, name: nameText(column.name) })),
  );
}

/** Whether data of the models, such as an index or an expression, names a column. */
export const mentions = (data: unknown, name: string): boolean =>
  JSON.stringify(data, (_key, value) => (typeof value === "bigint" ? String(value) : value)).includes(
    JSON.stringify(name),
  );

/** Whether anything but the column itself needs it: keys, constraints, indexes, generated columns, other tables. */
export function isUsed(models: sa.MetaData, { table, column, name }: Place): boolean {
  return (
    column.checks.length > 0 ||
    mentions([table.constraints, table.indexes], name) ||
    usesOf(table, name).length > 0 ||
    isReferred(models, table)
  );
}

/** The other columns that are generated from a column. */
export const usesOf = (table: sa.Table, name: string): readonly sa.Column[] =>
  table.columns.filter(
    ({ computed, name: own }) => computed !== null && nameText(own) !== name && mentions(computed, name),
  );

/** Whether a foreign key of another table refers to a table. */
export const isReferred = (models: sa.MetaData, { name, schema }: sa.Table): boolean =>
  tablesOf(models).some((other) =>
    other.constraints.some(
      (each) =>
        each.kind === "foreign_key" &&
        each.referredTable === nameText(name) &&
        each.referredSchema === schema &&
        nameText(other.name) !== nameText(name),
    ),
  );

export const isSelfReferring = ({ name, constraints }: sa.Table): boolean =>
  constraints.some((each) => each.kind === "foreign_key" && each.referredTable === nameText(name));

export const isKey = ({ table, name }: Place): boolean =>
  table.constraints.some((each) => each.kind === "primary_key" && each.columns.includes(name));

export const constraintsOf = <K extends sa.Constraint["kind"]>(
  models: sa.MetaData,
  kind: K,
): readonly { readonly table: sa.Table; readonly constraint: Extract<sa.Constraint, { kind: K }> }[] =>
  tablesOf(models).flatMap((table) =>
    table.constraints.flatMap((constraint) =>
      // The kind was asked for.
      constraint.kind === kind
        ? [{ table, constraint: constraint as Extract<sa.Constraint, { kind: K }> }]
        : [],
    ),
  );

export const indexesOf = (
  models: sa.MetaData,
): readonly { readonly table: sa.Table; readonly index: sa.Index }[] =>
  tablesOf(models).flatMap((table) => table.indexes.map((index) => ({ table, index })));
