import type { ArrayRow } from "../../connection/connection.ts";
import { rawSql } from "../../schema/sql-text.ts";
import { userType } from "../../schema/types/generic.ts";
import { type SqlType, sqlType, type TypeOptions } from "../../schema/types/sql-type.ts";
import { textOf } from "../reflect-values.ts";
import { isTrue } from "./catalogue-flag.ts";
import { parseArray } from "./reflect-array.ts";
import { withoutOuterParentheses } from "./reflect-expression.ts";

/** What `format_type` says: `timestamp(3) without time zone` is name `timestamp without time zone`, arguments 3. */
interface FormattedType {
  readonly name: string;
  readonly numbers: readonly number[];
}

type Make = (formatted: FormattedType) => SqlType;

const standard =
  (name: string, options: TypeOptions = {}): Make =>
  () =>
    sqlType("standard", name, options);
const sized =
  (name: string): Make =>
  ({ numbers: [length] }) =>
    sqlType("standard", name, { length });
const own =
  (name: string): Make =>
  () =>
    sqlType("postgresql", name);
const bits =
  (varying: boolean): Make =>
  ({ numbers: [length] }) =>
    sqlType("postgresql", "bit", varying ? { length, varying } : { length });
const timed =
  (name: string, timezone: boolean): Make =>
  ({ numbers: [precision] }) =>
    sqlType("postgresql", name, timezone ? { precision, timezone } : { precision });

const ownNames = [
  "bytea",
  "cidr",
  "citext",
  "daterange",
  "datemultirange",
  "hstore",
  "inet",
  "int4multirange",
  "int4range",
  "int8multirange",
  "int8range",
  "json",
  "jsonb",
  "jsonpath",
  "macaddr",
  "macaddr8",
  "money",
  "nummultirange",
  "numrange",
  "oid",
  "regclass",
  "regconfig",
  "tsmultirange",
  "tsquery",
  "tsrange",
  "tstzmultirange",
  "tstzrange",
  "tsvector",
];

/** Types by the name that `format_type` gives them. Source of the classes: what SQLAlchemy reflects. */
const knownTypes: ReadonlyMap<string, Make> = new Map<string, Make>([
  ["smallint", standard("SMALLINT")],
  ["integer", standard("INTEGER")],
  ["bigint", standard("BIGINT")],
  ["real", standard("REAL")],
  ["double precision", standard("DOUBLE_PRECISION", { precision: 53 })],
  ["numeric", ({ numbers: [precision, scale] }) => sqlType("standard", "NUMERIC", { precision, scale })],
  ["boolean", standard("BOOLEAN")],
  ["text", standard("TEXT")],
  ["character varying", sized("VARCHAR")],
  ["character", sized("CHAR")],
  ["date", standard("DATE")],
  ["uuid", standard("UUID")],
  ["bit", bits(false)],
  ["bit varying", bits(true)],
  ["time without time zone", timed("time", false)],
  ["time with time zone", timed("time", true)],
  ["timestamp without time zone", timed("timestamp", false)],
  ["timestamp with time zone", timed("timestamp", true)],
  ...ownNames.map((name): readonly [string, Make] => [name, own(name)]),
]);

/** Enum and domain types by the oid of the type itself. */
export interface TypeCatalogue {
  readonly byOid: ReadonlyMap<string, SqlType>;
  /** Built-in types that were met, by their text: a database has few types and many columns. */
  readonly byText: Map<string, SqlType>;
  /** The oid of the element by the oid of the array. */
  readonly elementOid: ReadonlyMap<string, string>;
}

/** A column's type from `format_type` and the type's oid. */
export function parseFormattedType(text: string, oid: string, catalogue: TypeCatalogue): SqlType {
  if (text.endsWith("[]")) {
    const item = parseFormattedType(text.slice(0, -2), catalogue.elementOid.get(oid) ?? "", catalogue);
    return sqlType("postgresql", "array", { item });
  }
  const known = catalogue.byOid.get(oid) ?? catalogue.byText.get(text);
  if (known !== undefined) return known;
  const type = builtInType(text);
  catalogue.byText.set(text, type);
  return type;
}

function builtInType(text: string): SqlType {
  // The argument of an extension's type may be more than numbers: geometry(Point,4326).
  const [, before = text, args = "", after = ""] = /^([^(]*)\(([\d,\s]+)\)(.*)$/.exec(text) ?? [];
  const name = before + after;
  const numbers = args === "" ? [] : args.split(",").map(Number);
  if (name === "interval" || name.startsWith("interval ")) return intervalType(name, numbers);
  const plain = name.slice(name.lastIndexOf(".") + 1);
  return (knownTypes.get(name) ?? knownTypes.get(plain))?.({ name, numbers }) ?? userType(text);
}

function intervalType(name: string, [precision]: readonly number[]): SqlType {
  const fields = name.slice("interval ".length).trim().toUpperCase();
  return sqlType("postgresql", "interval", { precision, fields: fields === "" ? undefined : fields });
}

/** The type with a collation, where the column says one; arrays carry it on their elements. */
export function collated(type: SqlType, collation: string | undefined): SqlType {
  if (collation === undefined) return type;
  if (type.options.item !== undefined) {
    return sqlType(type.family, type.name, { ...type.options, item: collated(type.options.item, collation) });
  }
  return sqlType(type.family, type.name, { ...type.options, collation });
}

/** Enum and domain types from the rows of `readTypes`. */
export function typeCatalogue(
  rows: readonly ArrayRow[],
  collations: ReadonlyMap<string, string>,
): TypeCatalogue {
  const byOid = new Map<string, SqlType>();
  const elementOid = new Map(rows.map((row) => [textOf(row[1]), textOf(row[0])]));
  const catalogue = { byOid, byText: new Map<string, SqlType>(), elementOid };
  for (const row of rows.filter((each) => each[4] === "e")) byOid.set(textOf(row[0]), enumOf(row));
  // A domain may be based on another one that stands behind it in the rows.
  const open = new Map(rows.filter((each) => each[4] === "d").map((row) => [textOf(row[0]), row]));
  const resolve = (oid: string): void => {
    const row = open.get(oid);
    if (row === undefined) return;
    open.delete(oid);
    const baseOid = textOf(row[8]);
    resolve(elementOid.get(baseOid) ?? baseOid);
    const base = parseFormattedType(textOf(row[7]), baseOid, catalogue);
    byOid.set(oid, domainOf(row, collated(base, collations.get(textOf(row[13])))));
  };
  for (const oid of [...open.keys()]) resolve(oid);
  return catalogue;
}

function named(row: ArrayRow): TypeOptions {
  return { name: textOf(row[3]), schema: isTrue(row[5]) ? undefined : textOf(row[2]) };
}

function enumOf(row: ArrayRow): SqlType {
  return sqlType("postgresql", "enum", { values: parseArray(textOf(row[6])), ...named(row) });
}

function domainOf(row: ArrayRow, dataType: SqlType): SqlType {
  const names = parseArray(textOf(row[11]));
  const checks = parseArray(textOf(row[12])).map(withoutOuterParentheses);
  return sqlType("postgresql", "domain", {
    ...named(row),
    dataType,
    notNull: isTrue(row[9]) ? true : undefined,
    default: row[10] === null ? undefined : rawSql(textOf(row[10])),
    // The model has one CHECK per domain: several mean the same when all of them must hold.
    check: checks.length === 0 ? undefined : rawSql(allOf(checks)),
    constraintName: names.length === 1 ? names[0] : undefined,
  });
}

function allOf(conditions: readonly string[]): string {
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined
    ? only
    : conditions.map((each) => `(${each})`).join(" AND ");
}
