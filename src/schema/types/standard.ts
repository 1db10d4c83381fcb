import { type SqlType, sqlType, type TypeOptions } from "./sql-type.ts";

type Collated = Pick<TypeOptions, "collation">;
type Timed = Pick<TypeOptions, "timezone">;

const plain =
  (name: string): (() => SqlType) =>
  () =>
    sqlType("standard", name);
const sized =
  (name: string): ((length?: number, options?: Collated) => SqlType) =>
  (length, options = {}) =>
    sqlType("standard", name, { length, ...options });
const scaled =
  (name: string): ((precision?: number, scale?: number) => SqlType) =>
  (precision, scale) =>
    sqlType("standard", name, { precision, scale });
const timed =
  (name: string): ((options?: Timed) => SqlType) =>
  (options = {}) =>
    sqlType("standard", name, options);

/** Written SMALLINT: whole numbers from -32768 to 32767 (2 bytes). */
export const SMALLINT: () => SqlType = plain("SMALLINT");
/** Written INTEGER: whole numbers up to about ±2.1 billion (4 bytes). */
export const INTEGER: () => SqlType = plain("INTEGER");
/** Another name of {@link INTEGER}: written INTEGER. */
export const INT: () => SqlType = plain("INTEGER");
/** Written BIGINT: whole numbers up to about ±9.2e18 (8 bytes). */
export const BIGINT: () => SqlType = plain("BIGINT");
/** Written NUMERIC: an exact number of `precision` digits, `scale` of them after the point. */
export const NUMERIC: (precision?: number, scale?: number) => SqlType = scaled("NUMERIC");
/** Written DECIMAL: an exact number of `precision` digits, `scale` of them after the point. */
export const DECIMAL: (precision?: number, scale?: number) => SqlType = scaled("DECIMAL");
/**
 * Written FLOAT: an approximate number of at least `precision` binary digits. SQLite leaves `precision` out,
 * Oracle refuses it.
 */
export const FLOAT: (precision?: number) => SqlType = scaled("FLOAT");
/**
 * An approximate number of 8 bytes: DOUBLE, DOUBLE PRECISION on PostgreSQL and SQL Server. `precision` and `scale`
 * are decimal digits, for MySQL alone.
 */
export const DOUBLE: (precision?: number, scale?: number) => SqlType = scaled("DOUBLE");
/** Written DOUBLE PRECISION: an approximate number of 8 bytes. `precision` is binary digits, for Oracle alone. */
export const DOUBLE_PRECISION: (precision?: number) => SqlType = scaled("DOUBLE_PRECISION");
/** Written REAL: an approximate number of 4 bytes, of 8 on MySQL and SQLite. */
export const REAL: () => SqlType = plain("REAL");
/** True or false, written BOOLEAN, BOOL on MySQL. */
export const BOOLEAN: () => SqlType = plain("BOOLEAN");
/** Written CHAR: text padded with blanks to `length` characters, 1 without it. */
export const CHAR: (length?: number, options?: Collated) => SqlType = sized("CHAR");
/**
 * Written VARCHAR: text of at most `length` characters, on SQL Server bytes. MySQL refuses none, SQL Server takes
 * `max` for it.
 */
export const VARCHAR: (length?: number, options?: Collated) => SqlType = sized("VARCHAR");
/** CHAR in the national character set: NCHAR, NATIONAL CHAR on MySQL. `length` in characters, 1 without it. */
export const NCHAR: (length?: number, options?: Collated) => SqlType = sized("NCHAR");
/**
 * VARCHAR in the national character set: NVARCHAR, NATIONAL VARCHAR on MySQL, NVARCHAR2 on Oracle. `length` in
 * characters.
 */
export const NVARCHAR: (length?: number, options?: Collated) => SqlType = sized("NVARCHAR");
/** Written TEXT: text of any length. Only MySQL knows `length`, in characters. */
export const TEXT: (length?: number, options?: Collated) => SqlType = sized("TEXT");
/** Written CLOB: text of any length, which Oracle has; `length` is not written. */
export const CLOB: (length?: number) => SqlType = sized("CLOB");
/** Written DATE: a day; on Oracle with a time of day. */
export const DATE: () => SqlType = plain("DATE");
/** Written TIME: a time of day. `timezone`: WITH TIME ZONE on PostgreSQL alone. */
export const TIME: (options?: Timed) => SqlType = timed("TIME");
/** Written DATETIME: a day and time; TIMESTAMP on PostgreSQL. `timezone`: WITH TIME ZONE on PostgreSQL alone. */
export const DATETIME: (options?: Timed) => SqlType = timed("DATETIME");
/**
 * Written TIMESTAMP: a day and time; on SQL Server a row version. `timezone`: WITH TIME ZONE on PostgreSQL and
 * Oracle.
 */
export const TIMESTAMP: (options?: Timed) => SqlType = timed("TIMESTAMP");
/** Written BINARY: `length` bytes, padded with zeros, 1 without it. */
export const BINARY: (length?: number) => SqlType = sized("BINARY");
/** Written VARBINARY: at most `length` bytes. */
export const VARBINARY: (length?: number) => SqlType = sized("VARBINARY");
/** Written BLOB: bytes. Only MySQL knows `length`, in bytes. */
export const BLOB: (length?: number) => SqlType = sized("BLOB");
/** Written JSON, NVARCHAR(max) on SQL Server: a JSON document. Throws UNSUPPORTED on Oracle. */
// biome-ignore lint/suspicious/noShadowRestrictedNames: it is the name of the SQL type.
export const JSON: () => SqlType = plain("JSON");
/** Written UUID: 16 bytes. Of the databases known here PostgreSQL and MariaDB have it. */
export const UUID: () => SqlType = plain("UUID");
