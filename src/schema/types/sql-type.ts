import { SchemaError } from "../../errors/index.ts";
import { freeze } from "../../util/freeze.ts";
import { own } from "../../util/own.ts";
import { refused } from "../check-arguments.ts";
import type { Name } from "../names.ts";
import type { SqlText } from "../sql-text.ts";

/** Every argument a type can have; which of them mean something depends on the type. Units: characters, digits, seconds' digits. */
export interface TypeOptions {
  /** Characters, or bytes for binary types; `"max"` is SQL Server's. */
  readonly length?: number | "max" | undefined;
  /** Digits in all, binary ones for float; for PostgreSQL and SQL Server times: digits of fractional seconds. */
  readonly precision?: number | undefined;
  /** Digits after the point. */
  readonly scale?: number | undefined;
  /** Times: WITH TIME ZONE, where the dialect has it. */
  readonly timezone?: boolean | undefined;
  /** Texts: COLLATE, with a name of the database. */
  readonly collation?: string | undefined;
  /** MySQL numbers: no negative ones. */
  readonly unsigned?: boolean | undefined;
  /** MySQL numbers: shown with zeros up to the display width; unsigned, too. */
  readonly zerofill?: boolean | undefined;
  /** MySQL texts: CHARACTER SET. */
  readonly charset?: string | undefined;
  /** MySQL: digits of fractional seconds, 0 to 6. */
  readonly fsp?: number | undefined;
  /** MySQL texts: the character set's binary collation. */
  readonly binary?: boolean | undefined;
  /** MySQL texts: CHARACTER SET latin1. */
  readonly ascii?: boolean | undefined;
  /** MySQL texts: CHARACTER SET ucs2. */
  readonly unicode?: boolean | undefined;
  /** MySQL texts: the national character set, utf8mb3. */
  readonly national?: boolean | undefined;
  /** MySQL whole numbers: digits that are shown. */
  readonly displayWidth?: number | undefined;
  /** What SQLAlchemy calls `asdecimal`: no part of the DDL. */
  readonly asDecimal?: boolean | undefined;
  /** Oracle float: binary digits, 1 to 126. */
  readonly binaryPrecision?: number | undefined;
  /** Oracle timestamp: WITH LOCAL TIME ZONE. */
  readonly localTimezone?: boolean | undefined;
  /** Interval: digits of the days, 0 to 9, on Oracle. */
  readonly dayPrecision?: number | undefined;
  /** Interval: digits of fractional seconds, 0 to 6, on Oracle 0 to 9. */
  readonly secondPrecision?: number | undefined;
  /** Interval, Uuid: use the database's own type where it has one. */
  readonly native?: boolean | undefined;
  /** PostgreSQL interval: `"DAY TO SECOND"`. */
  readonly fields?: string | undefined;
  /** PostgreSQL bit: at most, instead of exactly, `length` bits. */
  readonly varying?: boolean | undefined;
  /** SQL Server varbinary: kept in the file system. */
  readonly filestream?: boolean | undefined;
  /** The labels of an enum or a MySQL set. */
  readonly values?: readonly string[] | undefined;
  /** The name of an enum type or domain, or of a boolean's or enum's CHECK. */
  readonly name?: Name | undefined;
  /** The schema of an enum type or domain. */
  readonly schema?: string | undefined;
  /** Enum: `false` for text instead of a type of the database. */
  readonly nativeEnum?: boolean | undefined;
  /** Boolean and enum: a CHECK where the database has no such type. */
  readonly createConstraint?: boolean | undefined;
  /** PostgreSQL enum and domain: whether CREATE TABLE creates the type. */
  readonly createType?: boolean | undefined;
  /** The element type of an array. */
  readonly item?: SqlType | undefined;
  /** Array: pairs of brackets. */
  readonly dimensions?: number | undefined;
  /** The base type of a domain. */
  readonly dataType?: SqlType | undefined;
  /** Domain: NOT NULL. */
  readonly notNull?: boolean | undefined;
  /** Domain: its DEFAULT; a string is a literal. */
  readonly default?: string | SqlText | undefined;
  /** Domain: the condition on VALUE. */
  readonly check?: string | SqlText | undefined;
  /** Domain: the name of its CHECK. */
  readonly constraintName?: string | undefined;
  /** A user type's text, written as it is. */
  readonly text?: string | undefined;
}

/** A column type as data. The dialect writes it; nothing here is SQL yet. */
export interface SqlType {
  readonly kind: "type";
  /**
   * `generic`: the dialect chooses (`sa.string`); `standard`: an SQL name, written as it is where the database has it (`sa.VARCHAR`);
   * `user`: text written as it is; else the name of the dialect that defines it.
   */
  readonly family: string;
  /** camelCase for generic and dialect types, upper case for standard ones. */
  readonly name: string;
  readonly options: TypeOptions;
  /** Other types on other dialects, by dialect name. */
  readonly variants: Readonly<Record<string, SqlType>>;
}

/** A type, or a type function that needs no arguments: `sa.integer` stands for `sa.integer()`. */
export type TypeInput = SqlType | (() => SqlType);

/** The types that were made, by all that they say: a schema has many columns and few types. */
const made: Map<string, SqlType> = new Map();

const noVariants: SqlType["variants"] = Object.freeze({});

/**
 * A type as data, frozen; options that are `undefined` are left out. Types that say the same are one object, unless an
 * option is more than a plain value. Throws SCHEMA when a length or another count is no whole number.
 */
export function sqlType(family: string, name: string, options: TypeOptions = {}): SqlType {
  const key = keyOf(family, name, options);
  const known = key === null ? undefined : made.get(key);
  if (known !== undefined) return known;
  assertCounts(name, options);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const type = Object.freeze({
    kind: "type",
    family,
    name,
    options: Object.freeze(given),
    variants: noVariants,
  } as const);
  if (key !== null) made.set(key, type);
  return type;
}

const counts = [
  "length",
  "precision",
  "scale",
  "fsp",
  "displayWidth",
  "binaryPrecision",
  "dayPrecision",
  "secondPrecision",
  "dimensions",
] as const;

function assertCounts(name: string, options: TypeOptions): void {
  for (const option of counts) {
    const value: unknown = options[option];
    const isMax = option === "length" && value === "max";
    if (value === undefined || Number.isInteger(value) || isMax) continue;
    const count = "a whole number such as 50";
    const accepted =
      typeof value === "object"
        ? `${count}, or undefined in front of options: ${name}(undefined, { … })`
        : count;
    throw refused(`The type ${name}`, option, value, accepted);
  }
}

/** Everything that a type says; `null` when one of its options is a list, a name or another type. */
function keyOf(family: string, name: string, options: TypeOptions): string | null {
  let key = `${family}\0${name}`;
  for (const [option, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (typeof value === "object") return null;
    const text = String(value);
    key += `\0${option}\0${typeof value}\0${text.length}\0${text}`;
  }
  return key;
}

/** The type that a {@link TypeInput} stands for. Throws SCHEMA when it stands for none. */
export function toSqlType(input: TypeInput): SqlType {
  const type: unknown = typeof input === "function" ? input() : input;
  if (isSqlType(type)) return type;
  throw new SchemaError(
    `A type was expected, such as sa.string(50); it was ${JSON.stringify(type) ?? typeof type}.`,
    {
      hint: "Give what one of the functions of sa, or of a dialect's module, makes.",
      details: { type },
    },
  );
}

function isSqlType(value: unknown): value is SqlType {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "type";
}

/** The same type with other types for some dialects. */
export function variant(base: TypeInput, variants: Readonly<Record<string, TypeInput>>): SqlType {
  const type = toSqlType(base);
  const added = Object.fromEntries(
    Object.entries(variants).map(([dialect, input]) => [dialect, toSqlType(input)]),
  );
  return Object.freeze({ ...type, variants: Object.freeze({ ...type.variants, ...added }) });
}

/** The type that stands for a type on a dialect, after its variants. */
export function typeOn(type: SqlType, dialectName: string): SqlType {
  return own(type.variants, dialectName) ?? type;
}

/** The type with other options where it is what the dialect gets. */
export function withOptionsOn(type: SqlType, dialectName: string, options: TypeOptions): SqlType {
  const before = typeOn(type, dialectName);
  const changed = freeze({ ...before, options: freeze({ ...before.options, ...options }) });
  return before === type
    ? changed
    : freeze({ ...type, variants: freeze({ ...type.variants, [dialectName]: changed }) });
}
