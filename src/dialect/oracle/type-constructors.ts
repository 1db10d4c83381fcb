import { type SqlType, sqlType, type TypeOptions } from "../../schema/types/sql-type.ts";

const own = (name: string, options?: TypeOptions): SqlType => sqlType("oracle", name, options);

const plain =
  (name: string): (() => SqlType) =>
  () =>
    own(name);
const sized =
  (name: string): ((length?: number) => SqlType) =>
  (length) =>
    own(name, { length });

/** A decimal number of `precision` digits, `scale` of them after the point. */
export const number = (precision?: number, scale?: number): SqlType => own("number", { precision, scale });
/** `binaryPrecision`: binary digits, 1 to 126. */
export const float = (options: { readonly binaryPrecision?: number | undefined } = {}): SqlType =>
  own("float", options);
/** An approximate number of 63 binary digits, about 18 decimal ones: FLOAT(63). */
export const real: () => SqlType = plain("real");
/** An approximate number of 126 binary digits, about 38 decimal ones: FLOAT(126). */
export const doublePrecision: () => SqlType = plain("doublePrecision");
/** An approximate number of 4 bytes (IEEE 754), about 7 digits. */
export const binaryFloat: () => SqlType = plain("binaryFloat");
/** An approximate number of 8 bytes (IEEE 754), about 15 digits. */
export const binaryDouble: () => SqlType = plain("binaryDouble");

/** Text of at most `length` characters. */
export const varchar2: (length?: number) => SqlType = sized("varchar2");
/** Text of at most `length` characters of the national character set, up to 4000 bytes. */
export const nvarchar2: (length?: number) => SqlType = sized("nvarchar2");
/** Text of at most `length` characters, written VARCHAR, which Oracle makes VARCHAR2. */
export const varchar: (length?: number) => SqlType = sized("varchar");
/** The same as {@link nvarchar2}: written NVARCHAR2. */
export const nvarchar: (length?: number) => SqlType = sized("nvarchar");
/**
 * Text padded with blanks to `length`, up to 2000 bytes: bytes or characters as the database's
 * NLS_LENGTH_SEMANTICS says; 1 without it.
 */
export const char: (length?: number) => SqlType = sized("char");
/** Text padded with blanks to `length` characters of the national character set, up to 2000 bytes; 1 without it. */
export const nchar: (length?: number) => SqlType = sized("nchar");
/** Text of any length. */
export const clob: () => SqlType = plain("clob");
/** Text of any length in the national character set. */
export const nclob: () => SqlType = plain("nclob");
/** Text of up to 2 GB, one column a table; deprecated by Oracle in favour of {@link clob}. */
export const long: () => SqlType = plain("long");

/** At most `length` bytes. */
export const raw: (length?: number) => SqlType = sized("raw");
/** Bytes, as many as there are. */
export const blob: () => SqlType = plain("blob");
/** The place of a file outside of the database, which can be read only. */
export const bfile: () => SqlType = plain("bfile");
/** A row's address. */
export const rowid: () => SqlType = plain("rowid");

/** A point in time to the second. */
export const date: () => SqlType = plain("date");
/** `localTimezone`: kept in the database's time zone, shown in the session's. */
export const timestamp = (
  options: { readonly timezone?: boolean | undefined; readonly localTimezone?: boolean | undefined } = {},
): SqlType => own("timestamp", options);
/** `INTERVAL DAY TO SECOND`; precisions are digits, 0 to 9. */
export const interval = (
  options: { readonly dayPrecision?: number | undefined; readonly secondPrecision?: number | undefined } = {},
): SqlType => own("interval", options);
