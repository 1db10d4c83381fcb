import { AlembicError } from "../errors/index.ts";
import { freeze } from "../util/freeze.ts";
import type { InlineLiteral } from "./server-default.ts";
import { fragmentToSqlText } from "./sql-fragment.ts";

/** One piece of a {@link SqlText}. */
export type SqlPart =
  | { readonly kind: "raw"; readonly text: string }
  /** A quoted identifier path: `["t", "c"]` is `t.c`. */
  | { readonly kind: "identifier"; readonly path: readonly string[] }
  /** A value: a literal in DDL and scripts, a bound parameter in statements that run online. */
  | { readonly kind: "value"; readonly value: unknown };

/** SQL text with quoted identifiers and values in it; made by the `sql` template tag. */
export interface SqlText {
  readonly kind: "sql_text";
  readonly parts: readonly SqlPart[];
}

/** What Kysely's own `sql` fragments look like; accepted wherever a {@link SqlText} is. */
export interface SqlFragmentLike {
  toOperationNode(): unknown;
}

/** An SQL expression as users may give it: of this package's `sql` tag, or of Kysely's. */
export type SqlExpression = SqlText | SqlFragmentLike;

export function isSqlText(value: unknown): value is SqlText {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "sql_text";
}

export function isSqlFragmentLike(value: unknown): value is SqlFragmentLike {
  return (
    typeof value === "object" &&
    value !== null &&
    "toOperationNode" in value &&
    typeof value.toOperationNode === "function"
  );
}

/** Raw SQL text, taken as it is. */
export function rawSql(text: string): SqlText {
  return freeze({ kind: "sql_text", parts: [{ kind: "raw", text }] } as const);
}

function identifier(...path: readonly string[]): SqlText {
  return freeze({ kind: "sql_text", parts: [{ kind: "identifier", path }] } as const);
}

function template(strings: TemplateStringsArray, ...values: readonly unknown[]): SqlText {
  const parts: SqlPart[] = [];
  strings.forEach((text, index) => {
    if (text !== "") parts.push({ kind: "raw", text });
    if (index < values.length) parts.push(...partsOf(values[index], index + 1));
  });
  return freeze({ kind: "sql_text", parts });
}

function partsOf(value: unknown, place: number): readonly SqlPart[] {
  if (isSqlText(value)) return value.parts;
  if (isSqlFragmentLike(value)) return fragmentToSqlText(value).parts;
  if (value === undefined) throw noValue(place);
  return [{ kind: "value", value }];
}

function noValue(place: number): AlembicError {
  return new AlembicError(`sql\`…\`: value ${place} of the text is undefined.`, {
    code: "OPERATION",
    hint: "Give a value, or null for NULL.",
    details: { place },
  });
}

/** The type of the `sql` tag. */
export interface SqlTag {
  (strings: TemplateStringsArray, ...values: readonly unknown[]): SqlText;
  /** A quoted identifier: `sql.id("t", "c")` is `t.c`. */
  id(...path: readonly string[]): SqlText;
  /** Text taken as it is, never escaped. */
  raw(text: string): SqlText;
}

/**
 * SQL text. `${value}` becomes a literal in DDL and offline scripts and a bound parameter in statements run online.
 * Throws OPERATION for a value that is undefined.
 *
 * @example sql`lower(${sql.id("email")}) <> ${""}`
 */
export const sql: SqlTag = Object.assign(template, { id: identifier, raw: rawSql });

/** Text, or a fragment, as {@link SqlText}; strings are raw SQL. */
export function toSqlText(value: string | SqlExpression): SqlText {
  if (typeof value === "string") return rawSql(value);
  return isSqlFragmentLike(value) ? fragmentToSqlText(value) : value;
}

/** The text of a {@link SqlText} that holds nothing but raw pieces, else `null`. */
export function plainText(text: SqlText): string | null {
  return text.parts.every((part) => part.kind === "raw")
    ? text.parts.map((part) => part.text).join("")
    : null;
}

/** A value that stands as a literal wherever values stand. */
export type SqlValue = InlineLiteral | SqlText;
