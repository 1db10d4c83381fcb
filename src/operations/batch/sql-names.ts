import type { IdentifierRules } from "../../dialect/dialect.ts";
import type { SqlPart, SqlText } from "../../schema/sql-text.ts";

/** Comments, strings, quoted names, words, and single other characters of SQL text. */
const pattern =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\p{L}_][\p{L}\p{N}_$]*|\d[\w.]*|\s+|[\s\S]/gu;

interface Piece {
  readonly text: string;
  /** The name that a word or quoted name stands for, `null` for anything else. */
  readonly name: string | null;
  readonly quoted: boolean;
}

function piecesOf(text: string): readonly Piece[] {
  return (text.match(pattern) ?? []).map((piece) => {
    const first = piece.charAt(0);
    if (first === '"' || first === "`") {
      return { text: piece, name: piece.slice(1, -1).replaceAll(first + first, first), quoted: true };
    }
    if (first === "[" && piece.length > 2 && !/^\[\s*\d+\s*\]$/.test(piece)) {
      return { text: piece, name: piece.slice(1, -1), quoted: true };
    }
    return { text: piece, name: /^[\p{L}_]/u.test(piece) ? piece : null, quoted: false };
  });
}

/** The column names that SQL text may mean, in lower case: words that stand where a column can stand. */
export function columnWords(text: string): ReadonlySet<string> {
  const pieces = piecesOf(text);
  const found = pieces.filter((_piece, index) => mayBeColumn(pieces, index));
  return new Set(found.flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()])));
}

/** Every name and word in SQL text, in lower case. */
export function allWords(text: string): ReadonlySet<string> {
  return new Set(piecesOf(text).flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()])));
}

/** Not a function (`f(`), a qualifier (`t.`), a collation, or the type of a CAST. */
function mayBeColumn(pieces: readonly Piece[], index: number): boolean {
  if (pieces[index]?.name === null) return false;
  const after = neighbour(pieces, index, 1);
  const before = neighbour(pieces, index, -1);
  if (after === "(" || after === ".") return false;
  return before !== "COLLATE" && before !== "AS" && before !== ":";
}

function neighbour(pieces: readonly Piece[], index: number, step: 1 | -1): string {
  for (let at = index + step; ; at += step) {
    const text = pieces[at]?.text;
    if (text === undefined) return "";
    if (!/^(?:\s|--|\/\*)/.test(text)) return text.toUpperCase();
  }
}

export interface Renaming {
  readonly tableName: string;
  /** New names by old ones. */
  readonly columns: ReadonlyMap<string, string>;
  readonly identifiers: IdentifierRules;
  /** Called with a word that may be the column or a keyword. */
  ambiguous(word: string): never;
}

/** The text with columns under their new names, and without the table's own name in front of them. */
export function renameColumns(text: string, renaming: Renaming): string {
  const { columns, identifiers, tableName } = renaming;
  const byFolded = new Map([...columns].map(([from, to]) => [from.toLowerCase(), to]));
  const pieces = piecesOf(text);
  const isQualifier = (index: number): boolean =>
    pieces[index]?.name?.toLowerCase() === tableName.toLowerCase() && pieces[index + 1]?.text === ".";
  const isQualifierDot = (index: number): boolean => pieces[index]?.text === "." && isQualifier(index - 1);
  return pieces
    .map((piece, index) => {
      if (isQualifier(index) || isQualifierDot(index)) return "";
      const renamed = piece.name === null ? undefined : byFolded.get(piece.name.toLowerCase());
      if (renamed === undefined || !mayBeColumn(pieces, index)) return piece.text;
      if (!piece.quoted && identifiers.quote(piece.text.toLowerCase()) !== piece.text.toLowerCase()) {
        return renaming.ambiguous(piece.text);
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
export function columnWordsOf(text: SqlText): ReadonlySet<string> {
  return new Set(
    text.parts.flatMap((part) => {
      if (part.kind === "raw") return [...columnWords(part.text)];
      return part.kind === "identifier" ? [(part.path.at(-1) ?? "").toLowerCase()] : [];
    }),
  );
}
