import { SchemaError } from "../errors/index.ts";
import { freeze } from "../util/freeze.ts";
import { assertList, assertOptions, refused } from "./check-arguments.ts";
import type { Column, Reference } from "./column.ts";
import {
  type Constraint,
  type ForeignKeyConstraint,
  foreignKey,
  type PrimaryKeyConstraint,
  primaryKey,
  unique,
} from "./constraints.ts";
import { type DialectOptions, ownKeysOf, pickDialectOptions } from "./dialect-options.ts";
import { type Index, index } from "./index-def.ts";
import { type Identifier, nameText } from "./names.ts";
import { isName } from "./option-values.ts";

/** What a table is made of, in declaration order. */
export type TableElement = Column | Constraint | Index;

/**
 * A table as data. `constraints` and `indexes` are complete: what columns declare (`primaryKey`, `unique`, `index`,
 * `references`) stands in them too, behind the table's own ones. The CHECKs of columns stay on the columns.
 */
export interface Table {
  readonly kind: "table";
  readonly name: Identifier;
  readonly schema: string | null;
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly comment: string | null;
  /** Words between CREATE and TABLE: `["TEMPORARY"]`. */
  readonly prefixes: readonly string[];
  readonly info: Readonly<Record<string, unknown>>;
  readonly renamedFrom: string | null;
  readonly options: DialectOptions;
}

/**
 * Everything of a table besides its name and elements, with options of dialects such as `mysql: { engine: "InnoDB"
 * }`.
 */
export interface TableOptions extends DialectOptions {
  /** Its schema; that of the MetaData, or the connection's default one, when absent. */
  readonly schema?: string | null | undefined;
  /** Stored by databases that have comments, left out elsewhere. */
  readonly comment?: string | null | undefined;
  /** Words between CREATE and TABLE: `["TEMPORARY"]`. */
  readonly prefixes?: readonly string[] | undefined;
  /** Notes of your own; no part of the DDL. */
  readonly info?: Readonly<Record<string, unknown>> | undefined;
  /** The name that the table had: autogenerate renames instead of dropping and adding. */
  readonly renamedFrom?: string | null | undefined;
}

/** Keys of {@link TableOptions} that are not dialects. */
export const tableOptionKeys: readonly string[] = ownKeysOf<TableOptions>()([
  "schema",
  "comment",
  "prefixes",
  "info",
  "renamedFrom",
]);

const elementKinds: ReadonlySet<TableElement["kind"]> = new Set([
  "column",
  "primary_key",
  "unique",
  "check",
  "foreign_key",
  "exclude",
  "index",
]);

/**
 * A table that belongs to no MetaData. Throws SCHEMA when a column is declared twice or a constraint names a column
 * that the table does not have.
 */
export function table(
  name: Identifier,
  elements: readonly TableElement[],
  options: TableOptions = {},
): Table {
  assertList("sa.table", "elements", elements, "an array of columns, constraints and indexes");
  assertOptions("sa.table", options);
  if (!isName(name)) throw refused("sa.table", "name", name, 'a name such as "account"');
  const columns: Column[] = [];
  const declared: Constraint[] = [];
  const indexes: Index[] = [];
  for (const element of elements) {
    if (!elementKinds.has(element?.kind)) {
      throw refused(
        "sa.table",
        "elements",
        element,
        "columns, constraints and indexes, made by sa.column(…) and such",
      );
    }
    if (element.kind === "column") columns.push(element);
    else if (element.kind === "index") indexes.push(element);
    else declared.push(element);
  }
  for (const column of columns) if (column.index) indexes.push(columnIndex(column));
  const made: Table = freeze({
    kind: "table",
    name,
    schema: options.schema ?? null,
    columns: freeze(columns),
    constraints: freeze(allConstraints(columns, declared)),
    indexes: freeze(indexes),
    comment: options.comment ?? null,
    prefixes: options.prefixes ?? [],
    info: options.info ?? {},
    renamedFrom: options.renamedFrom ?? null,
    options: pickDialectOptions(options, tableOptionKeys),
  } as const);
  assertWellFormed(made);
  return made;
}

function allConstraints(columns: readonly Column[], declared: readonly Constraint[]): Constraint[] {
  const constraints: Constraint[] = primaryKeyOf(columns, declared);
  for (const constraint of declared) if (constraint.kind !== "primary_key") constraints.push(constraint);
  for (const column of columns) {
    for (const reference of column.references) constraints.push(referenceConstraint(column, reference));
    if (column.unique && !column.index) {
      constraints.push(freeze({ ...unique([nameText(column.name)]), fromColumn: true }));
    }
  }
  return constraints;
}

function primaryKeyOf(columns: readonly Column[], declared: readonly Constraint[]): PrimaryKeyConstraint[] {
  const explicit = declared.filter((constraint) => constraint.kind === "primary_key");
  if (explicit.length > 1) throw new SchemaError("A table has more than one primary key constraint.");
  if (explicit.length === 1) return explicit;
  const names: string[] = [];
  for (const column of columns) if (column.primaryKey) names.push(nameText(column.name));
  return names.length === 0 ? [] : [primaryKey(names)];
}

/** The table-level constraint that a column's own foreign key stands for. */
export function referenceConstraint(column: Column, reference: Reference): ForeignKeyConstraint {
  const { kind: _kind, target, options, ...rest } = reference;
  return foreignKey([nameText(column.name)], [target], { ...rest, ...options });
}

/** The index that `index: true` on a column stands for. */
export function columnIndex(column: Column): Index {
  return freeze({ ...index(null, [nameText(column.name)], { unique: column.unique }), fromColumn: true });
}

function assertWellFormed(made: Table): void {
  const names = new Set<string>();
  for (const column of made.columns) {
    const name = nameText(column.name);
    if (names.has(name))
      throw new SchemaError(`Table '${nameText(made.name)}' declares column '${name}' twice.`);
    names.add(name);
  }
  const assertKnown = (name: string): void => {
    if (!names.has(name)) throw unknownColumn(made, name);
  };
  for (const constraint of made.constraints) {
    if ("columns" in constraint) constraint.columns.forEach(assertKnown);
  }
  for (const { parts } of made.indexes) {
    for (const { expression } of parts) if (typeof expression === "string") assertKnown(expression);
  }
}

function unknownColumn({ name, columns }: Table, unknown: string): SchemaError {
  const names = columns.map((column) => nameText(column.name)).join(", ") || "no columns";
  return new SchemaError(`A constraint or index of table '${nameText(name)}' names column '${unknown}'.`, {
    hint: `Declare the column, or correct the name. The table has: ${names}.`,
  });
}

/** The primary key of a table, `null` when it has none. */
export function primaryKeyConstraint(made: Table): PrimaryKeyConstraint | null {
  return made.constraints.find((constraint) => constraint.kind === "primary_key") ?? null;
}

/** The column of a table with this name. */
export function columnNamed(made: Table, name: string): Column | undefined {
  return made.columns.find((column) => nameText(column.name) === name);
}

/**
 * The key under which a MetaData knows a table: `"schema.name"` or `"name"`. Where the name of the default schema is
 * given, it is the same as none.
 */
export function tableKey(
  name: Identifier,
  schema: string | null,
  defaultSchema: string | null = null,
): string {
  return schema === defaultSchema || schema === null ? nameText(name) : `${schema}.${nameText(name)}`;
}
