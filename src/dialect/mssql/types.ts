import type { TypeOptions } from "../../schema/types/sql-type.ts";
import { asStandard, defaultTypes, enumLength, plainType } from "../default/type-tables.ts";
import type { TypeTables, TypeWriter } from "../default/types.ts";

const call = (name: string, ...args: readonly (number | "max" | undefined)[]): string => {
  const given = args.filter((arg) => arg !== undefined);
  return given.length === 0 ? name : `${name}(${given.join(", ")})`;
};

const collated = (spec: string, options: TypeOptions): string =>
  options.collation === undefined ? spec : `${spec} COLLATE ${options.collation}`;

const precise =
  (name: string): TypeWriter =>
  (options) =>
    call(name, options.precision);
const text =
  (name: string): TypeWriter =>
  (options) =>
    collated(call(name, options.length), options);
/** Without a length the type holds one character, which nobody means: `max`. */
const boundlessText =
  (name: string): TypeWriter =>
  (options) =>
    collated(call(name, options.length ?? "max"), options);

const standard: TypeTables["standard"] = {
  ...defaultTypes.standard,
  TINYINT: plainType("TINYINT"),
  BIT: plainType("BIT"),
  MONEY: plainType("MONEY"),
  SMALLMONEY: plainType("SMALLMONEY"),
  FLOAT: precise("FLOAT"),
  DOUBLE: plainType("DOUBLE PRECISION"),
  CHAR: text("CHAR"),
  VARCHAR: boundlessText("VARCHAR"),
  NCHAR: text("NCHAR"),
  NVARCHAR: boundlessText("NVARCHAR"),
  TEXT: text("TEXT"),
  NTEXT: text("NTEXT"),
  VARBINARY: (options) =>
    `${call("VARBINARY", options.length ?? "max")}${options.filestream === true ? " FILESTREAM" : ""}`,
  IMAGE: plainType("IMAGE"),
  DATETIME2: precise("DATETIME2"),
  DATETIMEOFFSET: precise("DATETIMEOFFSET"),
  SMALLDATETIME: plainType("SMALLDATETIME"),
  TIME: precise("TIME"),
  ROWVERSION: plainType("ROWVERSION"),
  UNIQUEIDENTIFIER: plainType("UNIQUEIDENTIFIER"),
  SQL_VARIANT: plainType("SQL_VARIANT"),
  XML: plainType("XML"),
  JSON: (options) => collated("NVARCHAR(max)", options),
};

/** How SQL Server writes types. Source: SQL Server documentation, Data types (Transact-SQL). */
export const mssqlTypes: TypeTables = {
  generic: {
    ...defaultTypes.generic,
    boolean: plainType("BIT"),
    unicode: asStandard("NVARCHAR"),
    unicodeText: asStandard("NTEXT"),
    dateTime: (options) => (options.timezone === true ? "DATETIMEOFFSET" : "DATETIME"),
    // Every release has DATETIME, and the release is not known when a script is written.
    date: plainType("DATETIME"),
    time: plainType("DATETIME"),
    largeBinary: plainType("IMAGE"),
    uuid: (options, scope) =>
      options.native === false ? scope.standard("CHAR", { length: 32 }) : "UNIQUEIDENTIFIER",
    enum: (options, scope) =>
      scope.standard("VARCHAR", { length: enumLength(options), collation: options.collation }),
  },
  standard,
  own: {},
};

/** The same for a server that answers, SQL Server 2016 or later: types of its own for dates, none that is deprecated. */
export const mssqlServerTypes: TypeTables = {
  ...mssqlTypes,
  generic: {
    ...mssqlTypes.generic,
    date: plainType("DATE"),
    time: plainType("TIME"),
    text: (options) => collated("VARCHAR(max)", options),
    unicodeText: (options) => collated("NVARCHAR(max)", options),
    largeBinary: plainType("VARBINARY(max)"),
  },
};
