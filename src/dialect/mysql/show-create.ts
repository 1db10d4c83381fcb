import { type Column, column } from "../../schema/column.ts";
import { type CheckConstraint, check } from "../../schema/constraints.ts";
import { finalName } from "../../schema/names.ts";
import { computed } from "../../schema/server-default.ts";
import { rawSql } from "../../schema/sql-text.ts";
import { type Table, table } from "../../schema/table.ts";
import type { SqlType, TypeOptions } from "../../schema/types/sql-type.ts";
import { parseColumnType } from "./reflect-types.ts";

/** The expressions in the answer of SHOW CREATE TABLE: types, defaults, generated columns and CHECKs. */
export function parseShowCreate(sql: string): Table {
  const lines = sql.split("\n").slice(1, -1);
  const collation = tableCollation(sql);
  return table("scratch", [
    ...lines.map((line) => parseColumn(line, collation)).filter((each) => each !== null),
    ...lines.map(parseCheck).filter((each) => each !== null),
  ]);
}

/** Of MySQL's character sets those whose usual collation is not called `…_general_ci` (MySQL 9.7, CHARACTER_SETS). */
const usualCollations: Readonly<Record<string, string>> = {
  big5: "big5_chinese_ci",
  binary: "binary",
  cp932: "cp932_japanese_ci",
  dec8: "dec8_swedish_ci",
  eucjpms: "eucjpms_japanese_ci",
  euckr: "euckr_korean_ci",
  gb18030: "gb18030_chinese_ci",
  gb2312: "gb2312_chinese_ci",
  gbk: "gbk_chinese_ci",
  hp8: "hp8_english_ci",
  latin1: "latin1_swedish_ci",
  latin5: "latin5_turkish_ci",
  sjis: "sjis_japanese_ci",
  swe7: "swe7_swedish_ci",
  tis620: "tis620_thai_ci",
  ujis: "ujis_japanese_ci",
  utf8mb4: "utf8mb4_0900_ai_ci",
};

/** MySQL leaves out the usual collation of a character set, MariaDB does not. */
function tableCollation(sql: string): string | null {
  const options = sql.slice(sql.lastIndexOf("\n"));
  const collation = / COLLATE=(\w+)/.exec(options)?.[1];
  const charset = / CHARSET=(\w+)/.exec(options)?.[1];
  if (collation !== undefined || charset === undefined) return collation ?? null;
  return usualCollations[charset] ?? `${charset}_general_ci`;
}

/** The literals and expressions behind DEFAULT, by column. */
export function parseDefaults(sql: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of sql.split("\n").slice(1, -1)) {
    const [name = "", ...words] = wordsOf(line);
    const value = behind(words, "DEFAULT");
    if (name.startsWith("`") && value !== undefined) found.set(unquoted(name), value);
  }
  return found;
}

function parseColumn(line: string, tableCollation: string | null): Column | null {
  const [name, ...words] = wordsOf(line);
  if (name === undefined || !name.startsWith("`")) return null;
  const generated = behind(words, "AS");
  const written = defaultOf(behind(words, "DEFAULT"), behind(words, "UPDATE"));
  return column(unquoted(name), typeOf(words, tableCollation), {
    computed: generated === undefined ? null : computed(generated),
    serverDefault: written === null ? null : rawSql(written),
  });
}

function behind(words: readonly string[], word: string): string | undefined {
  const place = words.indexOf(word);
  return place < 0 ? undefined : words[place + 1];
}

const typeEnds: ReadonlySet<string> = new Set([
  "NOT",
  "NULL",
  "DEFAULT",
  "GENERATED",
  "AUTO_INCREMENT",
  "COMMENT",
  "CHECK",
  "ON",
  "CHARACTER",
  "COLLATE",
  "INVISIBLE",
]);

function typeOf(words: readonly string[], tableCollation: string | null): SqlType {
  const end = words.findIndex((word) => typeEnds.has(word));
  const text = words.slice(0, end < 0 ? undefined : end).join(" ");
  return parseColumnType(text, textOptions(words, tableCollation));
}

/** Character set and collation where they are not the table's; MySQL, not MariaDB, repeats the table's collation. */
function textOptions(words: readonly string[], tableCollation: string | null): TypeOptions {
  const charset = behind(words, "SET");
  const collation = behind(words, "COLLATE");
  if (collation === tableCollation) return {};
  return { charset: charset ?? collation?.split("_", 1)[0], collation };
}

function defaultOf(value: string | undefined, update: string | undefined): string | null {
  if (update !== undefined) return `${value ?? "NULL"} ON UPDATE ${update}`;
  return value === undefined || value === "NULL" ? null : value;
}

function parseCheck(line: string): CheckConstraint | null {
  const [first, name, second, condition] = wordsOf(line);
  if (first !== "CONSTRAINT" || second !== "CHECK" || name === undefined || condition === undefined)
    return null;
  return check(condition, { name: finalName(unquoted(name)) });
}

function unquoted(name: string): string {
  return name.slice(1, -1).replaceAll("``", "`");
}

/** A quoted text in one piece, a bracket, a blank, a comma, or any other character. */
const piece = /'(?:[^'\\]|''|\\.)*'|`(?:[^`]|``)*`|[\s\S]/g;

/** The words of a line; what stands in quotes or parentheses belongs to its word. The comma at the end is none. */
export function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  let word = "";
  let depth = 0;
  for (const [found] of line.trim().replace(/,$/, "").matchAll(piece)) {
    if (found === "(") depth += 1;
    if (found === ")") depth -= 1;
    if (found === " " && depth === 0) {
      if (word !== "") words.push(word);
      word = "";
    } else word += found;
  }
  return word === "" ? words : [...words, word];
}
