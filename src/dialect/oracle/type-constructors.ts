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
export const real: () => SqlType = plain("real");
export const doublePrecision: () => SqlType = plain("doublePrecision");
export const binaryFloat: () => SqlType = plain("binaryFloat");
export const binaryDouble: () => SqlType = plain("binaryDouble");

/** Text of at most `length` characters. */
export const varchar2: (length?: number) => SqlType = sized("varchar2");
export const nvarchar2: (length?: number) => SqlType = sized("nvarchar2");
export const varchar: (length?: number) => SqlType = sized("varchar");
export const nvarchar: (length?: number) => SqlType = sized("nvarchar");
export const char: (length?: number) => SqlType = sized("char");
export const nchar: (length?: number) => SqlType = sized("nchar");
export const clob: () => SqlType = plain("clob");
export const nclob: () => SqlType = plain("nclob");
export const long: () => SqlType = plain("long");

/** At most `length` bytes. */
export const raw: (length?: number) => SqlType = sized("raw");
export const blob: () => SqlType = plain("blob");
export const bfile: () => SqlType = plain("bfile");
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
