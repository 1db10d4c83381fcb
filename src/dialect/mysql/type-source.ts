import { constructorSource, type TypeSource } from "../type-source.ts";

const plain = constructorSource();
const sized = constructorSource(["length"]);
const wholeNumber = constructorSource(["displayWidth"], ["unsigned", "zerofill"]);
const scaledNumber = constructorSource(["precision", "scale"], ["unsigned", "zerofill"]);
const textOptions = ["charset", "collation", "ascii", "unicode", "binary", "national"] as const;
const sizedText = constructorSource(["length"], textOptions);
const longText = constructorSource([], textOptions);
const fractional = constructorSource([], ["fsp"]);

/** The constructors of `alembic-ts/mysql`. */
export const mysqlTypeSource: TypeSource = {
  family: "mysql",
  module: "alembic-ts/mysql",
  constructors: {
    tinyint: wholeNumber,
    smallint: wholeNumber,
    mediumint: wholeNumber,
    integer: wholeNumber,
    bigint: wholeNumber,
    decimal: scaledNumber,
    numeric: scaledNumber,
    float: scaledNumber,
    double: scaledNumber,
    real: scaledNumber,
    bit: sized,
    boolean: plain,
    char: sizedText,
    varchar: sizedText,
    nchar: sizedText,
    nvarchar: sizedText,
    text: sizedText,
    tinytext: longText,
    mediumtext: longText,
    longtext: longText,
    binary: sized,
    varbinary: sized,
    blob: sized,
    tinyblob: plain,
    mediumblob: plain,
    longblob: plain,
    date: plain,
    time: fractional,
    datetime: fractional,
    timestamp: fractional,
    year: constructorSource(["displayWidth"]),
    json: plain,
    enum: constructorSource(["values"], textOptions),
    set: constructorSource(["values"], [...textOptions, "length"]),
  },
};
