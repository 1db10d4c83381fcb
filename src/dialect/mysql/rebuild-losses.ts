import { wordsOf } from "./show-create.ts";

/** Words of a column that the model has no place for (MySQL and MariaDB manuals, CREATE TABLE). */
const columnWords: ReadonlySet<string> = new Set([
  "INVISIBLE",
  "COMPRESSED",
  "SRID",
  "REF_SYSTEM_ID",
  "COLUMN_FORMAT",
  "STORAGE",
  "ENGINE_ATTRIBUTE",
  "SECONDARY_ENGINE_ATTRIBUTE",
]);

/** The same of an index. */
const indexWords: ReadonlySet<string> = new Set([
  "COMMENT",
  "INVISIBLE",
  "IGNORED",
  "KEY_BLOCK_SIZE",
  "CLUSTERING",
  "ENGINE_ATTRIBUTE",
  "SECONDARY_ENGINE_ATTRIBUTE",
]);

/** The same of the table and its partitions, behind the parenthesis. */
const tableWords = /\bWITH SYSTEM VERSIONING\b|\b(?:DATA|INDEX) DIRECTORY\b|\bTABLESPACE\b|\bCOMMENT = /g;

/** What the answer of SHOW CREATE TABLE says of a table that a rebuild would not give to the new one. */
export function rebuildLosses(sql: string): readonly string[] {
  const end = sql.lastIndexOf("\n)");
  const lines = sql.slice(0, end).split("\n").slice(1);
  const options = sql.slice(end).replaceAll(/'(?:[^'\\]|''|\\.)*'/g, "''");
  return [
    ...lines.flatMap(lossesOfLine),
    ...Array.from(options.matchAll(tableWords), ([words]) =>
      words === "COMMENT = " ? "COMMENT of a partition" : words,
    ),
  ];
}

function lossesOfLine(line: string): readonly string[] {
  const words = wordsOf(line).map((word) => word.replace(/(?:=.*|\*\/)$/, ""));
  const [first = ""] = words;
  if (first === "PERIOD") return [`PERIOD ${words[2]}`];
  if (first.startsWith("`")) return lossesAmong(words.slice(1), columnWords, `column ${first}`);
  const place = words.indexOf("KEY");
  if (first === "CONSTRAINT" || place < 0) return [];
  const [name = ""] = first === "PRIMARY" ? [first] : words.slice(place + 1);
  const hasPeriod = words.some((word) => word.endsWith(" WITHOUT OVERLAPS)"));
  const losses = lossesAmong(words.slice(place + 1), indexWords, `index ${name}`);
  return hasPeriod ? [...losses, `WITHOUT OVERLAPS of index ${name}`] : losses;
}

function lossesAmong(words: readonly string[], lost: ReadonlySet<string>, owner: string): readonly string[] {
  return words.filter((word) => lost.has(word)).map((word) => `${word} of ${owner}`);
}
