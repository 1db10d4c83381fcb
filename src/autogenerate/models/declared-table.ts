import type { Dialect } from "../../dialect/dialect.ts";
import { autoincrementColumn } from "../../schema/autoincrement.ts";
import { type Column, type Reference, references } from "../../schema/column.ts";
import type { Constraint, ForeignKeyConstraint, UniqueConstraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { type Name, nameText } from "../../schema/names.ts";
import { resolveName } from "../../schema/naming.ts";
import { defaultNamingConvention } from "../../schema/naming-convention.ts";
import { type Identity, identity } from "../../schema/server-default.ts";
import { columnIndex, table as makeTable, type Table } from "../../schema/table.ts";

/**
 * A table as somebody would declare it who wants what the database has: names that the database gives anyway are left
 * out, and what concerns one column stands at the column.
 */
export function declaredTable(table: Table, dialect: Dialect): Table {
  const named = {
    ...table,
    constraints: table.constraints.map((each) => plainlyNamed(each, table, dialect)),
  };
  const atColumns = new Set<Constraint | Index>();
  const columns = named.columns.map((column) => declaredColumn(column, named, atColumns));
  const others = [...named.constraints, ...named.indexes].filter((each) => !atColumns.has(each));
  const made = makeTable(
    table.name,
    [...columns, ...others.map((each) => ({ ...each, name: plainName(each.name) }))],
    { schema: table.schema, comment: table.comment, prefixes: table.prefixes, ...table.options },
  );
  return { ...made, columns: made.columns.map((column) => countingAnyway(column, made)) };
}

/** A constraint without the name that the database gives to one that has none. */
function plainlyNamed<T extends Constraint>(constraint: T, table: Table, { usualName }: Dialect): T {
  const usual = usualName?.(constraint, table) ?? null;
  const isUsual = usual !== null && constraint.name !== null && nameText(constraint.name) === usual;
  return { ...constraint, name: isUsual ? null : plainName(constraint.name) };
}

/** The name as people write it: models have no need of `op.f`. */
function plainName<N extends Name>(name: N | null): string | null {
  return name === null ? null : nameText(name);
}

function declaredColumn(column: Column, table: Table, taken: Set<Constraint | Index>): Column {
  const name = nameText(column.name);
  const take = <T extends Constraint | Index>(found: readonly T[]): readonly T[] => {
    for (const each of found) taken.add(each);
    return found;
  };
  const keys = take(table.constraints.filter((each) => isReferenceOf(each, name)));
  const [unique] = take(table.constraints.filter((each) => isPlainUniqueOf(each, name)).slice(0, 1));
  const plainIndexes = table.indexes.filter((each) => isPlainIndexOf(each, column, table));
  // Both flags together would mean a unique index.
  const [index] = unique === undefined ? take(plainIndexes.slice(0, 1)) : [];
  return {
    ...column,
    references: keys.map(referenceOf),
    unique: unique !== undefined || index?.unique === true,
    index: index !== undefined,
    identity: column.identity === null ? null : shortIdentity(column.identity),
    checks: column.checks.map((check) => ({ ...check, name: plainName(check.name) })),
  };
}

/** Whether a foreign key can stand at its column: names with dots have no short form. */
function isReferenceOf(constraint: Constraint, column: string): constraint is ForeignKeyConstraint {
  if (constraint.kind !== "foreign_key" || constraint.comment !== null) return false;
  const { columns, referredSchema, referredTable, referredColumns } = constraint;
  const names = [referredSchema ?? "-", referredTable, ...referredColumns];
  const isSimple = referredColumns.length === 1 && names.every((name) => name !== "" && !name.includes("."));
  return isSimple && columns.length === 1 && columns[0] === column;
}

function referenceOf(key: ForeignKeyConstraint): Reference {
  const path = [key.referredSchema, key.referredTable, key.referredColumns[0]].filter(
    (part) => part !== null,
  );
  const { name, onDelete, onUpdate, match, deferrable, initially, useAlter, options } = key;
  return references(path.join("."), {
    name,
    onDelete,
    onUpdate,
    match,
    deferrable,
    initially,
    useAlter,
    ...options,
  });
}

function isPlainUniqueOf(constraint: Constraint, column: string): constraint is UniqueConstraint {
  return (
    constraint.kind === "unique" &&
    constraint.name === null &&
    constraint.columns.length === 1 &&
    constraint.columns[0] === column &&
    constraint.deferrable === null &&
    constraint.initially === null &&
    constraint.comment === null &&
    Object.keys(constraint.options).length === 0
  );
}

/** Whether an index is just what `index: true` on the column makes, its name included. */
function isPlainIndexOf(index: Index, column: Column, table: Table): boolean {
  const implied = columnIndex({ ...column, unique: index.unique });
  const conventional = resolveName(implied, table, defaultNamingConvention);
  return (
    index.name !== null &&
    conventional !== null &&
    nameText(index.name) === nameText(conventional) &&
    Object.keys(index.options).length === 0 &&
    JSON.stringify(index.parts) === JSON.stringify(implied.parts)
  );
}

/** `autoincrement` only where it says something: the single integer key counts up by itself. */
function countingAnyway(column: Column, table: Table): Column {
  if (column.autoincrement === "auto") return column;
  const automatic = { ...column, autoincrement: "auto" } as const;
  const columns = table.columns.map((each) => (each === column ? automatic : each));
  const counts = autoincrementColumn({ ...table, columns }) === automatic;
  const isOnlyCounter = table.columns.every((each) => each === column || each.autoincrement !== true);
  return isOnlyCounter && counts === column.autoincrement ? automatic : column;
}

/** The largest values of the integer types: what an identity without a maximum has. */
const maxima: ReadonlySet<string> = new Set(["32767", "2147483647", "9223372036854775807"]);

/** An identity without what databases take for granted. */
function shortIdentity({ kind: _kind, ...options }: Identity): Identity {
  const usual: Readonly<Record<string, unknown>> = {
    always: false,
    start: 1,
    increment: 1,
    minValue: 1,
    cycle: false,
    cache: 1,
  };
  const said = Object.entries(options).filter(
    ([key, value]) => usual[key] !== value && !(key === "maxValue" && maxima.has(String(value))),
  );
  return identity(Object.fromEntries(said));
}
