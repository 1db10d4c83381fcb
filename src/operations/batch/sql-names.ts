import { nameInQuotes, type SqlLexis, sqlPieces } from "../../connection/sql-lexis.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import type { SqlPart, SqlText } from "../../schema/sql-text.ts";

/** Words, numbers, blanks and single other characters of code. */
const pattern = /[\p{L}_][\p{L}\p{N}_$]*|\d[\w.]*|\s+|[\s\S]/gu;

interface Token {
  readonly text: string;
  /** The name that a word or quoted name stands for, `null` for anything else. */
  readonly name: string | null;
  readonly quoted: boolean;
  readonly isBlank: boolean;
}

function tokensOf(sql: string, lexis: SqlLexis): readonly Token[] {
  return sqlPieces(sql, lexis).flatMap(({ kind, text }): readonly Token[] => {
    if (kind === "code") return (text.match(pattern) ?? []).map(tokenOfCode);
    const name = kind === "name" ? nameInQuotes(text) : null;
    return [{ text, name, quoted: name !== null, isBlank: kind === "comment" }];
  });
}

function tokenOfCode(text: string): Token {
  return { text, name: /^[\p{L}_]/u.test(text) ? text : null, quoted: false, isBlank: /^\s/.test(text) };
}

/** The column names that SQL text may mean, in lower case: words that stand where a column can stand. */
export function columnWords(sql: string, lexis: SqlLexis): ReadonlySet<string> {
  const tokens = tokensOf(sql, lexis);
  const found = tokens.filter((_token, index) => mayBeColumn(tokens, index));
  return new Set(found.flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()])));
}

/** Every name and word in SQL text, in lower case. */
export function allWords(sql: string, lexis: SqlLexis): ReadonlySet<string> {
  return new Set(tokensOf(sql, lexis).flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()])));
}

/** Not a function (`f(`), a qualifier (`t.`), a collation, or the type of a CAST. */
function mayBeColumn(tokens: readonly Token[], index: number): boolean {
  if (tokens[index]?.name === null) return false;
  const after = neighbour(tokens, index, 1);
  const before = neighbour(tokens, index, -1);
  if (after === "(" || after === ".") return false;
  return before !== "COLLATE" && before !== "AS" && before !== ":";
}

function neighbour(tokens: readonly Token[], index: number, step: 1 | -1): string {
  for (let at = index + step; ; at += step) {
    const token = tokens[at];
    if (token === undefined) return "";
    if (!token.isBlank) return token.text.toUpperCase();
  }
}

export interface Renaming {
  readonly tableName: string;
  /** New names by old ones. */
  readonly columns: ReadonlyMap<string, string>;
  readonly dialect: Pick<Dialect, "identifiers" | "lexis">;
  /** Called with a word that may be the column or a keyword. */
  ambiguous(word: string): never;
}

/** The text with columns under their new names, and without the table's own name in front of them. */
export function renameColumns(text: string, renaming: Renaming): string {
  const { columns, tableName } = renaming;
  const { identifiers, lexis } = renaming.dialect;
  const byFolded = new Map([...columns].map(([from, to]) => [from.toLowerCase(), to]));
  const tokens = tokensOf(text, lexis);
  const isQualifier = (index: number): boolean =>
    tokens[index]?.name?.toLowerCase() === tableName.toLowerCase() && tokens[index + 1]?.text === ".";
  const isQualifierDot = (index: number): boolean => tokens[index]?.text === "." && isQualifier(index - 1);
  return tokens
    .map((token, index) => {
      if (isQualifier(index) || isQualifierDot(index)) return "";
      const renamed = token.name === null ? undefined : byFolded.get(token.name.toLowerCase());
      if (renamed === undefined || !mayBeColumn(tokens, index)) return token.text;
      if (!token.quoted && identifiers.quote(token.text.toLowerCase()) !== token.text.toLowerCase()) {
        return renaming.ambiguous(token.text);
      }
      return identifiers.quote(renamed);
    })
    .join("");
}

/** {@link renameColumns} in all raw pieces; quoted identifiers are renamed as they are. */
export function renameInSqlText(text: SqlText, renaming: Renaming): SqlText {
  const parts = text.parts.map((part): SqlPart => {
    if (part.kind === "raw") return { kind: "raw", text: renameColumns(part.text, renaming) };
    if (part.kind === "value") return part;
    const last = part.path.at(-1) ?? "";
    return { kind: "identifier", path: [renaming.columns.get(last) ?? last] };
  });
  return { kind: "sql_text", parts };
}

/** The column names that {@link SqlText} may mean, in lower case. */
export function columnWordsOf(text: SqlText, lexis: SqlLexis): ReadonlySet<string> {
  return new Set(
    text.parts.flatMap((part) => {
      if (part.kind === "raw") return [...columnWords(part.text, lexis)];
      return part.kind === "identifier" ? [(part.path.at(-1) ?? "").toLowerCase()] : [];
    }),
  );
}
