import { constructorSource, type TypeSource } from "../../dialect/type-source.ts";
import { packageName } from "./imports.ts";

const plain = constructorSource();
const sized = constructorSource(["length"]);
const sizedText = constructorSource(["length"], ["collation"]);
const precise = constructorSource(["precision"]);
const scaled = constructorSource(["precision", "scale"]);
const timed = constructorSource([], ["timezone"]);

/** The neutral types of `sa`. */
export const genericTypeSource: TypeSource = {
  family: "generic",
  module: packageName,
  constructors: {
    smallInteger: plain,
    integer: plain,
    bigInteger: plain,
    numeric: scaled,
    float: precise,
    double: precise,
    boolean: constructorSource([], ["createConstraint", "name"]),
    string: sizedText,
    text: sizedText,
    unicode: sizedText,
    unicodeText: sizedText,
    date: plain,
    time: timed,
    dateTime: timed,
    interval: constructorSource([], ["native", "secondPrecision", "dayPrecision"]),
    largeBinary: sized,
    uuid: constructorSource([], ["native"]),
    json: plain,
    enum: constructorSource(["values"], ["name", "schema", "nativeEnum", "createConstraint", "length"]),
    array: constructorSource(["item"], ["dimensions"]),
    null: plain,
  },
};

/** The SQL standard types of `sa`, in upper case. */
export const standardTypeSource: TypeSource = {
  family: "standard",
  module: packageName,
  constructors: {
    SMALLINT: plain,
    INTEGER: plain,
    BIGINT: plain,
    NUMERIC: scaled,
    DECIMAL: scaled,
    FLOAT: precise,
    DOUBLE: scaled,
    DOUBLE_PRECISION: precise,
    REAL: plain,
    BOOLEAN: plain,
    CHAR: sizedText,
    VARCHAR: sizedText,
    NCHAR: sizedText,
    NVARCHAR: sizedText,
    TEXT: sizedText,
    CLOB: sized,
    DATE: plain,
    TIME: timed,
    DATETIME: timed,
    TIMESTAMP: timed,
    BINARY: sized,
    VARBINARY: sized,
    BLOB: sized,
    JSON: plain,
    UUID: plain,
  },
};
