import { userType } from "../../schema/types/generic.ts";
import { type SqlType, sqlType, type TypeOptions } from "../../schema/types/sql-type.ts";
import { memoize } from "../../util/memoize.ts";
import { unescaped } from "./unescaped.ts";

/** A type as `information_schema.columns.column_type` spells it. */
interface ParsedType {
  readonly name: string;
  /** Numbers and labels between the parentheses. */
  readonly numbers: readonly number[];
  readonly labels: readonly string[];
  /** `unsigned`, `zerofill`. */
  readonly words: ReadonlySet<string>;
}

type Make = (parsed: ParsedType, text: TypeOptions) => SqlType;

const numberOptions = ({ words }: ParsedType): TypeOptions => ({
  unsigned: words.has("unsigned") ? true : undefined,
  zerofill: words.has("zerofill") ? true : undefined,
});

const whole =
  (name: string): Make =>
  (parsed) =>
    sqlType("mysql", name, { displayWidth: parsed.numbers[0], ...numberOptions(parsed) });
const scaled =
  (name: string): Make =>
  (parsed) =>
    sqlType("mysql", name, {
      precision: parsed.numbers[0],
      scale: parsed.numbers[1],
      ...numberOptions(parsed),
    });
const textual =
  (name: string): Make =>
  (parsed, text) =>
    sqlType("mysql", name, { length: parsed.numbers[0], ...text });
const fractional =
  (name: string): Make =>
  (parsed) =>
    sqlType("mysql", name, { fsp: parsed.numbers[0] });
const labelled =
  (name: string): Make =>
  (parsed, text) =>
    sqlType("mysql", name, { values: Object.freeze([...parsed.labels]), ...text });
const sized =
  (family: string, name: string): Make =>
  (parsed) =>
    sqlType(family, name, { length: parsed.numbers[0] });

/** By the server's name. Source of the classes: what SQLAlchemy reflects. */
const knownTypes: ReadonlyMap<string, Make> = new Map<string, Make>([
  ["tinyint", whole("tinyint")],
  ["smallint", whole("smallint")],
  ["mediumint", whole("mediumint")],
  ["int", whole("integer")],
  ["bigint", whole("bigint")],
  ["decimal", scaled("decimal")],
  ["float", scaled("float")],
  ["double", scaled("double")],
  ["bit", sized("mysql", "bit")],
  ["char", textual("char")],
  ["varchar", textual("varchar")],
  ["tinytext", textual("tinytext")],
  ["text", textual("text")],
  ["mediumtext", textual("mediumtext")],
  ["longtext", textual("longtext")],
  ["enum", labelled("enum")],
  ["set", labelled("set")],
  ["binary", sized("standard", "BINARY")],
  ["varbinary", sized("standard", "VARBINARY")],
  ["blob", sized("standard", "BLOB")],
  ["tinyblob", sized("mysql", "tinyblob")],
  ["mediumblob", sized("mysql", "mediumblob")],
  ["longblob", sized("mysql", "longblob")],
  ["date", () => sqlType("standard", "DATE")],
  ["time", fractional("time")],
  ["datetime", fractional("datetime")],
  ["timestamp", fractional("timestamp")],
  ["year", ({ numbers: [displayWidth] }) => sqlType("mysql", "year", { displayWidth })],
  ["json", () => sqlType("mysql", "json")],
  ["uuid", () => sqlType("standard", "UUID")],
]);

/** A column's type; `text` is the character set and collation of text where they are not the table's. */
export const parseColumnType: (columnType: string, text: TypeOptions) => SqlType = memoize(
  (columnType, { charset, collation }) => `${charset ?? ""}\0${collation ?? ""}\0${columnType}`,
  typeOf,
);

function typeOf(columnType: string, text: TypeOptions): SqlType {
  // MariaDB marks columns of old temporal formats with a comment.
  const written = columnType.replace(/\s*\/\*.*?\*\//g, "");
  const parsed = parseType(written);
  return knownTypes.get(parsed.name)?.(parsed, text) ?? userType(written);
}

function parseType(written: string): ParsedType {
  const [, name = "", inner = "", after = ""] = /^(\w+)(?:\((.*)\))?(.*)$/s.exec(written) ?? [];
  const isLabelled = inner.startsWith("'");
  return {
    name: name.toLowerCase(),
    numbers: isLabelled || inner === "" ? [] : inner.split(",").map(Number),
    labels: isLabelled ? parseLabels(inner) : [],
    words: new Set(after.trim().toLowerCase().split(/\s+/)),
  };
}

/** `'a','it''s'`: quotes are doubled, control characters and backslashes escaped with a backslash. */
function parseLabels(inner: string): readonly string[] {
  return [...inner.matchAll(/'((?:[^'\\]|''|\\.)*)'/gs)].map(([, label = ""]) => unescaped(label));
}
