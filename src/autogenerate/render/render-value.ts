import { shown } from "../../operations/check-arguments.ts";
import { arrayCode, type Code, type CodeEntry, objectCode } from "../../operations/code.ts";
import { operationError } from "../../operations/operation-error.ts";
import type { Name } from "../../schema/names.ts";
import type { GeneratedDefault } from "../../schema/server-default.ts";
import { isSqlFragmentLike, toSqlText } from "../../schema/sql-text.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import { own } from "../../util/own.ts";
import { propertyKey, stringLiteral } from "./literals.ts";
import type { SourceContext } from "./source-context.ts";

/** A value as source text. Throws OPERATION for what has no literal: functions, symbols, instances of classes. */
export function renderValue(value: unknown, r: SourceContext): Code {
  switch (typeof value) {
    case "string":
      return stringLiteral(value);
    case "number":
      return Object.is(value, -0) ? "-0" : String(value).replace("e+", "e");
    case "bigint":
      return `${value}n`;
    case "boolean":
    case "undefined":
      return String(value);
    case "object":
      return value === null ? "null" : renderObject(value, r);
    default:
      throw noLiteral(value);
  }
}

function renderObject(value: object, r: SourceContext): Code {
  if (Array.isArray(value)) return arrayCode(Array.from(value, (item) => r.value(item)));
  if (value instanceof Date)
    return `new Date(${Number.isNaN(value.getTime()) ? "Number.NaN" : stringLiteral(value.toISOString())})`;
  if (value instanceof Uint8Array) return `Uint8Array.from([${[...value].join(", ")}])`;
  if (isSqlFragmentLike(value)) return r.serverDefault(toSqlText(value));
  if ("kind" in value && typeof value.kind === "string") {
    const known = own(schemaValues, value.kind);
    if (known !== undefined) return known(value, r);
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw noLiteral(value);
  return objectCode(
    Object.entries(value).map(
      ([key, item]): CodeEntry => ({ kind: "entry", key: propertyKey(key), value: r.value(item) }),
    ),
  );
}

const serverDefault = (value: object, r: SourceContext): Code => r.serverDefault(value as GeneratedDefault);
const name = (value: object, r: SourceContext): Code => r.name(value as Name);

/** Schema objects that stand where values stand, by kind; the kind says what each is. */
const schemaValues: Readonly<Record<string, (value: object, r: SourceContext) => Code>> = {
  type: (value, r) => r.type(value as SqlType),
  sql_text: serverDefault,
  sql_function: serverDefault,
  sql_constant: serverDefault,
  next_value: serverDefault,
  inline_literal: serverDefault,
  identity: serverDefault,
  computed: serverDefault,
  literal_default: serverDefault,
  quoted_name: name,
  final_name: name,
};

function noLiteral(value: unknown): Error {
  return operationError(`This value cannot be written into a revision file: ${shown(value)}.`, {
    hint: "Use text, numbers, booleans, dates, bytes, sql`…`, or arrays and plain objects of them.",
  });
}
