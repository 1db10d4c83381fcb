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

export const tinyint: (displayWidth?: number, options?: WholeNumberOptions) => SqlType =
  wholeNumber("tinyint");
export const smallint: (displayWidth?: number, options?: WholeNumberOptions) => SqlType =
  wholeNumber("smallint");
export const mediumint: (displayWidth?: number, options?: WholeNumberOptions) => SqlType =
  wholeNumber("mediumint");
export const integer: (displayWidth?: number, options?: WholeNumberOptions) => SqlType =
  wholeNumber("integer");
export const bigint: (displayWidth?: number, options?: WholeNumberOptions) => SqlType = wholeNumber("bigint");
export const decimal: (precision?: number, scale?: number, options?: NumberOptions) => SqlType =
  scaledNumber("decimal");
export const numeric: (precision?: number, scale?: number, options?: NumberOptions) => SqlType =
  scaledNumber("numeric");
export const float: (precision?: number, scale?: number, options?: NumberOptions) => SqlType =
  scaledNumber("float");
export const double: (precision?: number, scale?: number, options?: NumberOptions) => SqlType =
  scaledNumber("double");
export const real: (precision?: number, scale?: number, options?: NumberOptions) => SqlType =
  scaledNumber("real");
/** A field of `length` bits, 1 to 64. */
export const bit: (length?: number) => SqlType = sized("bit");
/** `TINYINT(1)` under the name BOOL. */
export const boolean: () => SqlType = plain("boolean");

export const char: (length?: number, options?: TextOptions) => SqlType = sizedText("char");
export const varchar: (length?: number, options?: TextOptions) => SqlType = sizedText("varchar");
export const nchar: (length?: number, options?: TextOptions) => SqlType = sizedText("nchar");
export const nvarchar: (length?: number, options?: TextOptions) => SqlType = sizedText("nvarchar");
export const text: (length?: number, options?: TextOptions) => SqlType = sizedText("text");
export const tinytext: (options?: TextOptions) => SqlType = unsizedText("tinytext");
export const mediumtext: (options?: TextOptions) => SqlType = unsizedText("mediumtext");
export const longtext: (options?: TextOptions) => SqlType = unsizedText("longtext");

export const binary: (length?: number) => SqlType = sized("binary");
export const varbinary: (length?: number) => SqlType = sized("varbinary");
export const blob: (length?: number) => SqlType = sized("blob");
export const tinyblob: () => SqlType = plain("tinyblob");
export const mediumblob: () => SqlType = plain("mediumblob");
export const longblob: () => SqlType = plain("longblob");

export const date: () => SqlType = plain("date");
export const time: (options?: FractionalOptions) => SqlType = fractional("time");
export const datetime: (options?: FractionalOptions) => SqlType = fractional("datetime");
export const timestamp: (options?: FractionalOptions) => SqlType = fractional("timestamp");
export const year: (displayWidth?: number) => SqlType = (displayWidth) => own("year", { displayWidth });
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
