import { type SqlType, sqlType, type TypeOptions } from "../../schema/types/sql-type.ts";

const own = (name: string, options?: TypeOptions): SqlType => sqlType("sqlite", name, options);
const plain =
  (name: string): (() => SqlType) =>
  () =>
    own(name);
const sizedText =
  (name: string): ((length?: number, options?: Pick<TypeOptions, "collation">) => SqlType) =>
  (length, options = {}) =>
    own(name, { length, ...options });

/** Declared SMALLINT, affinity INTEGER: whole numbers of up to 8 bytes, as all of SQLite. */
export const smallint: () => SqlType = plain("smallint");
/** Declared INTEGER: whole numbers of up to 8 bytes. A single primary key of it is the rowid and counts by itself. */
export const integer: () => SqlType = plain("integer");
/** Declared BIGINT, affinity INTEGER: whole numbers of up to 8 bytes. */
export const bigint: () => SqlType = plain("bigint");
/**
 * Affinity NUMERIC: a whole number of up to 8 bytes or an approximate one; `precision` and `scale` are noted, not
 * enforced.
 */
export const numeric = (precision?: number, scale?: number): SqlType => own("numeric", { precision, scale });
/** Declared DECIMAL, otherwise {@link numeric}. */
export const decimal = (precision?: number, scale?: number): SqlType => own("decimal", { precision, scale });
/** Declared FLOAT, affinity REAL: an approximate number of 8 bytes; `precision` is not written. */
export const float = (precision?: number): SqlType => own("float", { precision });
/** Affinity REAL: an approximate number of 8 bytes, about 15 digits. */
export const real: () => SqlType = plain("real");
/** Declared BOOLEAN, affinity NUMERIC: 0 or 1. */
export const boolean: () => SqlType = plain("boolean");
/** Declared CHAR, affinity TEXT; `length` is noted, not enforced. */
export const char: (length?: number, options?: Pick<TypeOptions, "collation">) => SqlType = sizedText("char");
/** Declared VARCHAR, affinity TEXT; `length` is noted, not enforced. */
export const varchar: (length?: number, options?: Pick<TypeOptions, "collation">) => SqlType =
  sizedText("varchar");
/** Affinity TEXT: text of any length; `length` is noted, not enforced. */
export const text: (length?: number, options?: Pick<TypeOptions, "collation">) => SqlType = sizedText("text");
/** Affinity BLOB: bytes, and whatever else is given. */
export const blob: () => SqlType = plain("blob");
/** Declared DATE, affinity NUMERIC: a day as text such as `2026-11-21`. */
export const date: () => SqlType = plain("date");
/** Declared TIME, affinity NUMERIC: a time of day as text such as `11:43:50`. */
export const time: () => SqlType = plain("time");
/** Declared DATETIME, affinity NUMERIC: a day and time as text such as `2026-11-21 11:43:50`. */
export const datetime: () => SqlType = plain("datetime");
/** Declared TIMESTAMP, affinity NUMERIC: a day and time as text such as `2026-11-21 11:43:50`. */
export const timestamp: () => SqlType = plain("timestamp");
/** Declared JSON, affinity NUMERIC: a JSON document as text. */
export const json: () => SqlType = plain("json");
