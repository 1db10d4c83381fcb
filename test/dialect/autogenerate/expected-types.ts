import * as mysql from "../../../src/dialect/mysql/public.ts";
import * as postgresql from "../../../src/dialect/postgresql/public.ts";
import * as sqlite from "../../../src/dialect/sqlite/public.ts";
import * as standard from "../../../src/schema/types/standard.ts";
import type { DatabaseName } from "./random-types.ts";

const generic =
  "smallInteger integer bigInteger numeric float double boolean string text unicode unicodeText date time dateTime interval largeBinary uuid json enum userType";

/** Standard types that a database does not have, or writes as another one. */
const missing: Readonly<Record<DatabaseName, string>> = {
  // SQLite takes any word; these are words for types that were there under another one.
  sqlite: "INT",
  mariadb: "INT CLOB",
  mysql: "INT CLOB UUID",
  postgresql: "INT CLOB DATETIME BINARY VARBINARY BLOB NVARCHAR DOUBLE",
};

const typesOfMysql = `generic.text.length standard.NVARCHAR.length standard.BINARY.length standard.VARBINARY.length
  standard.DOUBLE.precision standard.DOUBLE.scale mysql.tinyint.displayWidth mysql.smallint.displayWidth
  mysql.smallint.zerofill mysql.integer.unsigned mysql.bigint.displayWidth mysql.bigint.unsigned mysql.bigint.zerofill
  mysql.decimal.precision mysql.decimal.scale mysql.decimal.unsigned mysql.numeric.zerofill mysql.float.precision
  mysql.float.scale mysql.float.unsigned mysql.double.precision mysql.double.scale mysql.double.zerofill
  mysql.real.precision mysql.real.scale mysql.bit.length mysql.char.length mysql.char.ascii mysql.char.unicode
  mysql.varchar.length mysql.varchar.charset mysql.varchar.collation mysql.varchar.national mysql.varchar.binary
  mysql.nchar.length mysql.nvarchar.length mysql.nvarchar.collation mysql.text.length mysql.tinytext.charset
  mysql.mediumtext.collation mysql.binary.length mysql.varbinary.length mysql.blob.length mysql.time.fsp
  mysql.datetime.fsp mysql.timestamp.fsp mysql.year.displayWidth mysql.enum.charset mysql.set.collation`;

const options: Readonly<Record<DatabaseName | "all", string>> = {
  all: `generic.numeric.precision generic.numeric.scale generic.float.precision generic.boolean.createConstraint
    generic.string.length generic.string.collation generic.unicode.length generic.time.timezone generic.dateTime.timezone
    generic.interval.native generic.interval.secondPrecision generic.interval.dayPrecision generic.largeBinary.length
    generic.uuid.native generic.enum.name generic.enum.nativeEnum generic.enum.createConstraint generic.enum.length
    standard.NUMERIC.precision standard.NUMERIC.scale standard.DECIMAL.precision standard.DECIMAL.scale
    standard.FLOAT.precision standard.VARCHAR.length standard.CHAR.length standard.NCHAR.length`,
  sqlite: `generic.text.length standard.NVARCHAR.length standard.BINARY.length standard.VARBINARY.length
    sqlite.numeric.precision sqlite.numeric.scale sqlite.decimal.precision sqlite.decimal.scale sqlite.float.precision
    sqlite.char.length sqlite.char.collation sqlite.varchar.length sqlite.varchar.collation sqlite.text.length`,
  mariadb: typesOfMysql,
  mysql: typesOfMysql,
  postgresql: `standard.TIMESTAMP.timezone generic.array.item generic.array.dimensions generic.enum.schema
    postgresql.numeric.precision postgresql.numeric.scale postgresql.float.precision postgresql.char.length
    postgresql.char.collation postgresql.varchar.length postgresql.varchar.collation postgresql.text.collation
    postgresql.bit.length postgresql.bit.varying postgresql.time.precision postgresql.time.timezone
    postgresql.timestamp.precision postgresql.timestamp.timezone postgresql.interval.fields
    postgresql.interval.precision postgresql.array.item postgresql.array.dimensions postgresql.enum.name
    postgresql.enum.schema postgresql.enum.createType postgresql.domain.dataType postgresql.domain.schema
    postgresql.domain.collation postgresql.domain.notNull postgresql.domain.default postgresql.domain.check
    postgresql.domain.constraintName postgresql.domain.createType`,
};

const words = (text: string): readonly string[] => text.split(/\s+/);

/** The types of the dialects' modules, so that a new one is asked for too. */
const own: Readonly<Record<DatabaseName, readonly string[]>> = {
  sqlite: Object.keys(sqlite).map((name) => `sqlite.${name}`),
  mariadb: Object.keys(mysql).map((name) => `mysql.${name}`),
  mysql: Object.keys(mysql).map((name) => `mysql.${name}`),
  postgresql: Object.keys(postgresql)
    .filter((name) => name !== "exclude")
    .map((name) => `postgresql.${name}`),
};

/** Every type with every option that the random schemas of a database have to have. */
export function expectedTypes(database: DatabaseName): readonly string[] {
  const lacking = words(missing[database]);
  const found = [
    ...words(generic).map((name) => `generic.${name}`),
    ...Object.keys(standard)
      .filter((name) => !lacking.includes(name))
      .map((name) => `standard.${name}`),
    ...own[database],
    ...words(options.all),
    ...words(options[database]),
  ];
  return found.map((name) => `type ${name}`);
}
