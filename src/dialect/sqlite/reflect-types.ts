import { type SqlType, sqlType, type TypeOptions } from "../../schema/types/sql-type.ts";
import { memoize } from "../../util/memoize.ts";

/** The standard type behind a declared name, and which options its numbers are. */
interface KnownType {
  readonly name: string;
  readonly family?: string;
  readonly numbers?: readonly ("length" | "precision" | "scale")[];
}

const sized = (name: string): KnownType => ({ name, numbers: ["length"] });
const scaled = (name: string): KnownType => ({ name, numbers: ["precision", "scale"] });

/** The names that SQLAlchemy's SQLite dialect knows, so that scripts written for it mean the same here. */
const knownTypes: Readonly<Record<string, KnownType>> = {
  BIGINT: { name: "BIGINT" },
  BLOB: sized("BLOB"),
  BOOL: { name: "BOOLEAN" },
  BOOLEAN: { name: "BOOLEAN" },
  CHAR: sized("CHAR"),
  DATE: { name: "DATE" },
  DATE_CHAR: { name: "DATE" },
  DATETIME: { name: "DATETIME" },
  DATETIME_CHAR: { name: "DATETIME" },
  DECIMAL: scaled("DECIMAL"),
  DOUBLE: scaled("DOUBLE"),
  DOUBLE_PRECISION: scaled("DOUBLE_PRECISION"),
  FLOAT: { name: "FLOAT", numbers: ["precision"] },
  INT: { name: "INTEGER" },
  INTEGER: { name: "INTEGER" },
  JSON: { name: "json", family: "sqlite" },
  NUMERIC: scaled("NUMERIC"),
  NVARCHAR: sized("NVARCHAR"),
  REAL: { name: "REAL" },
  SMALLINT: { name: "SMALLINT" },
  TEXT: sized("TEXT"),
  TIME: { name: "TIME" },
  TIME_CHAR: { name: "TIME" },
  TIMESTAMP: { name: "TIMESTAMP" },
  VARCHAR: sized("VARCHAR"),
};

/** SQLite's own rules of affinity, in their order (SQLite docs, "Datatypes", §3.1); `null` is a column that takes anything. */
const affinities: readonly (readonly [pattern: RegExp, known: KnownType | null])[] = [
  [/INT/, { name: "INTEGER" }],
  [/CHAR|CLOB|TEXT/, sized("TEXT")],
  [/BLOB|^$/, null],
  [/REAL|FLOA|DOUB/, { name: "REAL" }],
  [/^/, scaled("NUMERIC")],
];

/** What else says which type a column has. */
interface TypeContext {
  readonly collation: string | null;
  /** Whether the table is STRICT: ANY is a type of its own there. */
  readonly strict: boolean;
}

/** The type of a column by its declared name, or by affinity when the name is not known. */
export const parseDeclaredType: (declared: string, context: TypeContext) => SqlType = memoize(
  (declared, { strict, collation }) => `${strict}\0${collation ?? ""}\0${declared}`,
  typeOf,
);

function typeOf(declared: string, { collation, strict }: TypeContext): SqlType {
  if (strict && declared.trim().toUpperCase() === "ANY") return sqlType("user", "ANY", { text: "ANY" });
  const [, name = "", numbers = ""] = /^([^(]*)(?:\((.*)\))?/s.exec(declared.trim().toUpperCase()) ?? [];
  const key = name.trim();
  const known = Object.hasOwn(knownTypes, key)
    ? knownTypes[key]
    : affinities.find(([pattern]) => pattern.test(key))?.[1];
  if (known === null || known === undefined) return sqlType("generic", "null", { text: declared });
  const options = { ...numberOptions(known, numbers), collation: collation ?? undefined };
  return sqlType(known.family ?? "standard", known.name, options);
}

/** More numbers than the type has means are left out all together. */
function numberOptions(known: KnownType, text: string): TypeOptions {
  const numbers = text.match(/\d+/g) ?? [];
  const names = known.numbers ?? [];
  if (numbers.length > names.length) return {};
  return Object.fromEntries(numbers.map((number, index) => [names[index] ?? "length", Number(number)]));
}
