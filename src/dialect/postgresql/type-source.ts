import { constructorSource, type TypeSource } from "../type-source.ts";

const plain = constructorSource();
const sizedText = constructorSource(["length"], ["collation"]);
const timed = constructorSource([], ["timezone", "precision"]);

const withoutArguments = [
  "smallint",
  "integer",
  "bigint",
  "real",
  "doublePrecision",
  "boolean",
  "money",
  "citext",
  "bytea",
  "date",
  "uuid",
  "json",
  "jsonb",
  "jsonpath",
  "hstore",
  "inet",
  "cidr",
  "macaddr",
  "macaddr8",
  "tsvector",
  "tsquery",
  "oid",
  "regclass",
  "regconfig",
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
];

/** The constructors of `alembic-ts/postgresql`. */
export const postgresqlTypeSource: TypeSource = {
  family: "postgresql",
  module: "alembic-ts/postgresql",
  constructors: {
    ...Object.fromEntries(withoutArguments.map((name) => [name, plain])),
    numeric: constructorSource(["precision", "scale"]),
    float: constructorSource(["precision"]),
    char: sizedText,
    varchar: sizedText,
    text: sizedText,
    bit: constructorSource(["length"], ["varying"]),
    time: timed,
    timestamp: timed,
    interval: constructorSource([], ["fields", "precision"]),
    array: constructorSource(["item"], ["dimensions"]),
    enum: constructorSource(["values"], ["name", "schema", "createType"]),
    domain: constructorSource(
      ["name", "dataType"],
      ["schema", "collation", "notNull", "constraintName", "createType", "default", "check"],
    ),
  },
};
