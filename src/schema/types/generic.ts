import type { MetaData } from "../meta-data.ts";
import type { Name } from "../names.ts";
import { enumValues } from "./enum-values.ts";
import { type SqlType, sqlType, type TypeInput, type TypeOptions, toSqlType } from "./sql-type.ts";

type Collated = Pick<TypeOptions, "collation">;
type Timed = Pick<TypeOptions, "timezone">;

const generic = (name: string, options?: Parameters<typeof sqlType>[2]): SqlType =>
  sqlType("generic", name, options);

/** Whole numbers from -32768 to 32767 (2 bytes): SMALLINT. */
export const smallInteger = (): SqlType => generic("smallInteger");
/** Whole numbers up to about ±2.1 billion (4 bytes): INTEGER. A single primary key of it counts by itself. */
export const integer = (): SqlType => generic("integer");
/** Whole numbers up to about ±9.2e18 (8 bytes): BIGINT, NUMBER(19) on Oracle. */
export const bigInteger = (): SqlType => generic("bigInteger");
/** An exact number of `precision` digits, `scale` of them after the point. */
export const numeric = (precision?: number, scale?: number): SqlType =>
  generic("numeric", { precision, scale });
/** Another name of {@link numeric}: written NUMERIC. */
export const decimal = (precision?: number, scale?: number): SqlType =>
  generic("numeric", { precision, scale });
/** An approximate number of at least `precision` binary digits. */
export const float = (precision?: number): SqlType => generic("float", { precision });
/** An approximate number of 8 bytes, about 15 digits: DOUBLE PRECISION, DOUBLE on MySQL and SQLite. */
export const double = (precision?: number): SqlType => generic("double", { precision });
/** An approximate number, written REAL: 4 bytes, about 6 digits; 8 bytes on MySQL and SQLite. */
export const real = (): SqlType => sqlType("standard", "REAL");
/** `createConstraint`: a CHECK, named `name`, where the database has no boolean type. */
export const boolean = (
  options: { readonly createConstraint?: boolean | undefined; readonly name?: Name | undefined } = {},
): SqlType => generic("boolean", options);
/** Text of at most `length` characters. */
export const string = (length?: number, options: Collated = {}): SqlType =>
  generic("string", { length, ...options });
/**
 * VARCHAR on every dialect, `length` in characters, on SQL Server in bytes. MySQL refuses none, SQL Server takes
 * `max` for it.
 */
export const varchar = (length?: number, options: Collated = {}): SqlType =>
  sqlType("standard", "VARCHAR", { length, ...options });
/** CHAR on every dialect: text padded with blanks to `length` characters, 1 without it. */
export const char = (length?: number, options: Collated = {}): SqlType =>
  sqlType("standard", "CHAR", { length, ...options });
/** CHAR in the national character set: NCHAR, NATIONAL CHAR on MySQL. `length` in characters, 1 without it. */
export const nchar = (length?: number, options: Collated = {}): SqlType =>
  sqlType("standard", "NCHAR", { length, ...options });
/**
 * VARCHAR in the national character set: NVARCHAR, NATIONAL VARCHAR on MySQL, NVARCHAR2 on Oracle. `length` in
 * characters, as for {@link varchar}.
 */
export const nvarchar = (length?: number, options: Collated = {}): SqlType =>
  sqlType("standard", "NVARCHAR", { length, ...options });
/**
 * Text of any length: TEXT, CLOB on Oracle. Only MySQL knows `length`: its smallest TEXT type for so many
 * characters.
 */
export const text = (length?: number, options: Collated = {}): SqlType =>
  generic("text", { length, ...options });
/**
 * Text of at most `length` characters that is Unicode everywhere: VARCHAR, NVARCHAR on SQL Server, VARCHAR2 on
 * Oracle.
 */
export const unicode = (length?: number, options: Collated = {}): SqlType =>
  generic("unicode", { length, ...options });
/** Unicode text of any length: TEXT, NTEXT on SQL Server, CLOB on Oracle. Only MySQL knows `length`. */
export const unicodeText = (length?: number, options: Collated = {}): SqlType =>
  generic("unicodeText", { length, ...options });
/** CLOB on every dialect, which Oracle has; `length` is not written. */
export const clob = (length?: number): SqlType => sqlType("standard", "CLOB", { length });
/** A day: DATE, DATETIME on SQL Server. */
export const date = (): SqlType => generic("date");
/** A time of day: TIME, DATETIME on SQL Server. `timezone` counts on PostgreSQL alone. */
export const time = (options: Timed = {}): SqlType => generic("time", options);
/**
 * A day and time: TIMESTAMP on PostgreSQL, DATE on Oracle, else DATETIME. `timezone`: WITH TIME ZONE on
 * PostgreSQL, DATETIMEOFFSET on SQL Server, nothing elsewhere.
 */
export const dateTime = (options: Timed = {}): SqlType => generic("dateTime", options);
/**
 * TIMESTAMP on every dialect; on SQL Server that is a row version. `timezone`: WITH TIME ZONE on PostgreSQL and
 * Oracle.
 */
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
/** BINARY on every dialect: `length` bytes, padded with zeros, 1 without it. PostgreSQL and Oracle have no such type. */
export const binary = (length?: number): SqlType => sqlType("standard", "BINARY", { length });
/** VARBINARY on every dialect: at most `length` bytes. */
export const varbinary = (length?: number): SqlType => sqlType("standard", "VARBINARY", { length });
/** BLOB on every dialect: bytes. Only MySQL knows `length`: its smallest BLOB type for so many bytes. */
export const blob = (length?: number): SqlType => sqlType("standard", "BLOB", { length });
/** A UUID; `native: false` stores 32 characters everywhere. */
export const uuid = (options: { readonly native?: boolean | undefined } = {}): SqlType =>
  generic("uuid", options);
/** A JSON document: JSON, NVARCHAR(max) on SQL Server. Throws UNSUPPORTED on Oracle. */
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
/** PostgreSQL's array of `item`, with `dimensions` pairs of brackets, 1 by default. Throws UNSUPPORTED elsewhere. */
export const array = (item: TypeInput, options: { readonly dimensions?: number | undefined } = {}): SqlType =>
  generic("array", { item: toSqlType(item), ...options });
/** A column whose type is unknown. */
export const nullType = (): SqlType => generic("null");
/** A type written into the DDL as it is: `userType("geometry(Point,4326)")`. */
export const userType = (text: string): SqlType => sqlType("user", text, { text });
