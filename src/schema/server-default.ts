import { SchemaError } from "../errors/index.ts";
import { freeze } from "../util/freeze.ts";
import { assertOptions, assertSql } from "./check-arguments.ts";
import type { Identifier } from "./names.ts";
import {
  isSqlFragmentLike,
  isSqlText,
  type SqlExpression,
  type SqlFragmentLike,
  type SqlText,
  toSqlText,
} from "./sql-text.ts";
import type { SqlType } from "./types/sql-type.ts";

/** A literal: text is quoted, numbers and booleans are written as the dialect writes them. */
export interface LiteralDefault {
  readonly kind: "literal_default";
  readonly value: string | number | bigint | boolean;
}

/** A function every dialect spells its own way. */
export interface SqlFunction {
  readonly kind: "sql_function";
  readonly name: "now" | "current_date" | "current_timestamp";
}

/** The constants TRUE, FALSE and NULL. */
export interface SqlConstant {
  readonly kind: "sql_constant";
  readonly value: boolean | null;
}

/** The next value of a sequence. */
export interface NextValue {
  readonly kind: "next_value";
  readonly sequence: Identifier;
  readonly schema: string | null;
}

/** A value written into the SQL text, never bound (Alembic's `op.inline_literal`). */
export interface InlineLiteral {
  readonly kind: "inline_literal";
  readonly value: unknown;
  readonly type: SqlType | null;
}

/** `GENERATED … AS IDENTITY`. Absent members are the database's defaults. */
export interface Identity {
  readonly kind: "identity";
  readonly always?: boolean | undefined;
  readonly start?: number | bigint | undefined;
  readonly increment?: number | bigint | undefined;
  readonly minValue?: number | bigint | undefined;
  readonly maxValue?: number | bigint | undefined;
  readonly noMinValue?: boolean | undefined;
  readonly noMaxValue?: boolean | undefined;
  readonly cycle?: boolean | undefined;
  readonly cache?: number | bigint | undefined;
  /** Oracle: `BY DEFAULT ON NULL`. */
  readonly onNull?: boolean | undefined;
  /** Oracle: `ORDER` / `NOORDER`. */
  readonly order?: boolean | undefined;
}

/** `GENERATED ALWAYS AS (text)`; `persisted` true is STORED, false VIRTUAL, null the database's default. */
export interface Computed {
  readonly kind: "computed";
  readonly text: SqlText;
  readonly persisted: boolean | null;
}

/** What a column's server default can be, besides identity and computed. */
export type ServerDefault = LiteralDefault | SqlText | SqlFunction | SqlConstant | NextValue | InlineLiteral;

/** What `alterColumn({ serverDefault })` can set. */
export type GeneratedDefault = ServerDefault | Identity | Computed;

/** What users write for a server default. */
export type ServerDefaultInput = string | number | bigint | boolean | GeneratedDefault | SqlFragmentLike;

const kinds: ReadonlySet<unknown> = new Set([
  "literal_default",
  "sql_function",
  "sql_constant",
  "next_value",
  "inline_literal",
  "identity",
  "computed",
]);

/** Turns what a user wrote into data. Throws SCHEMA for anything that is no default. */
export function toServerDefault(value: ServerDefaultInput, owner: string): GeneratedDefault {
  switch (typeof value) {
    case "string":
    case "number":
    case "bigint":
    case "boolean":
      return freeze({ kind: "literal_default", value } as const);
    default:
      if (isSqlFragmentLike(value)) return toSqlText(value);
      if (isSqlText(value) || (typeof value === "object" && value !== null && kinds.has(value.kind)))
        return value;
      throw new SchemaError(
        `The server default of ${owner} is not a string, number, boolean or SQL expression.`,
        {
          hint: "Write a literal, or sql`…` for an expression, or null for no default.",
        },
      );
  }
}

/** `now()`, `CURRENT_DATE`, `CURRENT_TIMESTAMP`, as each dialect spells them. */
export const func: {
  readonly now: () => SqlFunction;
  readonly currentDate: () => SqlFunction;
  readonly currentTimestamp: () => SqlFunction;
} = {
  now: () => freeze({ kind: "sql_function", name: "now" } as const),
  currentDate: () => freeze({ kind: "sql_function", name: "current_date" } as const),
  currentTimestamp: () => freeze({ kind: "sql_function", name: "current_timestamp" } as const),
};

/** The constant TRUE, FALSE or NULL. */
export function sqlConstant(value: boolean | null): SqlConstant {
  return freeze({ kind: "sql_constant", value } as const);
}

/** The next value of a sequence, as a server default. */
export function nextValue(
  sequence: Identifier,
  options: { readonly schema?: string | null | undefined } = {},
): NextValue {
  assertOptions("sa.nextValue", options);
  return freeze({ kind: "next_value", sequence, schema: options.schema ?? null } as const);
}

/** A value to be written into the SQL text. */
export function inlineLiteral(value: unknown, type: SqlType | null = null): InlineLiteral {
  return freeze({ kind: "inline_literal", value, type } as const);
}

/** The generation, start, step and limits of an identity column; absent ones are the database's defaults. */
export type IdentityOptions = Omit<Identity, "kind">;

/** An identity column. */
export function identity(options: IdentityOptions = {}): Identity {
  assertOptions("sa.identity", options);
  return freeze({ kind: "identity", ...options } as const);
}

/** A generated column. */
export function computed(
  text: string | SqlExpression,
  options: { readonly persisted?: boolean | null | undefined } = {},
): Computed {
  assertSql("sa.computed", "text", text);
  assertOptions("sa.computed", options);
  return freeze({ kind: "computed", text: toSqlText(text), persisted: options.persisted ?? null } as const);
}
