import type { SqlText } from "../../schema/sql-text.ts";
import type { LiteralRenderer } from "../dialect.ts";
import { commentText } from "./comment-text.ts";

const quotedOptions: ReadonlySet<string> = new Set([
  "COMMENT",
  "DATA_DIRECTORY",
  "INDEX_DIRECTORY",
  "PASSWORD",
  "CONNECTION",
]);
/** Options of several words; every other underscore is part of the option's name (`ROW_FORMAT`). */
const spacedOptions: ReadonlySet<string> = new Set([
  "DATA_DIRECTORY",
  "INDEX_DIRECTORY",
  "DEFAULT_CHARACTER_SET",
  "CHARACTER_SET",
  "DEFAULT_CHARSET",
  "DEFAULT_COLLATE",
]);
const withoutEqualsSign: ReadonlySet<string> = new Set([
  "TABLESPACE",
  "DEFAULT CHARACTER SET",
  "CHARACTER SET",
  "COLLATE",
]);
/** In the order in which they have to stand. */
const partitionOptions = ["PARTITION_BY", "PARTITIONS", "SUBPARTITION_BY", "SUBPARTITIONS"];
/** A collation belongs to the character set that was named before it. */
const collateOptions: ReadonlySet<string> = new Set(["COLLATE", "DEFAULT_COLLATE"]);

/**
 * The options behind the parenthesis of CREATE TABLE, `""` for none. `rowFormat` is `ROW_FORMAT`; partitioning stands last.
 * Source: MySQL manual, CREATE TABLE.
 */
export function tableOptions(
  options: Readonly<Record<string, unknown>>,
  comment: string | null,
  literals: LiteralRenderer,
): string {
  const given = new Map(Object.entries(options).map(([key, value]) => [optionName(key), value]));
  if (comment !== null) given.set("COMMENT", commentText(comment));
  const names = [...given].filter(([, value]) => value !== undefined && value !== null).map(([name]) => name);
  const ordinary = names.filter((name) => !partitionOptions.includes(name));
  const ordered = [
    ...ordinary.filter((name) => !collateOptions.has(name)),
    ...ordinary.filter((name) => collateOptions.has(name)),
  ];
  return [
    ...ordered.map((name) => plainOption(name, valueText(name, given.get(name), literals))),
    ...partitionOptions
      .filter((name) => names.includes(name))
      .map((name) => `${name.replaceAll("_", " ")} ${valueText(name, given.get(name), literals)}`),
  ].join(" ");
}

function plainOption(name: string, value: string): string {
  const words = spacedOptions.has(name) ? name.replaceAll("_", " ") : name;
  return `${words}${withoutEqualsSign.has(words) ? " " : "="}${value}`;
}

function valueText(name: string, value: unknown, literals: LiteralRenderer): string {
  if (typeof value === "string") return quotedOptions.has(name) ? literals.string(value) : value;
  // Anything but a string is a number, or a fragment that the literal renderer knows.
  return typeof value === "object" ? literals.sqlText(value as SqlText) : String(value);
}

/** `rowFormat` as `ROW_FORMAT`. */
function optionName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
