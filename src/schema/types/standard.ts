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

export const SMALLINT: () => SqlType = plain("SMALLINT");
export const INTEGER: () => SqlType = plain("INTEGER");
export const INT: () => SqlType = plain("INTEGER");
export const BIGINT: () => SqlType = plain("BIGINT");
export const NUMERIC: (precision?: number, scale?: number) => SqlType = scaled("NUMERIC");
export const DECIMAL: (precision?: number, scale?: number) => SqlType = scaled("DECIMAL");
export const FLOAT: (precision?: number) => SqlType = scaled("FLOAT");
export const DOUBLE: (precision?: number, scale?: number) => SqlType = scaled("DOUBLE");
export const DOUBLE_PRECISION: (precision?: number) => SqlType = scaled("DOUBLE_PRECISION");
export const REAL: () => SqlType = plain("REAL");
export const BOOLEAN: () => SqlType = plain("BOOLEAN");
export const CHAR: (length?: number, options?: Collated) => SqlType = sized("CHAR");
export const VARCHAR: (length?: number, options?: Collated) => SqlType = sized("VARCHAR");
export const NCHAR: (length?: number, options?: Collated) => SqlType = sized("NCHAR");
export const NVARCHAR: (length?: number, options?: Collated) => SqlType = sized("NVARCHAR");
export const TEXT: (length?: number, options?: Collated) => SqlType = sized("TEXT");
export const CLOB: (length?: number) => SqlType = sized("CLOB");
export const DATE: () => SqlType = plain("DATE");
export const TIME: (options?: Timed) => SqlType = timed("TIME");
export const DATETIME: (options?: Timed) => SqlType = timed("DATETIME");
export const TIMESTAMP: (options?: Timed) => SqlType = timed("TIMESTAMP");
export const BINARY: (length?: number) => SqlType = sized("BINARY");
export const VARBINARY: (length?: number) => SqlType = sized("VARBINARY");
export const BLOB: (length?: number) => SqlType = sized("BLOB");
// biome-ignore lint/suspicious/noShadowRestrictedNames: it is the name of the SQL type.
export const JSON: () => SqlType = plain("JSON");
export const UUID: () => SqlType = plain("UUID");
