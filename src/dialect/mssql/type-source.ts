import { constructorSource, type TypeSource } from "../type-source.ts";

const plain = constructorSource();
const sized = constructorSource(["length"]);
const sizedText = constructorSource(["length"], ["collation"]);
const collated = constructorSource([], ["collation"]);
const scaled = constructorSource(["precision", "scale"]);
const precise = constructorSource(["precision"]);

/** The constructors of `alembic-ts/mssql`. */
export const mssqlTypeSource: TypeSource = {
  family: "mssql",
  module: "alembic-ts/mssql",
  constructors: {
    tinyint: plain,
    smallint: plain,
    integer: plain,
    bigint: plain,
    bit: plain,
    decimal: scaled,
    numeric: scaled,
    money: plain,
    smallmoney: plain,
    float: precise,
    real: plain,
    doublePrecision: plain,
    char: sizedText,
    varchar: sizedText,
    nchar: sizedText,
    nvarchar: sizedText,
    text: collated,
    ntext: collated,
    binary: sized,
    varbinary: constructorSource(["length"], ["filestream"]),
    image: plain,
    date: plain,
    datetime: plain,
    smalldatetime: plain,
    datetime2: precise,
    datetimeoffset: precise,
    time: precise,
    timestamp: plain,
    rowversion: plain,
    uniqueidentifier: plain,
    sqlVariant: plain,
    xml: plain,
    json: plain,
  },
};
