import { constructorSource, type TypeSource } from "../type-source.ts";

const plain = constructorSource();
const sizedText = constructorSource(["length"], ["collation"]);
const scaled = constructorSource(["precision", "scale"]);

/** The constructors of `alembic-ts/sqlite`. */
export const sqliteTypeSource: TypeSource = {
  family: "sqlite",
  module: "alembic-ts/sqlite",
  constructors: {
    smallint: plain,
    integer: plain,
    bigint: plain,
    numeric: scaled,
    decimal: scaled,
    float: constructorSource(["precision"]),
    real: plain,
    boolean: plain,
    char: sizedText,
    varchar: sizedText,
    text: sizedText,
    blob: plain,
    date: plain,
    time: plain,
    datetime: plain,
    timestamp: plain,
    json: plain,
  },
};
