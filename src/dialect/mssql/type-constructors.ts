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

export const tinyint: () => SqlType = plain("tinyint");
export const smallint: () => SqlType = plain("smallint");
export const integer: () => SqlType = plain("integer");
export const bigint: () => SqlType = plain("bigint");
export const bit: () => SqlType = plain("bit");
export const decimal: (precision?: number, scale?: number) => SqlType = scaled("decimal");
export const numeric: (precision?: number, scale?: number) => SqlType = scaled("numeric");
export const money: () => SqlType = plain("money");
export const smallmoney: () => SqlType = plain("smallmoney");
/** `precision`: binary digits, 1 to 53. */
export const float: (precision?: number) => SqlType = precise("float");
export const real: () => SqlType = plain("real");
export const doublePrecision: () => SqlType = plain("doublePrecision");

export const char: (length?: Length, options?: Collated) => SqlType = sizedText("char");
export const varchar: (length?: Length, options?: Collated) => SqlType = sizedText("varchar");
export const nchar: (length?: Length, options?: Collated) => SqlType = sizedText("nchar");
export const nvarchar: (length?: Length, options?: Collated) => SqlType = sizedText("nvarchar");
export const text: (options?: Collated) => SqlType = collated("text");
export const ntext: (options?: Collated) => SqlType = collated("ntext");

/** Bytes; `length` is in bytes. */
export const binary: (length?: number) => SqlType = (length) => own("binary", { length });
/** Bytes; `filestream` keeps them in the file system (only with `max`). */
export const varbinary = (
  length?: Length,
  options: { readonly filestream?: boolean | undefined } = {},
): SqlType => own("varbinary", { length, ...options });
export const image: () => SqlType = plain("image");

export const date: () => SqlType = plain("date");
export const datetime: () => SqlType = plain("datetime");
export const smalldatetime: () => SqlType = plain("smalldatetime");
/** `precision`: digits of fractional seconds, 0 to 7. */
export const datetime2: (precision?: number) => SqlType = precise("datetime2");
export const datetimeoffset: (precision?: number) => SqlType = precise("datetimeoffset");
export const time: (precision?: number) => SqlType = precise("time");
/** A row version under its old name; no point in time. */
export const timestamp: () => SqlType = plain("timestamp");
export const rowversion: () => SqlType = plain("rowversion");

export const uniqueidentifier: () => SqlType = plain("uniqueidentifier");
export const sqlVariant: () => SqlType = plain("sqlVariant");
export const xml: () => SqlType = plain("xml");
export const json: () => SqlType = plain("json");
