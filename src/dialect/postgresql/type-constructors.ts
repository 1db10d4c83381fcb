import type { Name } from "../../schema/names.ts";
import type { SqlText } from "../../schema/sql-text.ts";
import { enumValues } from "../../schema/types/enum-values.ts";
import {
  type SqlType,
  sqlType,
  type TypeInput,
  type TypeOptions,
  toSqlType,
} from "../../schema/types/sql-type.ts";

type Only<K extends keyof TypeOptions> = Pick<TypeOptions, K>;

const own = (name: string, options?: TypeOptions): SqlType => sqlType("postgresql", name, options);
const plain =
  (name: string): (() => SqlType) =>
  () =>
    own(name);
const sizedText =
  (name: string): ((length?: number, options?: Only<"collation">) => SqlType) =>
  (length, options = {}) =>
    own(name, { length, ...options });
/** `precision`: digits of fractional seconds, 0 to 6. */
const timed =
  (name: string): ((options?: Only<"timezone" | "precision">) => SqlType) =>
  (options = {}) =>
    own(name, options);

/** Whole numbers from -32768 to 32767 (2 bytes). */
export const smallint: () => SqlType = plain("smallint");
/** Whole numbers up to about ±2.1 billion (4 bytes). */
export const integer: () => SqlType = plain("integer");
/** Whole numbers up to about ±9.2e18 (8 bytes). */
export const bigint: () => SqlType = plain("bigint");
/**
 * An exact number of `precision` digits, 1 to 1000, `scale` of them after the point; of any size without a
 * precision.
 */
export const numeric = (precision?: number, scale?: number): SqlType => own("numeric", { precision, scale });
/** An approximate number of 4 bytes, about 6 digits. */
export const real: () => SqlType = plain("real");
/**
 * An approximate number of `precision` binary digits: REAL for 1 to 24, DOUBLE PRECISION for 25 to 53 and without
 * one.
 */
export const float = (precision?: number): SqlType => own("float", { precision });
/** An approximate number of 8 bytes, about 15 digits. */
export const doublePrecision: () => SqlType = plain("doublePrecision");
/** True or false. */
export const boolean: () => SqlType = plain("boolean");
/** An amount in the currency of the server's `lc_monetary` (8 bytes). */
export const money: () => SqlType = plain("money");

/** Text padded with blanks to `length` characters, 1 without it. */
export const char: (length?: number, options?: Only<"collation">) => SqlType = sizedText("char");
/** Text of at most `length` characters, of any length without it. */
export const varchar: (length?: number, options?: Only<"collation">) => SqlType = sizedText("varchar");
/** Text of any length; PostgreSQL refuses a `length`. */
export const text: (length?: number, options?: Only<"collation">) => SqlType = sizedText("text");
/** Text that is compared without regard to case; needs the extension `citext`. */
export const citext: () => SqlType = plain("citext");
/** Bytes, up to 1 GB. */
export const bytea: () => SqlType = plain("bytea");
/** `length` bits; `varying`: at most so many. */
export const bit = (length?: number, options: Only<"varying"> = {}): SqlType =>
  own("bit", { length, ...options });

/** A day. */
export const date: () => SqlType = plain("date");
/** A time of day, `WITH TIME ZONE` with `timezone`; `precision`: digits of fractional seconds, 0 to 6. */
export const time: (options?: Only<"timezone" | "precision">) => SqlType = timed("time");
/** A day and time, with `timezone` a point in time; `precision`: digits of fractional seconds, 0 to 6. */
export const timestamp: (options?: Only<"timezone" | "precision">) => SqlType = timed("timestamp");
/** A span of time; `fields`: `"DAY TO SECOND"`, `precision`: digits of fractional seconds. */
export const interval = (options: Only<"fields" | "precision"> = {}): SqlType => own("interval", options);

/** A UUID (16 bytes). */
export const uuid: () => SqlType = plain("uuid");
/** A JSON document, kept as it was written. */
export const json: () => SqlType = plain("json");
/** A JSON document, taken apart: keys once and in no order; can be indexed. */
export const jsonb: () => SqlType = plain("jsonb");
/** A path into a JSON document. */
export const jsonpath: () => SqlType = plain("jsonpath");
/** Pairs of texts; needs the extension `hstore`. */
export const hstore: () => SqlType = plain("hstore");

/** A host's IPv4 or IPv6 address, with or without its network. */
export const inet: () => SqlType = plain("inet");
/** An IPv4 or IPv6 network. */
export const cidr: () => SqlType = plain("cidr");
/** A MAC address (6 bytes). */
export const macaddr: () => SqlType = plain("macaddr");
/** A MAC address in the EUI-64 format (8 bytes). */
export const macaddr8: () => SqlType = plain("macaddr8");

/** The words of a document, for full text search. */
export const tsvector: () => SqlType = plain("tsvector");
/** A query of full text search. */
export const tsquery: () => SqlType = plain("tsquery");
/** The number of an object of the catalogue (4 bytes). */
export const oid: () => SqlType = plain("oid");
/** The number of a table or another relation, shown as its name. */
export const regclass: () => SqlType = plain("regclass");
/** The number of a configuration of full text search, shown as its name. */
export const regconfig: () => SqlType = plain("regconfig");

/** A range of {@link integer}. */
export const int4range: () => SqlType = plain("int4range");
/** A range of {@link bigint}. */
export const int8range: () => SqlType = plain("int8range");
/** A range of {@link numeric}. */
export const numrange: () => SqlType = plain("numrange");
/** A range of days. */
export const daterange: () => SqlType = plain("daterange");
/** A range of timestamps without time zone. */
export const tsrange: () => SqlType = plain("tsrange");
/** A range of timestamps with time zone. */
export const tstzrange: () => SqlType = plain("tstzrange");
/** Ranges of {@link integer} in one value; PostgreSQL 14 and later. */
export const int4multirange: () => SqlType = plain("int4multirange");
/** Ranges of {@link bigint} in one value; PostgreSQL 14 and later. */
export const int8multirange: () => SqlType = plain("int8multirange");
/** Ranges of {@link numeric} in one value; PostgreSQL 14 and later. */
export const nummultirange: () => SqlType = plain("nummultirange");
/** Ranges of days in one value; PostgreSQL 14 and later. */
export const datemultirange: () => SqlType = plain("datemultirange");
/** Ranges of timestamps without time zone in one value; PostgreSQL 14 and later. */
export const tsmultirange: () => SqlType = plain("tsmultirange");
/** Ranges of timestamps with time zone in one value; PostgreSQL 14 and later. */
export const tstzmultirange: () => SqlType = plain("tstzmultirange");

/** An array of `item`, with `dimensions` pairs of brackets, 1 by default. */
export const array = (item: TypeInput, options: Only<"dimensions"> = {}): SqlType =>
  own("array", { item: toSqlType(item), ...options });

/** An enum type of the database. `createType: false`: something else creates it, CREATE TABLE does not. */
export const enumType = (
  values: readonly string[],
  options: Only<"name" | "schema" | "createType"> = {},
): SqlType => own("enum", { values: enumValues(values), ...options });

/** What a domain adds to its base type. */
export interface DomainOptions
  extends Only<"schema" | "collation" | "notNull" | "constraintName" | "createType"> {
  /** A string is a literal, sql`…` an expression. */
  readonly default?: string | SqlText | undefined;
  /** The condition on VALUE. */
  readonly check?: string | SqlText | undefined;
}

/** A domain: a base type with a default, NOT NULL and a condition on VALUE. */
export const domain = (name: Name, dataType: TypeInput, options: DomainOptions = {}): SqlType =>
  own("domain", { name, dataType: toSqlType(dataType), ...options });
