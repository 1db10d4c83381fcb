import type { MetaData } from "../meta-data.ts";
import type { Name } from "../names.ts";
import { enumValues } from "./enum-values.ts";
import { type SqlType, sqlType, type TypeInput, type TypeOptions, toSqlType } from "./sql-type.ts";

type Collated = Pick<TypeOptions, "collation">;
type Timed = Pick<TypeOptions, "timezone">;

const generic = (name: string, options?: Parameters<typeof sqlType>[2]): SqlType =>
  sqlType("generic", name, options);

export const smallInteger = (): SqlType => generic("smallInteger");
export const integer = (): SqlType => generic("integer");
export const bigInteger = (): SqlType => generic("bigInteger");
/** An exact number of `precision` digits, `scale` of them after the point. */
export const numeric = (precision?: number, scale?: number): SqlType =>
  generic("numeric", { precision, scale });
export const decimal = (precision?: number, scale?: number): SqlType =>
  generic("numeric", { precision, scale });
/** An approximate number of at least `precision` binary digits. */
export const float = (precision?: number): SqlType => generic("float", { precision });
export const double = (precision?: number): SqlType => generic("double", { precision });
export const real = (): SqlType => sqlType("standard", "REAL");
/** `createConstraint`: a CHECK, named `name`, where the database has no boolean type. */
export const boolean = (
  options: { readonly createConstraint?: boolean | undefined; readonly name?: Name | undefined } = {},
): SqlType => generic("boolean", options);
/** Text of at most `length` characters. */
export const string = (length?: number, options: Collated = {}): SqlType =>
  generic("string", { length, ...options });
export const varchar = (length?: number, options: Collated = {}): SqlType =>
  sqlType("standard", "VARCHAR", { length, ...options });
export const char = (length?: number, options: Collated = {}): SqlType =>
  sqlType("standard", "CHAR", { length, ...options });
export const nchar = (length?: number, options: Collated = {}): SqlType =>
  sqlType("standard", "NCHAR", { length, ...options });
export const nvarchar = (length?: number, options: Collated = {}): SqlType =>
  sqlType("standard", "NVARCHAR", { length, ...options });
export const text = (length?: number, options: Collated = {}): SqlType =>
  generic("text", { length, ...options });
export const unicode = (length?: number, options: Collated = {}): SqlType =>
  generic("unicode", { length, ...options });
export const unicodeText = (length?: number, options: Collated = {}): SqlType =>
  generic("unicodeText", { length, ...options });
export const clob = (length?: number): SqlType => sqlType("standard", "CLOB", { length });
export const date = (): SqlType => generic("date");
export const time = (options: Timed = {}): SqlType => generic("time", options);
export const dateTime = (options: Timed = {}): SqlType => generic("dateTime", options);
export const timestamp = (options: Timed = {}): SqlType => sqlType("standard", "TIMESTAMP", options);
/** A span of time; `native: false` stores it as a date relative to an epoch everywhere. */
export const interval = (
  options: {
    readonly native?: boolean | undefined;
    readonly secondPrecision?: number | undefined;
    readonly dayPrecision?: number | undefined;
  } = {},
): SqlType => generic("interval", options);
/** Bytes. `length` is in bytes. */
export const largeBinary = (length?: number): SqlType => generic("largeBinary", { length });
export const binary = (length?: number): SqlType => sqlType("standard", "BINARY", { length });
export const varbinary = (length?: number): SqlType => sqlType("standard", "VARBINARY", { length });
export const blob = (length?: number): SqlType => sqlType("standard", "BLOB", { length });
/** A UUID; `native: false` stores 32 characters everywhere. */
export const uuid = (options: { readonly native?: boolean | undefined } = {}): SqlType =>
  generic("uuid", options);
export const json = (): SqlType => generic("json");
/**
 * An enumeration: a type of its own on PostgreSQL (named `name`), ENUM on MySQL, else text. `metadata` gives the type
 * its schema when `schema` does not.
 */
export const enumType = (
  values: readonly string[],
  options: {
    readonly name?: Name | undefined;
    readonly schema?: string | undefined;
    readonly nativeEnum?: boolean | undefined;
    readonly createConstraint?: boolean | undefined;
    readonly length?: number | undefined;
    readonly metadata?: MetaData | undefined;
  } = {},
): SqlType => {
  const { metadata, ...rest } = options;
  const schema = options.schema ?? metadata?.schema ?? undefined;
  return generic("enum", { values: enumValues(values), ...rest, schema });
};
export const array = (item: TypeInput, options: { readonly dimensions?: number | undefined } = {}): SqlType =>
  generic("array", { item: toSqlType(item), ...options });
/** A column whose type is unknown. */
export const nullType = (): SqlType => generic("null");
/** A type written into the DDL as it is: `userType("geometry(Point,4326)")`. */
export const userType = (text: string): SqlType => sqlType("user", text, { text });
