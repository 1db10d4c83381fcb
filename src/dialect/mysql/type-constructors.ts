import { enumValues } from "../../schema/types/enum-values.ts";
import { type SqlType, sqlType, type TypeOptions } from "../../schema/types/sql-type.ts";

type Only<K extends keyof TypeOptions> = Pick<TypeOptions, K>;

/** Options of MySQL's number types. */
export type NumberOptions = Only<"unsigned" | "zerofill">;
/** Options of MySQL's whole numbers; the first argument is the display width too. */
export type WholeNumberOptions = NumberOptions & Only<"displayWidth">;
/** Options of MySQL's text types. `binary` asks for the character set's binary collation. */
export type TextOptions = Only<"charset" | "collation" | "ascii" | "unicode" | "binary" | "national">;
/** `fsp`: digits of fractional seconds, 0 to 6. */
export type FractionalOptions = Only<"fsp">;

const own = (name: string, options?: TypeOptions): SqlType => sqlType("mysql", name, options);

const wholeNumber =
  (name: string): ((displayWidth?: number, options?: WholeNumberOptions) => SqlType) =>
  (displayWidth, options = {}) =>
    own(name, { displayWidth, ...options });
const scaledNumber =
  (name: string): ((precision?: number, scale?: number, options?: NumberOptions) => SqlType) =>
  (precision, scale, options = {}) =>
    own(name, { precision, scale, ...options });
const sizedText =
  (name: string): ((length?: number, options?: TextOptions) => SqlType) =>
  (length, options = {}) =>
    own(name, { length, ...options });
const unsizedText =
  (name: string): ((options?: TextOptions) => SqlType) =>
  (options = {}) =>
    own(name, options);
const sized =
  (name: string): ((length?: number) => SqlType) =>
  (length) =>
    own(name, { length });
const fractional =
  (name: string): ((options?: FractionalOptions) => SqlType) =>
  (options = {}) =>
    own(name, options);
const plain =
  (name: string): (() => SqlType) =>
  () =>
    own(name);

/** Whole numbers from -128 to 127, `unsigned` 0 to 255 (1 byte). `displayWidth`: digits that clients show. */
export const tinyint: (displayWidth?: number, options?: WholeNumberOptions) => SqlType =
  wholeNumber("tinyint");
/** Whole numbers from -32768 to 32767, `unsigned` 0 to 65535 (2 bytes). `displayWidth` as for {@link tinyint}. */
export const smallint: (displayWidth?: number, options?: WholeNumberOptions) => SqlType =
  wholeNumber("smallint");
/**
 * Whole numbers up to about ±8.3 million, `unsigned` 16.7 million (3 bytes). `displayWidth` as for {@link
 * tinyint}.
 */
export const mediumint: (displayWidth?: number, options?: WholeNumberOptions) => SqlType =
  wholeNumber("mediumint");
/** Whole numbers up to about ±2.1 billion, `unsigned` 4.2 billion (4 bytes). `displayWidth` as for {@link tinyint}. */
export const integer: (displayWidth?: number, options?: WholeNumberOptions) => SqlType =
  wholeNumber("integer");
/** Whole numbers up to about ±9.2e18, `unsigned` 1.8e19 (8 bytes). `displayWidth` as for {@link tinyint}. */
export const bigint: (displayWidth?: number, options?: WholeNumberOptions) => SqlType = wholeNumber("bigint");
/**
 * An exact number of `precision` digits, 1 to 65 (10 by default), `scale` of them after the point, 0 to 30 (0 by
 * default).
 */
export const decimal: (precision?: number, scale?: number, options?: NumberOptions) => SqlType =
  scaledNumber("decimal");
/** The same as {@link decimal} under another name. */
export const numeric: (precision?: number, scale?: number, options?: NumberOptions) => SqlType =
  scaledNumber("numeric");
/**
 * An approximate number of 4 bytes, about 7 digits; with a `precision` of 25 to 53 alone it is one of 8. With
 * `scale`, which MySQL deprecates, both are decimal digits.
 */
export const float: (precision?: number, scale?: number, options?: NumberOptions) => SqlType =
  scaledNumber("float");
/**
 * An approximate number of 8 bytes, about 15 digits. `precision` and `scale`, which MySQL deprecates, are decimal
 * digits and go together.
 */
export const double: (precision?: number, scale?: number, options?: NumberOptions) => SqlType =
  scaledNumber("double");
/** The same as {@link double} under another name, unless the SQL mode REAL_AS_FLOAT is on. */
export const real: (precision?: number, scale?: number, options?: NumberOptions) => SqlType =
  scaledNumber("real");
/** A field of `length` bits, 1 to 64. */
export const bit: (length?: number) => SqlType = sized("bit");
/** `TINYINT(1)` under the name BOOL. */
export const boolean: () => SqlType = plain("boolean");

/** Text padded with blanks to `length` characters, 0 to 255; 1 without it. */
export const char: (length?: number, options?: TextOptions) => SqlType = sizedText("char");
/**
 * Text of at most `length` characters, up to 65535 bytes with the rest of the row. Throws SCHEMA in DDL without a
 * length.
 */
export const varchar: (length?: number, options?: TextOptions) => SqlType = sizedText("varchar");
/** CHAR in the national character set, utf8mb3: `length` as for {@link char}. */
export const nchar: (length?: number, options?: TextOptions) => SqlType = sizedText("nchar");
/** VARCHAR in the national character set, utf8mb3: `length` as for {@link varchar}. */
export const nvarchar: (length?: number, options?: TextOptions) => SqlType = sizedText("nvarchar");
/** Text of up to 65535 bytes; with `length` the smallest TEXT type for so many characters. */
export const text: (length?: number, options?: TextOptions) => SqlType = sizedText("text");
/** Text of up to 255 bytes. */
export const tinytext: (options?: TextOptions) => SqlType = unsizedText("tinytext");
/** Text of up to 16 MiB. */
export const mediumtext: (options?: TextOptions) => SqlType = unsizedText("mediumtext");
/** Text of up to 4 GiB. */
export const longtext: (options?: TextOptions) => SqlType = unsizedText("longtext");

/** `length` bytes, 0 to 255, padded with zeros; 1 without it. */
export const binary: (length?: number) => SqlType = sized("binary");
/** At most `length` bytes, up to 65535 with the rest of the row. Throws SCHEMA in DDL without a length. */
export const varbinary: (length?: number) => SqlType = sized("varbinary");
/** Up to 65535 bytes; with `length` the smallest BLOB type for so many bytes. */
export const blob: (length?: number) => SqlType = sized("blob");
/** Up to 255 bytes. */
export const tinyblob: () => SqlType = plain("tinyblob");
/** Bytes, up to 16 MiB. */
export const mediumblob: () => SqlType = plain("mediumblob");
/** Bytes, up to 4 GiB. */
export const longblob: () => SqlType = plain("longblob");

/** A day from the year 1000 to 9999. */
export const date: () => SqlType = plain("date");
/** A time of day or a span of time, up to ±838:59:59. */
export const time: (options?: FractionalOptions) => SqlType = fractional("time");
/** A day and time from the year 1000 to 9999, without a time zone. */
export const datetime: (options?: FractionalOptions) => SqlType = fractional("datetime");
/** A point in time from 1970 to 2038, kept in UTC and shown in the session's time zone. */
export const timestamp: (options?: FractionalOptions) => SqlType = fractional("timestamp");
/** A year from 1901 to 2155 (1 byte). `displayWidth` is 4. */
export const year: (displayWidth?: number) => SqlType = (displayWidth) => own("year", { displayWidth });
/** A JSON document; on MariaDB LONGTEXT with a check. */
export const json: () => SqlType = plain("json");

/** A text that is one of `values`. */
export const enumType = (values: readonly string[], options: TextOptions = {}): SqlType =>
  own("enum", { values: enumValues(values), ...options });
/** A text made of any of `values`, separated by commas; `length` is what reflection knows of a set without values. */
export const set = (values: readonly string[] | Only<"length">, options: TextOptions = {}): SqlType =>
  isList(values)
    ? own("set", { values: Object.freeze([...values]), ...options })
    : own("set", { ...values, ...options });

function isList(values: readonly string[] | Only<"length">): values is readonly string[] {
  return Array.isArray(values);
}
