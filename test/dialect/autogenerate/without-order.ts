/**
 * A raw catalogue without what a change there and back cannot keep, and what the catalogue itself cannot tell: a column
 * that was dropped comes back as the last one, counters begin anew, and what the database had named by itself may come
 * back under a name.
 */
export function withoutOrder(lines: readonly string[]): readonly string[] {
  return lines
    .filter((line) => !unnamedOnSqlite.test(line))
    .map((line) => replacements.reduce((text, [pattern, by]) => text.replace(pattern, by), line))
    .map((line) =>
      line.replace(sqliteType, (_all, place: string, type: string) => `${place}${affinityOf(type)} |`),
    )
    .sort();
}

/** SQLite: constraints that had no name in the models; what they do stands in other lines. */
const unnamedOnSqlite = /^constraint \| [^|]+ \| CONSTRAINT (?!(?:uq|ck|fk)_\d_\d |pk_\d |ck of |fk \d )/;

const replacements: readonly (readonly [RegExp, string])[] = [
  [/^(column \| [^|]+ \|) \d+ \|/, "$1"],
  [/ AUTO_INCREMENT=\d+/, ""],
  [/ USING BTREE$| ASC(?=[,)])/g, ""],
  // Indexes that MariaDB makes for foreign keys have the key's name or its column's.
  [/^KEY `(?!ix_\d)[^`]+`/, "KEY"],
  // A foreign key inside of CREATE TABLE is valid, whatever it says: there are no rows yet.
  [/ NOT VALID(?= \|)/, ""],
  // PostgreSQL writes a cast of an array another way when it has read its own text once.
  [/^constraint .* CHECK .*ANY.*$/, ""],
];

/** A type in SQLite's catalogue: words that it does not know come back as another one of the same affinity. */
const sqliteType = /^(column \| [^|]+ \| [^|]+ \| )([A-Z][A-Z ]*)(?:\([\d, ]*\))? \|/;

/** SQLite's rules (SQLite documentation, Determination Of Column Affinity). */
function affinityOf(type: string): string {
  if (type.includes("INT")) return "INTEGER";
  if (/CHAR|CLOB|TEXT/.test(type)) return "TEXT";
  if (type.includes("BLOB")) return "BLOB";
  return /REAL|FLOA|DOUB/.test(type) ? "REAL" : "NUMERIC";
}
