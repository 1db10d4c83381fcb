import { SchemaError } from "../../errors/index.ts";
import type { TypeOptions } from "../../schema/types/sql-type.ts";
import {
  asStandard,
  decimalType,
  defaultTypes,
  enumLength,
  plainType,
  sizedType,
} from "../default/type-tables.ts";
import type { TypeTables, TypeWriter } from "../default/types.ts";

const call = (name: string, ...args: readonly (number | string | undefined)[]): string => {
  const given = args.filter((arg) => arg !== undefined);
  return given.length === 0 ? name : `${name}(${given.join(", ")})`;
};

/** Counted in characters: Oracle's own unit is bytes unless the session says otherwise. */
const characters =
  (name: string): TypeWriter =>
  (options) =>
    call(name, options.length === undefined ? undefined : `${options.length} CHAR`);

/** log10(2): decimal digits per binary digit. */
const decimalDigitsPerBit = 0.30103;

function float(options: TypeOptions): string {
  if (options.precision !== undefined && options.binaryPrecision === undefined) {
    const estimated = Math.trunc(options.precision / decimalDigitsPerBit);
    throw new SchemaError(
      `Oracle Database FLOAT types use 'binary precision', which does not convert cleanly from decimal 'precision' ${options.precision}.`,
      {
        hint: `Give this dialect a type of its own: sa.variant(sa.float(${options.precision}), { oracle: oracle.float({ binaryPrecision: ${estimated} }) }).`,
      },
    );
  }
  return call("FLOAT", options.binaryPrecision);
}

function timestamp(options: TypeOptions): string {
  if (options.localTimezone === true) return "TIMESTAMP WITH LOCAL TIME ZONE";
  return options.timezone === true ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
}

const interval = (options: TypeOptions): string =>
  `INTERVAL ${call("DAY", options.dayPrecision)} TO ${call("SECOND", options.secondPrecision)}`;

const standard: TypeTables["standard"] = {
  ...defaultTypes.standard,
  NUMBER: decimalType("NUMBER"),
  FLOAT: float,
  DOUBLE_PRECISION: decimalType("DOUBLE PRECISION"),
  BINARY_FLOAT: plainType("BINARY_FLOAT"),
  BINARY_DOUBLE: plainType("BINARY_DOUBLE"),
  CHAR: sizedType("CHAR"),
  VARCHAR: characters("VARCHAR"),
  VARCHAR2: characters("VARCHAR2"),
  NCHAR: sizedType("NCHAR"),
  NVARCHAR: sizedType("NVARCHAR2"),
  NVARCHAR2: sizedType("NVARCHAR2"),
  TEXT: sizedType("TEXT"),
  LONG: plainType("LONG"),
  RAW: sizedType("RAW"),
  BFILE: plainType("BFILE"),
  ROWID: plainType("ROWID"),
  TIMESTAMP: timestamp,
  INTERVAL: interval,
};

const { JSON: _noJson, ...written } = standard;
const { json: _noGenericJson, ...generic } = defaultTypes.generic;

/** How Oracle writes types. Source: Oracle SQL Language Reference, Data Types. */
export const oracleTypes: TypeTables = {
  generic: {
    ...generic,
    bigInteger: plainType("NUMBER(19)"),
    double: asStandard("DOUBLE_PRECISION"),
    boolean: asStandard("SMALLINT"),
    string: asStandard("VARCHAR2"),
    unicode: asStandard("VARCHAR2"),
    text: plainType("CLOB"),
    unicodeText: plainType("CLOB"),
    dateTime: plainType("DATE"),
    interval: (options) => (options.native === false ? "DATE" : interval(options)),
    enum: (options, scope) => scope.standard("VARCHAR", { length: enumLength(options) }),
  },
  standard: written,
  own: {},
};
