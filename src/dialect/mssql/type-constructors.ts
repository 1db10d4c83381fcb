import { type SqlType, sqlType, type TypeOptions } from "../../schema/types/sql-type.ts";

type Collated = Pick<TypeOptions, "collation">;
/** A number of characters or bytes, or SQL Server's `max`. */
export type Length = number | "max";

const own = (name: string, options?: TypeOptions): SqlType => sqlType("mssql", name, options);

const plain =
  (name: string): (() => SqlType) =>
  () =>
    own(name);
const sizedText =
  (name: string): ((length?: Length, options?: Collated) => SqlType) =>
  (length, options = {}) =>
    own(name, { length, ...options });
const collated =
  (name: string): ((options?: Collated) => SqlType) =>
  (options = {}) =>
    own(name, options);
const scaled =
  (name: string): ((precision?: number, scale?: number) => SqlType) =>
  (precision, scale) =>
    own(name, { precision, scale });
const precise =
  (name: string): ((precision?: number) => SqlType) =>
  (precision) =>
    own(name, { precision });

/** Whole numbers from 0 to 255 (1 byte). */
export const tinyint: () => SqlType = plain("tinyint");
/** Whole numbers from -32768 to 32767 (2 bytes). */
export const smallint: () => SqlType = plain("smallint");
/** Whole numbers up to about ±2.1 billion (4 bytes). */
export const integer: () => SqlType = plain("integer");
/** Whole numbers up to about ±9.2e18 (8 bytes). */
export const bigint: () => SqlType = plain("bigint");
/** 0 or 1: what SQL Server has for booleans. */
export const bit: () => SqlType = plain("bit");
/** An exact number of `precision` digits, 1 to 38 (18 by default), `scale` of them after the point (0 by default). */
export const decimal: (precision?: number, scale?: number) => SqlType = scaled("decimal");
/** The same as {@link decimal} under another name. */
export const numeric: (precision?: number, scale?: number) => SqlType = scaled("numeric");
/** An amount with four decimals, up to about ±922 trillion (8 bytes). */
export const money: () => SqlType = plain("money");
/** An amount with four decimals, up to ±214748.3647 (4 bytes). */
export const smallmoney: () => SqlType = plain("smallmoney");
/** `precision`: binary digits, 1 to 53. */
export const float: (precision?: number) => SqlType = precise("float");
/** An approximate number of 4 bytes, about 7 digits: FLOAT(24). */
export const real: () => SqlType = plain("real");
/** An approximate number of 8 bytes, about 15 digits: FLOAT(53). */
export const doublePrecision: () => SqlType = plain("doublePrecision");

/** Text padded with blanks to `length` bytes, 1 to 8000; 1 without it. */
export const char: (length?: Length, options?: Collated) => SqlType = sizedText("char");
/** Text of at most `length` bytes, 1 to 8000, or `max`: up to 2 GB, which no length means too. */
export const varchar: (length?: Length, options?: Collated) => SqlType = sizedText("varchar");
/** Unicode text padded with blanks to `length` UTF-16 units, 1 to 4000; 1 without it. */
export const nchar: (length?: Length, options?: Collated) => SqlType = sizedText("nchar");
/** Unicode text of at most `length` UTF-16 units, 1 to 4000, or `max`: up to 2 GB, which no length means too. */
export const nvarchar: (length?: Length, options?: Collated) => SqlType = sizedText("nvarchar");
/** Text of up to 2 GB; deprecated by SQL Server in favour of `varchar("max")`. */
export const text: (options?: Collated) => SqlType = collated("text");
/** Unicode text of up to 2 GB; deprecated by SQL Server in favour of `nvarchar("max")`. */
export const ntext: (options?: Collated) => SqlType = collated("ntext");

/** Bytes; `length` is in bytes. */
export const binary: (length?: number) => SqlType = (length) => own("binary", { length });
/** Bytes; `filestream` keeps them in the file system (only with `max`). */
export const varbinary = (
  length?: Length,
  options: { readonly filestream?: boolean | undefined } = {},
): SqlType => own("varbinary", { length, ...options });
/** Bytes, up to 2 GB; deprecated by SQL Server in favour of `varbinary("max")`. */
export const image: () => SqlType = plain("image");

/** A day from the year 1 to 9999 (3 bytes). */
export const date: () => SqlType = plain("date");
/** A day and time from the year 1753 on, to about 3 milliseconds. */
export const datetime: () => SqlType = plain("datetime");
/** A day and time from 1900 to 2079, to the minute. */
export const smalldatetime: () => SqlType = plain("smalldatetime");
/** `precision`: digits of fractional seconds, 0 to 7. */
export const datetime2: (precision?: number) => SqlType = precise("datetime2");
/** Day, time and offset from UTC; `precision`: digits of fractional seconds, 0 to 7 (7 by default). */
export const datetimeoffset: (precision?: number) => SqlType = precise("datetimeoffset");
/** A time of day; `precision`: digits of fractional seconds, 0 to 7 (7 by default). */
export const time: (precision?: number) => SqlType = precise("time");
/** A row version under its old name; no point in time. */
export const timestamp: () => SqlType = plain("timestamp");
/** A number of 8 bytes that the database raises with each change of the row. */
export const rowversion: () => SqlType = plain("rowversion");

/** A UUID (16 bytes). */
export const uniqueidentifier: () => SqlType = plain("uniqueidentifier");
/** A value of one of most other types, with its type, up to 8016 bytes. */
export const sqlVariant: () => SqlType = plain("sqlVariant");
/** An XML document, up to 2 GB. */
export const xml: () => SqlType = plain("xml");
/** A JSON document as text: NVARCHAR(max). */
export const json: () => SqlType = plain("json");
