import { freeze } from "../util/freeze.ts";
import { assertOptions, assertText } from "./check-arguments.ts";
import { assertCountable, assertName, assertOneSource, listOf } from "./check-column.ts";
import type { CheckConstraint } from "./constraints.ts";
import { type DialectOptions, ownKeysOf, pickDialectOptions } from "./dialect-options.ts";
import { type Identifier, type Name, nameText } from "./names.ts";
import {
  type Computed,
  type Identity,
  type ServerDefault,
  type ServerDefaultInput,
  toServerDefault,
} from "./server-default.ts";
import { type SqlType, type TypeInput, toSqlType } from "./types/sql-type.ts";

/** A column's own foreign key; made by `sa.references`. */
export interface Reference {
  readonly kind: "reference";
  /** `"[schema.]table.column"`. */
  readonly target: string;
  readonly name: Name | null;
  readonly onDelete: string | null;
  readonly onUpdate: string | null;
  readonly deferrable: boolean | null;
  readonly initially: string | null;
  readonly match: string | null;
  readonly useAlter: boolean;
  readonly options: DialectOptions;
}

/** What a foreign key of one column does, and when it is checked. */
export interface ReferenceOptions extends DialectOptions {
  /** Its name; a naming convention or the database gives one when absent. */
  readonly name?: Name | null | undefined;
  /** What deleting the referred row does: `CASCADE`, `SET NULL`, …; the database refuses it by default. */
  readonly onDelete?: string | null | undefined;
  /** What changing the referred columns does; words as for `onDelete`. */
  readonly onUpdate?: string | null | undefined;
  /** `DEFERRABLE` or `NOT DEFERRABLE`; neither is written when absent. */
  readonly deferrable?: boolean | null | undefined;
  /** `DEFERRED`: checked at the end of the transaction; `IMMEDIATE`: at the end of each statement. */
  readonly initially?: string | null | undefined;
  /** `FULL`, `PARTIAL` or `SIMPLE`: how NULL counts in a foreign key of several columns. */
  readonly match?: string | null | undefined;
  /** Add it by ALTER TABLE after both tables exist, as for tables that refer to each other. */
  readonly useAlter?: boolean | undefined;
}

const referenceKeys = ownKeysOf<ReferenceOptions>()([
  "name",
  "onDelete",
  "onUpdate",
  "deferrable",
  "initially",
  "match",
  "useAlter",
]);

/** A foreign key of one column: `sa.references("team.id", { onDelete: "CASCADE" })`. */
export function references(target: string, options: ReferenceOptions = {}): Reference {
  assertText("sa.references", "target", target, "team.id");
  assertOptions("sa.references", options);
  return freeze({
    kind: "reference",
    target,
    name: options.name ?? null,
    onDelete: options.onDelete ?? null,
    onUpdate: options.onUpdate ?? null,
    deferrable: options.deferrable ?? null,
    initially: options.initially ?? null,
    match: options.match ?? null,
    useAlter: options.useAlter ?? false,
    options: pickDialectOptions(options, referenceKeys),
  } as const);
}

/** A column of a table, as data. */
export interface Column {
  readonly kind: "column";
  readonly name: Identifier;
  readonly type: SqlType;
  readonly nullable: boolean;
  /** Whether the user said anything about `nullable`. */
  readonly nullableGiven: boolean;
  readonly primaryKey: boolean;
  readonly serverDefault: ServerDefault | null;
  /** Client-side default: never in DDL. */
  readonly clientDefault: unknown;
  /** `"auto"`: the single integer primary key column increments by itself. */
  readonly autoincrement: boolean | "auto";
  readonly unique: boolean;
  readonly index: boolean;
  readonly references: readonly Reference[];
  readonly computed: Computed | null;
  readonly identity: Identity | null;
  readonly comment: string | null;
  readonly checks: readonly CheckConstraint[];
  /** The name under which the application knows the column. */
  readonly key: string;
  /** A column that the database makes itself, never written in DDL (PostgreSQL's xmin). */
  readonly system: boolean;
  readonly info: Readonly<Record<string, unknown>>;
  readonly renamedFrom: string | null;
  readonly options: DialectOptions;
}

/** Everything of a column besides its name and type. */
export interface ColumnOptions extends DialectOptions {
  /** Whether it is in the primary key, in the order of the columns. */
  readonly primaryKey?: boolean | undefined;
  /** Default: true unless primary key. */
  readonly nullable?: boolean | undefined;
  /** DEFAULT: text, number or boolean is a literal, sql`…` SQL; `null` is none. */
  readonly serverDefault?: ServerDefaultInput | null | undefined;
  /** The application's own default: never in DDL. */
  readonly default?: unknown;
  /** Whether the database counts; `"auto"`, the default: where it is the single integer of the primary key. */
  readonly autoincrement?: boolean | "auto" | undefined;
  /** Adds a unique constraint over this column alone; with `index` a unique index instead. */
  readonly unique?: boolean | undefined;
  /** Adds an index over this column alone. */
  readonly index?: boolean | undefined;
  /** The foreign keys of this column alone. */
  readonly references?: Reference | readonly Reference[] | undefined;
  /** GENERATED ALWAYS AS; excludes `serverDefault` and `identity`. */
  readonly computed?: Computed | null | undefined;
  /** GENERATED AS IDENTITY; excludes `serverDefault` and `computed`. */
  readonly identity?: Identity | null | undefined;
  /** Stored by databases that have comments, left out elsewhere. */
  readonly comment?: string | null | undefined;
  /** CHECKs that stand with the column. */
  readonly checks?: CheckConstraint | readonly CheckConstraint[] | undefined;
  /** The application's name of the column, which rows of `bulkInsert` may use; the column's name by default. */
  readonly key?: string | undefined;
  /** A column that the database makes itself, such as PostgreSQL's xmin: never in DDL, never compared. */
  readonly system?: boolean | undefined;
  /** Notes of your own; no part of the DDL. */
  readonly info?: Readonly<Record<string, unknown>> | undefined;
  /** The name that the column had: autogenerate renames instead of dropping and adding. */
  readonly renamedFrom?: string | null | undefined;
}

const ownKeys = ownKeysOf<ColumnOptions>()([
  "primaryKey",
  "nullable",
  "serverDefault",
  "default",
  "autoincrement",
  "unique",
  "index",
  "references",
  "computed",
  "identity",
  "comment",
  "checks",
  "key",
  "system",
  "info",
  "renamedFrom",
]);

/** A column. Throws SCHEMA when a default or flag is none, or when options contradict one another or the type. */
export function column(name: Identifier, given: TypeInput, options: ColumnOptions = {}): Column {
  assertName(name);
  const text = nameText(name);
  assertOptions(`Column '${text}'`, options);
  const generated = defaultsOf(options, text);
  assertOneSource(generated, text);
  const type = toSqlType(given);
  if (options.autoincrement === true) assertCountable(type, text);
  return freeze({
    kind: "column",
    name,
    type,
    nullable: options.nullable ?? !(options.primaryKey || generated.identity),
    nullableGiven: options.nullable !== undefined,
    primaryKey: options.primaryKey ?? false,
    serverDefault: generated.serverDefault,
    identity: generated.identity,
    computed: generated.computed,
    clientDefault: options.default,
    autoincrement: options.autoincrement ?? "auto",
    unique: options.unique ?? false,
    index: options.index ?? false,
    references: listOf("reference", options.references, text),
    comment: options.comment ?? null,
    checks: listOf("check", options.checks, text),
    key: options.key ?? text,
    system: options.system ?? false,
    info: options.info ?? {},
    renamedFrom: options.renamedFrom ?? null,
    options: pickDialectOptions(options, ownKeys),
  } as const);
}

/** Identity and computed may be given as server defaults too, as Alembic's scripts do. */
function defaultsOf(
  options: ColumnOptions,
  name: string,
): Pick<Column, "serverDefault" | "identity" | "computed"> {
  const identity = options.identity ?? null;
  const computed = options.computed ?? null;
  if (options.serverDefault === undefined || options.serverDefault === null) {
    return { serverDefault: null, identity, computed };
  }
  const given = toServerDefault(options.serverDefault, `column '${name}'`);
  if (given.kind === "identity") return { serverDefault: null, identity: given, computed };
  if (given.kind === "computed") return { serverDefault: null, identity, computed: given };
  return { serverDefault: given, identity, computed };
}
