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

export const smallint: () => SqlType = plain("smallint");
export const integer: () => SqlType = plain("integer");
export const bigint: () => SqlType = plain("bigint");
export const numeric = (precision?: number, scale?: number): SqlType => own("numeric", { precision, scale });
export const real: () => SqlType = plain("real");
export const float = (precision?: number): SqlType => own("float", { precision });
export const doublePrecision: () => SqlType = plain("doublePrecision");
export const boolean: () => SqlType = plain("boolean");
export const money: () => SqlType = plain("money");

export const char: (length?: number, options?: Only<"collation">) => SqlType = sizedText("char");
export const varchar: (length?: number, options?: Only<"collation">) => SqlType = sizedText("varchar");
export const text: (length?: number, options?: Only<"collation">) => SqlType = sizedText("text");
export const citext: () => SqlType = plain("citext");
export const bytea: () => SqlType = plain("bytea");
/** `length` bits; `varying`: at most so many. */
export const bit = (length?: number, options: Only<"varying"> = {}): SqlType =>
  own("bit", { length, ...options });

export const date: () => SqlType = plain("date");
export const time: (options?: Only<"timezone" | "precision">) => SqlType = timed("time");
export const timestamp: (options?: Only<"timezone" | "precision">) => SqlType = timed("timestamp");
/** A span of time; `fields`: `"DAY TO SECOND"`, `precision`: digits of fractional seconds. */
export const interval = (options: Only<"fields" | "precision"> = {}): SqlType => own("interval", options);

export const uuid: () => SqlType = plain("uuid");
export const json: () => SqlType = plain("json");
export const jsonb: () => SqlType = plain("jsonb");
export const jsonpath: () => SqlType = plain("jsonpath");
export const hstore: () => SqlType = plain("hstore");

export const inet: () => SqlType = plain("inet");
export const cidr: () => SqlType = plain("cidr");
export const macaddr: () => SqlType = plain("macaddr");
export const macaddr8: () => SqlType = plain("macaddr8");

export const tsvector: () => SqlType = plain("tsvector");
export const tsquery: () => SqlType = plain("tsquery");
export const oid: () => SqlType = plain("oid");
export const regclass: () => SqlType = plain("regclass");
export const regconfig: () => SqlType = plain("regconfig");

export const int4range: () => SqlType = plain("int4range");
export const int8range: () => SqlType = plain("int8range");
export const numrange: () => SqlType = plain("numrange");
export const daterange: () => SqlType = plain("daterange");
export const tsrange: () => SqlType = plain("tsrange");
export const tstzrange: () => SqlType = plain("tstzrange");
export const int4multirange: () => SqlType = plain("int4multirange");
export const int8multirange: () => SqlType = plain("int8multirange");
export const nummultirange: () => SqlType = plain("nummultirange");
export const datemultirange: () => SqlType = plain("datemultirange");
export const tsmultirange: () => SqlType = plain("tsmultirange");
export const tstzmultirange: () => SqlType = plain("tstzmultirange");

export const array = (item: TypeInput, options: Only<"dimensions"> = {}): SqlType =>
  own("array", { item: toSqlType(item), ...options });

/** An enum type of the database. `createType: false`: something else creates it, CREATE TABLE does not. */
export const enumType = (
  values: readonly string[],
  options: Only<"name" | "schema" | "createType"> = {},
): SqlType => own("enum", { values: enumValues(values), ...options });

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
