import { SchemaError } from "../errors/index.ts";
import { freeze } from "../util/freeze.ts";
import { assertList, assertOptions, assertTexts, refused } from "./check-arguments.ts";
import { type DialectOptions, ownKeysOf, pickDialectOptions } from "./dialect-options.ts";
import type { Name } from "./names.ts";
import { isSql } from "./option-values.ts";
import { type SqlExpression, type SqlText, toSqlText } from "./sql-text.ts";

/** What every constraint has. */
export interface ConstraintBase {
  /** `null`: unnamed, until a naming convention or the database names it. */
  readonly name: Name | null;
  readonly deferrable: boolean | null;
  /** `DEFERRED` or `IMMEDIATE`. */
  readonly initially: string | null;
  readonly comment: string | null;
  readonly info: Readonly<Record<string, unknown>>;
  readonly options: DialectOptions;
}

/** PRIMARY KEY over columns, as data. */
export interface PrimaryKeyConstraint extends ConstraintBase {
  readonly kind: "primary_key";
  readonly columns: readonly string[];
}

/** UNIQUE over columns, as data. */
export interface UniqueConstraint extends ConstraintBase {
  readonly kind: "unique";
  readonly columns: readonly string[];
  /** Whether it came from `unique: true` on a column. */
  readonly fromColumn: boolean;
}

/** CHECK with its condition, as data. */
export interface CheckConstraint extends ConstraintBase {
  readonly kind: "check";
  readonly condition: SqlText;
  /** Whether it came from a boolean's or enum's `createConstraint`. */
  readonly typeBound: boolean;
}

/** FOREIGN KEY … REFERENCES, as data: columns here, and columns of the same number there. */
export interface ForeignKeyConstraint extends ConstraintBase {
  readonly kind: "foreign_key";
  readonly columns: readonly string[];
  readonly referredSchema: string | null;
  readonly referredTable: string;
  readonly referredColumns: readonly string[];
  readonly onDelete: string | null;
  readonly onUpdate: string | null;
  readonly match: string | null;
  /** Add it by ALTER TABLE after both tables exist. */
  readonly useAlter: boolean;
}

/** One part of an EXCLUDE constraint: rows collide when the operator holds for all of them. */
export interface ExcludeElement {
  /** A column name, or an expression. */
  readonly expression: string | SqlText;
  readonly operator: string;
}

/** PostgreSQL's EXCLUDE constraint. */
export interface ExcludeConstraint extends ConstraintBase {
  readonly kind: "exclude";
  readonly elements: readonly ExcludeElement[];
  /** Index method; the database's default is gist. */
  readonly using: string;
  readonly where: SqlText | null;
  /** Operator class by column name. */
  readonly ops: Readonly<Record<string, string>>;
}

/** A constraint of a table, of any kind. */
export type Constraint =
  | PrimaryKeyConstraint
  | UniqueConstraint
  | CheckConstraint
  | ForeignKeyConstraint
  | ExcludeConstraint;

/** What every constraint can be given. */
export interface ConstraintOptions extends DialectOptions {
  /** Its name; a naming convention or the database gives one when absent. */
  readonly name?: Name | null | undefined;
  /** `DEFERRABLE` or `NOT DEFERRABLE`; neither is written when absent. */
  readonly deferrable?: boolean | null | undefined;
  /** `DEFERRED`: checked at the end of the transaction; `IMMEDIATE`: at the end of each statement. */
  readonly initially?: string | null | undefined;
  /** Stored by PostgreSQL, left out elsewhere. */
  readonly comment?: string | null | undefined;
  /** Notes of your own; no part of the DDL. */
  readonly info?: Readonly<Record<string, unknown>> | undefined;
}

/** What a foreign key does when the row that it refers to changes, and how it is checked. */
export interface ForeignKeyOptions extends ConstraintOptions {
  /** What deleting the referred row does: `CASCADE`, `SET NULL`, …; the database refuses it by default. */
  readonly onDelete?: string | null | undefined;
  /** What changing the referred columns does; words as for `onDelete`. */
  readonly onUpdate?: string | null | undefined;
  /** `FULL`, `PARTIAL` or `SIMPLE`: how NULL counts in a foreign key of several columns. */
  readonly match?: string | null | undefined;
  /** Add it by ALTER TABLE after both tables exist, as for tables that refer to each other. */
  readonly useAlter?: boolean | undefined;
}

/** How an EXCLUDE constraint is indexed, and which rows it looks at. */
export interface ExcludeOptions extends ConstraintOptions {
  /** The index method; `gist` by default. */
  readonly using?: string | undefined;
  /** Which rows are looked at; all when absent. */
  readonly where?: string | SqlExpression | null | undefined;
  /** Operator classes by column. */
  readonly ops?: Readonly<Record<string, string>> | undefined;
}

const baseKeys = ownKeysOf<ConstraintOptions>()(["name", "deferrable", "initially", "comment", "info"]);
const foreignKeyKeys = ownKeysOf<Omit<ForeignKeyOptions, keyof ConstraintOptions>>()([
  "onDelete",
  "onUpdate",
  "match",
  "useAlter",
]);
const excludeKeys = ownKeysOf<Omit<ExcludeOptions, keyof ConstraintOptions>>()(["using", "where", "ops"]);

function base(options: ConstraintOptions, ownKeys: readonly string[]): ConstraintBase {
  return {
    name: options.name ?? null,
    deferrable: options.deferrable ?? null,
    initially: options.initially ?? null,
    comment: options.comment ?? null,
    info: options.info ?? {},
    options: pickDialectOptions(options, [...baseKeys, ...ownKeys]),
  };
}

const names = '["id", "name"]';

/** A primary key over columns. Throws SCHEMA when they are no list of names. */
export function primaryKey(
  columns: readonly string[],
  options: ConstraintOptions = {},
): PrimaryKeyConstraint {
  assertTexts("sa.primaryKey", "columns", columns, names);
  assertOptions("sa.primaryKey", options);
  return freeze({ kind: "primary_key", columns: freeze([...columns]), ...base(options, []) } as const);
}

/** A unique constraint over columns. Throws SCHEMA when they are no list of names. */
export function unique(columns: readonly string[], options: ConstraintOptions = {}): UniqueConstraint {
  assertTexts("sa.unique", "columns", columns, names);
  assertOptions("sa.unique", options);
  return freeze({
    kind: "unique",
    columns: freeze([...columns]),
    fromColumn: false,
    ...base(options, []),
  } as const);
}

/** A CHECK constraint; a string is raw SQL. Throws SCHEMA when the condition is no text. */
export function check(condition: string | SqlExpression, options: ConstraintOptions = {}): CheckConstraint {
  if (!isSql(condition)) {
    throw new SchemaError("A CHECK has no condition: it is neither a text nor sql`…`.", {
      hint: 'Write sa.check("price > 0", { name: "…" }).',
    });
  }
  assertOptions("sa.check", options);
  return freeze({
    kind: "check",
    condition: toSqlText(condition),
    typeBound: false,
    ...base(options, []),
  } as const);
}

/**
 * A foreign key; targets are `"[schema.]table.column"`, all of one table.
 * Throws SCHEMA when the targets do not fit the columns.
 */
export function foreignKey(
  columns: readonly string[],
  targets: readonly string[],
  options: ForeignKeyOptions = {},
): ForeignKeyConstraint {
  assertTexts("sa.foreignKey", "columns", columns, '["team_id"]');
  assertTexts("sa.foreignKey", "targets", targets, '["team.id"]');
  assertOptions("sa.foreignKey", options);
  const parsed = targets.map(parseTarget);
  const [first] = parsed;
  if (first === undefined || parsed.length !== columns.length) {
    throw new SchemaError(
      `A foreign key over (${columns.join(", ")}) names ${targets.length} target columns: it needs ${columns.length}.`,
    );
  }
  if (parsed.some((target) => target.table !== first.table || target.schema !== first.schema)) {
    throw new SchemaError(`The targets of a foreign key are of different tables: ${targets.join(", ")}.`);
  }
  return foreignKeyTo(
    {
      columns,
      referredSchema: first.schema,
      referredTable: first.table,
      referredColumns: parsed.map((t) => t.column),
    },
    options,
  );
}

/** A foreign key whose target is given in parts; names may then hold dots. */
export function foreignKeyTo(
  target: Pick<ForeignKeyConstraint, "columns" | "referredSchema" | "referredTable" | "referredColumns">,
  options: ForeignKeyOptions = {},
): ForeignKeyConstraint {
  return freeze({
    kind: "foreign_key",
    columns: freeze([...target.columns]),
    referredSchema: target.referredSchema,
    referredTable: target.referredTable,
    referredColumns: freeze([...target.referredColumns]),
    onDelete: options.onDelete ?? null,
    onUpdate: options.onUpdate ?? null,
    match: options.match ?? null,
    useAlter: options.useAlter ?? false,
    ...base(options, foreignKeyKeys),
  } as const);
}

/** A constraint of which no more is known than what kind it is, in the words of `op.dropConstraint`, and its name. */
export function constraintStub(kind: StubKind, name: Name | null): Constraint {
  return stubs[kind]({ name });
}

type StubKind = "primary" | "unique" | "check" | "foreignkey";

const stubs: Readonly<Record<StubKind, (options: ConstraintOptions) => Constraint>> = {
  primary: (options) => primaryKey([], options),
  unique: (options) => unique([], options),
  check: (options) => check("", options),
  foreignkey: (options) =>
    foreignKeyTo({ columns: [], referredSchema: null, referredTable: "", referredColumns: [] }, options),
};

/** An EXCLUDE constraint (PostgreSQL); a string element is a column name. */
export function exclude(
  elements: readonly (readonly [string | SqlExpression, string])[],
  options: ExcludeOptions = {},
): ExcludeConstraint {
  assertList("sa.exclude", "elements", elements, 'an array such as [["room", "="]]');
  const stray = elements.find((pair) => !isExcludePair(pair));
  if (stray !== undefined) throw refused("sa.exclude", "elements", stray, 'pairs such as ["room", "="]');
  assertOptions("sa.exclude", options);
  return freeze({
    kind: "exclude",
    elements: freeze(
      elements.map(([expression, operator]) =>
        freeze({ expression: typeof expression === "string" ? expression : toSqlText(expression), operator }),
      ),
    ),
    using: options.using ?? "gist",
    where: options.where === undefined || options.where === null ? null : toSqlText(options.where),
    ops: options.ops ?? {},
    ...base(options, excludeKeys),
  } as const);
}

function isExcludePair(pair: unknown): boolean {
  return Array.isArray(pair) && pair.length === 2 && isSql(pair[0]) && typeof pair[1] === "string";
}

/** The parts of `"[schema.]table.column"`; a schema may hold dots. */
function parseTarget(target: string): { schema: string | null; table: string; column: string } {
  const parts = target.split(".");
  const column = parts.pop();
  const table = parts.pop();
  if (column === undefined || column === "" || table === undefined || table === "") {
    throw new SchemaError(`'${target}' is no column of a table.`, {
      hint: 'Write "table.column" or "schema.table.column".',
    });
  }
  return { schema: parts.length === 0 ? null : parts.join("."), table, column };
}
