import { SchemaError } from "../../errors/index.ts";
import { type SqlType, type TypeOptions, typeOn } from "../../schema/types/sql-type.ts";
import { defaultTypes, enumLength, plainType } from "../default/type-tables.ts";
import type { TypeScope, TypeTables, TypeWriter } from "../default/types.ts";

const words = (...parts: readonly (string | false | null | undefined)[]): string =>
  parts.filter((part) => typeof part === "string" && part !== "").join(" ");

/** `NAME(a, b)`, or `NAME` when nothing is given. */
function call(name: string, ...args: readonly (number | "max" | undefined)[]): string {
  const given = args.filter((arg) => arg !== undefined);
  return given.length === 0 ? name : `${name}(${given.join(", ")})`;
}

const numeric = (spec: string, options: TypeOptions): string =>
  words(spec, options.unsigned === true && "UNSIGNED", options.zerofill === true && "ZEROFILL");

/** NATIONAL fixes the character set, so that a charset beside it is left out (MySQL manual, String Data Type Syntax). */
function textual(spec: string, options: TypeOptions, national = options.national === true): string {
  const collation =
    options.collation === undefined ? options.binary === true && "BINARY" : `COLLATE ${options.collation}`;
  if (national) return words("NATIONAL", spec, collation);
  return words(spec, characterSet(options), collation);
}

function characterSet(options: TypeOptions): string | null {
  if (options.charset !== undefined) return `CHARACTER SET ${options.charset}`;
  if (options.ascii === true) return "ASCII";
  return options.unicode === true ? "UNICODE" : null;
}

const whole =
  (name: string): TypeWriter =>
  (options) =>
    numeric(call(name, options.displayWidth), options);
/** Precision and scale, the scale only behind a precision. */
const scaled =
  (name: string): TypeWriter =>
  (options) =>
    numeric(
      call(name, options.precision, options.precision === undefined ? undefined : options.scale),
      options,
    );
/** Precision and scale go together. */
const scaledPair =
  (name: string): TypeWriter =>
  (options) => {
    const { precision, scale } = options;
    if ((precision === undefined) === (scale === undefined))
      return numeric(call(name, precision, scale), options);
    throw new SchemaError(
      `You must specify both precision and scale or omit both altogether. ${name} has ${precision === undefined ? `scale ${scale}` : `precision ${precision}`} alone.`,
      { hint: "Give both, or leave both out.", details: { type: name } },
    );
  };
const sized =
  (name: string): TypeWriter =>
  (options) =>
    call(name, options.length);
const sizedText =
  (name: string): TypeWriter =>
  (options) =>
    textual(call(name, options.length), options);
const unsizedText =
  (name: string): TypeWriter =>
  (options) =>
    textual(name, options);
const fractional =
  (name: string): TypeWriter =>
  (options) =>
    call(name, options.fsp);
const needsLength =
  (name: string, write: TypeWriter): TypeWriter =>
  (options, scope) => {
    if (options.length !== undefined) return write(options, scope);
    throw new SchemaError(`${name} requires a length on dialect ${scope.dialectName}`, {
      hint: `Give the type a length, or use ${name === "VARBINARY" ? "sa.largeBinary()" : "sa.text()"}.`,
      details: { type: name, dialect: scope.dialectName },
    });
  };

const labels =
  (name: string): TypeWriter =>
  (options, scope) => {
    const values = options.values ?? [];
    if (values.length === 0) {
      throw new SchemaError(`A type ${name} has no values.`, {
        hint: "List the values that the type allows.",
      });
    }
    return textual(`${name}(${values.map(scope.literal).join(",")})`, options);
  };

const enumeration = (options: TypeOptions, scope: TypeScope): string =>
  options.nativeEnum === false
    ? scope.standard("VARCHAR", { length: enumLength(options), collation: options.collation })
    : scope.standard("ENUM", options);

const standard: TypeTables["standard"] = {
  ...defaultTypes.standard,
  TINYINT: whole("TINYINT"),
  SMALLINT: whole("SMALLINT"),
  MEDIUMINT: whole("MEDIUMINT"),
  INTEGER: whole("INTEGER"),
  BIGINT: whole("BIGINT"),
  NUMERIC: scaled("NUMERIC"),
  DECIMAL: scaled("DECIMAL"),
  FLOAT: scaled("FLOAT"),
  DOUBLE: scaledPair("DOUBLE"),
  REAL: scaledPair("REAL"),
  BIT: sized("BIT"),
  BOOLEAN: plainType("BOOL"),
  CHAR: sizedText("CHAR"),
  VARCHAR: needsLength("VARCHAR", sizedText("VARCHAR")),
  NCHAR: (options) => textual(call("CHAR", options.length), options, true),
  NVARCHAR: needsLength("NVARCHAR", (options) => textual(call("VARCHAR", options.length), options, true)),
  TEXT: sizedText("TEXT"),
  TINYTEXT: unsizedText("TINYTEXT"),
  MEDIUMTEXT: unsizedText("MEDIUMTEXT"),
  LONGTEXT: unsizedText("LONGTEXT"),
  BINARY: sized("BINARY"),
  VARBINARY: needsLength("VARBINARY", sized("VARBINARY")),
  BLOB: sized("BLOB"),
  TINYBLOB: plainType("TINYBLOB"),
  MEDIUMBLOB: plainType("MEDIUMBLOB"),
  LONGBLOB: plainType("LONGBLOB"),
  TIME: fractional("TIME"),
  DATETIME: fractional("DATETIME"),
  TIMESTAMP: fractional("TIMESTAMP"),
  YEAR: (options) => call("YEAR", options.displayWidth),
  ENUM: labels("ENUM"),
  SET: labels("SET"),
};

/** How MySQL and MariaDB write types. Sources: MySQL manual, Data Types; MariaDB documentation, Data Types. */
export const mysqlTypes: TypeTables = {
  generic: { ...defaultTypes.generic, enum: enumeration },
  standard,
  own: {},
};

const dateTimeNames: ReadonlySet<string> = new Set(["datetime", "timestamp"]);

/** Whether a type holds points in time; every change of such a column spells out the whole column (PARITY P-5.73). */
export function isDateTime(type: SqlType, dialectName: string): boolean {
  return dateTimeNames.has(typeOn(type, dialectName).name.toLowerCase());
}

/** Whether a type is TIMESTAMP, whose columns are NOT NULL unless they say NULL. */
export function isTimestamp(type: SqlType, dialectName: string): boolean {
  return typeOn(type, dialectName).name.toLowerCase() === "timestamp";
}
