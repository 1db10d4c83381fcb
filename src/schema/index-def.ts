import { freeze } from "../util/freeze.ts";
import { assertList, assertOptions, refused } from "./check-arguments.ts";
import { type DialectOptions, ownKeysOf, pickDialectOptions } from "./dialect-options.ts";
import type { Name } from "./names.ts";
import { isSqlFragmentLike, isSqlText, type SqlExpression, type SqlText, toSqlText } from "./sql-text.ts";

/** One column or expression of an index. */
export interface IndexPart {
  readonly kind: "index_part";
  /** A column name, or an expression. */
  readonly expression: string | SqlText;
  readonly order: "asc" | "desc" | null;
  readonly nulls: "first" | "last" | null;
  /** PostgreSQL operator class, when it is not the default. */
  readonly operatorClass: string | null;
  readonly collation: string | null;
  /** MySQL prefix length in characters. */
  readonly length: number | null;
}

/** A column by its name, an expression, or what `sa.asc` and `sa.desc` make. */
export type IndexPartInput = string | SqlExpression | IndexPart;

/** An index as data. */
export interface Index {
  readonly kind: "index";
  readonly name: Name | null;
  readonly parts: readonly IndexPart[];
  readonly unique: boolean;
  /** Whether it came from `index: true` on a column. */
  readonly fromColumn: boolean;
  readonly info: Readonly<Record<string, unknown>>;
  readonly options: DialectOptions;
}

/** What an index can be given, with options of dialects such as `postgresql: { where: sql`…` }`. */
export interface IndexOptions extends DialectOptions {
  /** Whether no two rows may have the same values. */
  readonly unique?: boolean | undefined;
  /** Notes of your own; no part of the DDL. */
  readonly info?: Readonly<Record<string, unknown>> | undefined;
}

/** Where NULL stands in an ordered part of an index. */
export interface OrderOptions {
  /** `NULLS FIRST` or `NULLS LAST`; what the database does by default when absent. */
  readonly nulls?: "first" | "last" | undefined;
}

function part(
  expression: string | SqlText,
  more: Partial<Omit<IndexPart, "kind" | "expression">> = {},
): IndexPart {
  return freeze({
    kind: "index_part",
    expression,
    order: null,
    nulls: null,
    operatorClass: null,
    collation: null,
    length: null,
    ...more,
  } as const);
}

/** An index part from a column name, an expression, or a part. */
export function indexPart(
  input: IndexPartInput,
  more: Partial<Omit<IndexPart, "kind" | "expression">> = {},
): IndexPart {
  if (typeof input === "string") return part(input, more);
  if (isSqlFragmentLike(input) || isSqlText(input)) return part(toSqlText(input), more);
  if (input?.kind === "index_part") return freeze({ ...input, ...more });
  throw refused("sa.index", "parts", input, 'columns and expressions: "name", sql`…` or sa.desc("name")');
}

/** A descending index part. */
export function desc(input: IndexPartInput, options: OrderOptions = {}): IndexPart {
  assertOptions("sa.desc", options);
  return indexPart(input, { order: "desc", nulls: options.nulls ?? null });
}

/** An explicitly ascending index part. */
export function asc(input: IndexPartInput, options: OrderOptions = {}): IndexPart {
  assertOptions("sa.asc", options);
  return indexPart(input, { order: "asc", nulls: options.nulls ?? null });
}

const ownKeys = ownKeysOf<IndexOptions>()(["unique", "info"]);

/** An index over columns and expressions; `null` as name leaves naming to the convention. */
export function index(
  name: Name | null,
  parts: readonly IndexPartInput[],
  options: IndexOptions = {},
): Index {
  assertList("sa.index", "parts", parts, 'an array of columns and expressions, such as ["id"]');
  assertOptions("sa.index", options);
  return freeze({
    kind: "index",
    name,
    parts: freeze(parts.map((input) => indexPart(input))),
    unique: options.unique ?? false,
    fromColumn: false,
    info: options.info ?? {},
    options: pickDialectOptions(options, ownKeys),
  } as const);
}
