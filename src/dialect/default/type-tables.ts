import { SchemaError } from "../../errors/index.ts";
import type { TypeOptions } from "../../schema/types/sql-type.ts";
import type { TypeScope, TypeTables, TypeWriter } from "./types.ts";

/** A type without arguments. */
export const plainType =
  (text: string): TypeWriter =>
  () =>
    text;

/** A character type: `NAME(length) COLLATE "x"`. */
const stringType =
  (name: string): TypeWriter =>
  (options, scope) =>
    `${name}${lengthText(options)}${collationText(options, scope)}`;

/** A type of a length and nothing else: `NAME(length)`. */
export const sizedType =
  (name: string): TypeWriter =>
  (options) =>
    `${name}${lengthText(options)}`;

/** An exact number: `NAME(precision, scale)`. */
export const decimalType =
  (name: string): TypeWriter =>
  ({ precision, scale }) => {
    if (precision === undefined) return name;
    return scale === undefined ? `${name}(${precision})` : `${name}(${precision}, ${scale})`;
  };

/** A generic type that a standard type stands for. */
export const asStandard =
  (name: string): TypeWriter =>
  (options, scope) =>
    scope.standard(name, options);

export function lengthText({ length }: TypeOptions): string {
  return length === undefined ? "" : `(${length})`;
}

function collationText({ collation }: TypeOptions, scope: TypeScope): string {
  return collation === undefined ? "" : ` COLLATE ${scope.identifiers.forceQuote(collation)}`;
}

/** The length that holds every label of an enum, or the one that was asked for. */
export function enumLength(options: TypeOptions): number {
  const longest = Math.max(0, ...(options.values ?? []).map((value) => [...value].length));
  if (typeof options.length !== "number") return longest;
  if (options.length >= longest) return options.length;
  throw new SchemaError(
    `The length ${options.length} of an enum is below that of its longest label, ${longest}.`,
  );
}

/** The types that most dialects write alike. */
export const defaultTypes: TypeTables = {
  generic: {
    smallInteger: asStandard("SMALLINT"),
    integer: asStandard("INTEGER"),
    bigInteger: asStandard("BIGINT"),
    numeric: asStandard("NUMERIC"),
    float: asStandard("FLOAT"),
    double: asStandard("DOUBLE"),
    boolean: asStandard("BOOLEAN"),
    string: asStandard("VARCHAR"),
    unicode: asStandard("VARCHAR"),
    text: asStandard("TEXT"),
    unicodeText: asStandard("TEXT"),
    date: asStandard("DATE"),
    time: asStandard("TIME"),
    dateTime: asStandard("DATETIME"),
    interval: (_options, scope) => scope.compile(dateTimeType),
    largeBinary: asStandard("BLOB"),
    uuid: (_options, scope) => scope.standard("CHAR", { length: 32 }),
    json: asStandard("JSON"),
    enum: (options, scope) => scope.standard("VARCHAR", { length: enumLength(options) }),
  },
  standard: {
    SMALLINT: plainType("SMALLINT"),
    INTEGER: plainType("INTEGER"),
    BIGINT: plainType("BIGINT"),
    NUMERIC: decimalType("NUMERIC"),
    DECIMAL: decimalType("DECIMAL"),
    FLOAT: plainType("FLOAT"),
    DOUBLE: plainType("DOUBLE"),
    DOUBLE_PRECISION: plainType("DOUBLE PRECISION"),
    REAL: plainType("REAL"),
    BOOLEAN: plainType("BOOLEAN"),
    CHAR: stringType("CHAR"),
    VARCHAR: stringType("VARCHAR"),
    NCHAR: stringType("NCHAR"),
    NVARCHAR: stringType("NVARCHAR"),
    TEXT: stringType("TEXT"),
    CLOB: plainType("CLOB"),
    NCLOB: plainType("NCLOB"),
    DATE: plainType("DATE"),
    TIME: plainType("TIME"),
    DATETIME: plainType("DATETIME"),
    TIMESTAMP: plainType("TIMESTAMP"),
    BINARY: sizedType("BINARY"),
    VARBINARY: sizedType("VARBINARY"),
    BLOB: plainType("BLOB"),
    JSON: plainType("JSON"),
    UUID: plainType("UUID"),
  },
  own: {},
};

/** Spans of time are kept relative to an epoch where there is no type for them. */
const dateTimeType = Object.freeze({
  kind: "type",
  family: "generic",
  name: "dateTime",
  options: Object.freeze({}),
  variants: Object.freeze({}),
} as const);
