import { AlembicError, UnsupportedError } from "../../errors/index.ts";
import type {
  GeneratedDefault,
  InlineLiteral,
  NextValue,
  SqlConstant,
  SqlFunction,
} from "../../schema/server-default.ts";
import { fragmentToSqlText } from "../../schema/sql-fragment.ts";
import {
  isSqlFragmentLike,
  isSqlText,
  type SqlFragmentLike,
  type SqlPart,
  type SqlText,
} from "../../schema/sql-text.ts";
import { type SqlType, typeOn } from "../../schema/types/sql-type.ts";
import type { IdentifierRules, LiteralRenderer } from "../dialect.ts";
import { type KeepsZone, type NormalValue, normalValue } from "./normal-value.ts";

/** How a dialect writes each kind of value; a dialect spreads {@link defaultLiterals} and replaces members. */
export interface LiteralRules {
  /** A string; `type` is the column's, where it is known. */
  string(text: string, type: SqlType | null): string;
  /** A number's text, already known to be one; `NaN` and `Infinity` too. `type` is the column's, where it is known. */
  number(text: string, type: SqlType | null): string;
  boolean(value: boolean): string;
  /** A date or time; `text` is ISO with a blank between date and time. */
  temporal(text: string, kind: "date" | "time" | "dateTime"): string;
  readonly keepsZone: KeepsZone;
  /** Behind a point in time that is known to be UTC, where the database reads it; else nothing. */
  readonly utcOffset: string;
  /** What stands for bytes, given as hexadecimal digits. */
  bytes(hex: string): string;
  json(text: string): string;
  /** Whether UUID columns are a type of their own; else they hold 32 digits without dashes. */
  readonly nativeUuid: boolean;
  /** An array; `write` gives an item's literal. `type` is the column's, where it is known. */
  array(items: readonly NormalValue[], type: SqlType | null, write: (item: NormalValue) => string): string;
  readonly functions: Readonly<Record<SqlFunction["name"], string>>;
  /** The next value of a sequence whose quoted name is given. */
  nextValue(sequence: string): string;
  readonly null: string;
}

/** Standard SQL. */
export const defaultLiterals: LiteralRules = {
  string: quotedString,
  number: finiteNumber,
  boolean: (value) => (value ? "true" : "false"),
  temporal: (text) => quotedString(text),
  keepsZone: noZones,
  utcOffset: "",
  bytes: (hex) => `X'${hex}'`,
  json: (text) => quotedString(text),
  nativeUuid: false,
  array: noArrays,
  functions: {
    now: "CURRENT_TIMESTAMP",
    current_date: "CURRENT_DATE",
    current_timestamp: "CURRENT_TIMESTAMP",
  },
  nextValue: (sequence) => {
    throw new UnsupportedError(`The next value of sequence ${sequence} has no text on this dialect.`, {
      hint: "Use an identity column or autoincrement instead.",
    });
  },
  null: "NULL",
};

/** A number's text, for databases that would store something else for NaN and Infinity. Throws OPERATION for those. */
export function finiteNumber(text: string): string {
  if (!/NaN|Infinity/.test(text)) return text;
  throw new AlembicError(`This database has no number ${text}.`, {
    code: "OPERATION",
    hint: "Give null, or a number that stands for it.",
  });
}

/** For dialects whose types keep no offset from UTC. */
export function noZones(): boolean {
  return false;
}

/** For dialects without arrays. */
export function noArrays(): never {
  throw new UnsupportedError("This dialect has no arrays.", { hint: "Store them as JSON: sa.json()." });
}

/** A string in single quotes, doubled inside. Throws OPERATION for a NUL character. */
export function quotedString(text: string): string {
  if (text.includes("\0")) {
    throw new AlembicError("A text with a NUL character cannot be written as SQL.", {
      code: "OPERATION",
      hint: "Store it as bytes: sa.largeBinary() and a Uint8Array.",
    });
  }
  return `'${text.replaceAll("'", "''")}'`;
}

/** The literal renderer of a dialect. */
export function createLiterals(
  dialectName: string,
  identifiers: IdentifierRules,
  rules: LiteralRules,
): LiteralRenderer {
  const sqlText = (text: SqlText | string): string => {
    if (typeof text === "string") return text;
    if (isSqlFragmentLike(text)) return sqlText(fragmentToSqlText(text));
    return text.parts.map(part).join("");
  };
  const part = (piece: SqlPart): string => {
    if (piece.kind === "raw") return piece.text;
    if (piece.kind === "identifier") return piece.path.map((name) => identifiers.quote(name)).join(".");
    return render(piece.value);
  };
  const render = (value: unknown, given: SqlType | null = null): string => {
    const type = given === null ? null : typeOn(given, dialectName);
    if (isInlineSql(value)) {
      return isSqlFragmentLike(value) ? sqlText(fragmentToSqlText(value)) : serverDefault(value, type);
    }
    return writeValue(normalValue(value, type, rules.keepsZone), type, rules);
  };
  return {
    render: (value, type) => render(value, type ?? null),
    string: (text) => rules.string(text, null),
    sqlText,
    serverDefault: (value, type) => serverDefault(value, type ?? null),
  };

  function serverDefault(value: GeneratedDefault, type: SqlType | null): string {
    switch (value.kind) {
      case "literal_default":
        // A string stands in quotes whatever the column's type is: the database converts it.
        return typeof value.value === "string" ? rules.string(value.value, type) : render(value.value, type);
      case "sql_function":
        return rules.functions[value.name];
      case "sql_constant":
        return value.value === null ? rules.null : rules.boolean(value.value);
      case "next_value":
        return rules.nextValue(sequenceName(value));
      case "inline_literal":
        return inlineLiteral(value, type);
      case "identity":
      case "computed":
        throw new AlembicError(`A column that is ${value.kind} has no DEFAULT.`, { code: "OPERATION" });
      default:
        return sqlText(value);
    }
  }

  /** Written by its own type; the column's says only what is meant by a Date or another object. */
  function inlineLiteral(literal: InlineLiteral, columnType: SqlType | null): string {
    const { value, type } = literal;
    if (type !== null) return render(value, type);
    if (typeof value === "string") return rules.string(value, columnType);
    return render(value, typeof value === "object" ? columnType : null);
  }

  function sequenceName(value: NextValue): string {
    return identifiers.qualify(value.sequence, value.schema);
  }
}

type InlineSql = SqlText | SqlFragmentLike | InlineLiteral | SqlFunction | SqlConstant | NextValue;

const inlineKinds: ReadonlySet<unknown> = new Set([
  "inline_literal",
  "sql_function",
  "sql_constant",
  "next_value",
]);

/** Whether a value is SQL of its own, which stands in the text and is never bound. */
export function isInlineSql(value: unknown): value is InlineSql {
  if (isSqlText(value) || isSqlFragmentLike(value)) return true;
  // A JSON value may look the same, but is not frozen.
  const isData = typeof value === "object" && value !== null && Object.isFrozen(value);
  return isData && "kind" in value && inlineKinds.has(value.kind);
}

function writeValue(value: NormalValue, type: SqlType | null, rules: LiteralRules): string {
  switch (value.kind) {
    case "null":
      return "NULL";
    case "integer":
    case "number":
      return rules.number(value.text, type);
    case "boolean":
      return rules.boolean(value.value);
    case "date":
    case "time":
      return rules.temporal(value.text, value.kind);
    case "dateTime":
      return rules.temporal(`${value.text}${value.isUtc ? rules.utcOffset : ""}`, value.kind);
    case "bytes":
      return rules.bytes(Buffer.from(value.bytes).toString("hex"));
    case "json":
      return rules.json(value.text);
    case "uuid":
      return rules.string(uuidText(value.text, type, rules.nativeUuid), type);
    case "array":
      return rules.array(value.items, type, (item) => writeValue(item, null, rules));
    case "text":
      return rules.string(value.text, type);
  }
}

/** A UUID as a column of this type holds it. */
export function uuidText(text: string, type: SqlType | null, nativeUuid: boolean): string {
  const stored = type?.name === "uuid" && (!nativeUuid || type.options.native === false);
  return stored ? text.replaceAll("-", "") : text;
}
