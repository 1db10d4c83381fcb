import { SchemaError } from "../../errors/index.ts";
import type { TypeOptions } from "../../schema/types/sql-type.ts";
import { asStandard, defaultTypes, lengthText, plainType } from "../default/type-tables.ts";
import { createTypeCompiler, type TypeScope, type TypeTables, type TypeWriter } from "../default/types.ts";
import type { TypeCompiler } from "../dialect.ts";
import { features } from "./features.ts";
import { identifiers } from "./identifiers.ts";
import { literals } from "./literals.ts";

const zoned =
  (name: string): TypeWriter =>
  ({ precision, timezone }) =>
    `${name}${precision === undefined ? "" : `(${precision})`} ${timezone ? "WITH" : "WITHOUT"} TIME ZONE`;

const float: TypeWriter = ({ precision }) => (precision === undefined ? "FLOAT" : `FLOAT(${precision})`);

const interval: TypeWriter = ({ fields, precision }) =>
  [
    "INTERVAL",
    ...(fields === undefined ? [] : [fields]),
    ...(precision === undefined ? [] : [`(${precision})`]),
  ].join(" ");

/** The generic interval; one that is not native is a point in time relative to an epoch. */
const genericInterval: TypeWriter = (options, scope) =>
  options.native === false
    ? scope.standard("TIMESTAMP", {})
    : interval(options.secondPrecision === undefined ? {} : { precision: options.secondPrecision }, scope);

const bit: TypeWriter = ({ varying, length }) =>
  varying ? `BIT VARYING${lengthText({ length })}` : `BIT(${length ?? 1})`;

/** The array's brackets stand before a collation. */
const array: TypeWriter = ({ item, dimensions }, scope) => {
  if (item === undefined) throw new SchemaError("An array type has no element type.");
  const brackets = "[]".repeat(dimensions ?? 1);
  return scope.compile(item).replace(/(?: COLLATE .*)?$/, (collation) => brackets + collation);
};

/** A type that has a name of its own in the database. */
const named: TypeWriter = (options, scope) => typeName(options, scope);

function typeName({ name, schema }: TypeOptions, scope: TypeScope): string {
  if (name === undefined) {
    throw new SchemaError("PostgreSQL ENUM type requires a name.", {
      hint: 'Give the enum a name: sa.enum([…], { name: "…" }).',
    });
  }
  return scope.identifiers.qualify(name, schema);
}

const upperCaseTypes = [
  "tsvector",
  "tsquery",
  "inet",
  "cidr",
  "citext",
  "macaddr",
  "macaddr8",
  "money",
  "oid",
  "regconfig",
  "regclass",
  "hstore",
  "jsonb",
  "jsonpath",
  "int4range",
  "int8range",
  "numrange",
  "daterange",
  "tsrange",
  "tstzrange",
  "int4multirange",
  "int8multirange",
  "nummultirange",
  "datemultirange",
  "tsmultirange",
  "tstzmultirange",
  "bytea",
];

const tables: TypeTables = {
  generic: {
    ...defaultTypes.generic,
    double: asStandard("DOUBLE"),
    dateTime: asStandard("TIMESTAMP"),
    interval: genericInterval,
    largeBinary: plainType("BYTEA"),
    uuid: (options, scope) =>
      options.native === false ? scope.standard("CHAR", { length: 32 }) : scope.standard("UUID", {}),
    enum: (options, scope) =>
      options.nativeEnum === false
        ? (defaultTypes.generic.enum?.(options, scope) ?? "")
        : named(options, scope),
    array,
  },
  standard: {
    ...defaultTypes.standard,
    FLOAT: float,
    DOUBLE: plainType("DOUBLE PRECISION"),
    TIME: zoned("TIME"),
    TIMESTAMP: zoned("TIMESTAMP"),
    DATETIME: zoned("TIMESTAMP"),
  },
  own: {
    ...Object.fromEntries(upperCaseTypes.map((name) => [name, plainType(name.toUpperCase())])),
    bit,
    interval,
    array,
    enum: named,
    domain: named,
  },
};

/** PostgreSQL's types. */
export const types: TypeCompiler = createTypeCompiler({
  dialectName: "postgresql",
  features,
  identifiers,
  tables,
  literal: literals.string,
});
