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

export const smallint: () => SqlType = plain("smallint");
export const integer: () => SqlType = plain("integer");
export const bigint: () => SqlType = plain("bigint");
export const numeric = (precision?: number, scale?: number): SqlType => own("numeric", { precision, scale });
export const decimal = (precision?: number, scale?: number): SqlType => own("decimal", { precision, scale });
export const float = (precision?: number): SqlType => own("float", { precision });
export const real: () => SqlType = plain("real");
export const boolean: () => SqlType = plain("boolean");
export const char: (length?: number, options?: Pick<TypeOptions, "collation">) => SqlType = sizedText("char");
export const varchar: (length?: number, options?: Pick<TypeOptions, "collation">) => SqlType =
  sizedText("varchar");
export const text: (length?: number, options?: Pick<TypeOptions, "collation">) => SqlType = sizedText("text");
export const blob: () => SqlType = plain("blob");
export const date: () => SqlType = plain("date");
export const time: () => SqlType = plain("time");
export const datetime: () => SqlType = plain("datetime");
export const timestamp: () => SqlType = plain("timestamp");
export const json: () => SqlType = plain("json");
