import { constructorSource, type TypeSource } from "../type-source.ts";

const plain = constructorSource();
const sized = constructorSource(["length"]);

/** The constructors of `alembic-ts/oracle`. */
export const oracleTypeSource: TypeSource = {
  family: "oracle",
  module: "alembic-ts/oracle",
  constructors: {
    number: constructorSource(["precision", "scale"]),
    float: constructorSource([], ["binaryPrecision"]),
    real: plain,
    doublePrecision: plain,
    binaryFloat: plain,
    binaryDouble: plain,
    varchar2: sized,
    nvarchar2: sized,
    varchar: sized,
    nvarchar: sized,
    char: sized,
    nchar: sized,
    clob: plain,
    nclob: plain,
    long: plain,
    raw: sized,
    blob: plain,
    bfile: plain,
    rowid: plain,
    date: plain,
    timestamp: constructorSource([], ["timezone", "localTimezone"]),
    interval: constructorSource([], ["dayPrecision", "secondPrecision"]),
  },
};
