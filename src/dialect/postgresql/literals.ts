import type { SqlType } from "../../schema/types/sql-type.ts";
import { createLiterals, defaultLiterals, quotedString } from "../default/literals.ts";
import type { KeepsZone, NormalValue } from "../default/normal-value.ts";
import { createParameters, numberOrText, questionMarks } from "../default/parameters.ts";
import { valueKind } from "../default/value-kind.ts";
import type { LiteralRenderer, ParameterStyle } from "../dialect.ts";
import { identifiers } from "./identifiers.ts";

/**
 * With a backslash in it as `E'…'`, which means the same whatever `standard_conforming_strings` says; with a carriage
 * return too, which psql would drop from a script.
 */
function stringLiteral(text: string): string {
  return /[\\\r]/.test(text)
    ? `E${quotedString(text.replaceAll("\\", "\\\\").replaceAll("\r", "\\r"))}`
    : quotedString(text);
}

/** Types such as enums and intervals take a number in quotes only, as which it is bound, too. */
const isReadAsText = (type: SqlType | null): boolean => type !== null && valueKind(type) === "text";

const keepsZone: KeepsZone = ({ options }) => options.timezone === true;

/** Literals of PostgreSQL. */
export const literals: LiteralRenderer = createLiterals("postgresql", identifiers, {
  ...defaultLiterals,
  string: stringLiteral,
  json: stringLiteral,
  number: (text, type) => (/NaN|Infinity/.test(text) || isReadAsText(type) ? `'${text}'` : text),
  keepsZone,
  utcOffset: "+00",
  bytes: (hex) => stringLiteral(`\\x${hex}`),
  nativeUuid: true,
  // In a column's own text form it is read as the column's type, whatever that is.
  array: (items, type, write) =>
    type === null && items.length > 0
      ? `ARRAY[${items.map(write).join(", ")}]`
      : stringLiteral(arrayText(items)),
  functions: { now: "now()", current_date: "CURRENT_DATE", current_timestamp: "CURRENT_TIMESTAMP" },
  nextValue: (sequence) => `nextval(${stringLiteral(sequence)})`,
});

/** Bound values of PostgreSQL. */
export const parameters: ParameterStyle = createParameters({
  ...questionMarks,
  dialectName: "postgresql",
  placeholder: (index) => `$${index}`,
  maximum: 65_535,
  nativeUuid: true,
  number: numberOrText,
  boolean: (value) => value,
  keepsZone,
  utcOffset: "+00",
  array: arrayText,
});

/** PostgreSQL's own text form of an array: `{1,"a b",NULL}`. */
function arrayText(items: readonly NormalValue[]): string {
  return `{${items.map(itemText).join(",")}}`;
}

function itemText(item: NormalValue): string {
  switch (item.kind) {
    case "null":
      return "NULL";
    case "boolean":
      return String(item.value);
    case "array":
      return arrayText(item.items);
    case "bytes":
      return `"\\\\x${Buffer.from(item.bytes).toString("hex")}"`;
    case "dateTime":
      return `"${item.text}${item.isUtc ? "+00" : ""}"`;
    default:
      return `"${item.text.replace(/["\\]/g, "\\$&")}"`;
  }
}
