/** How a database tells strings, names in quotes and comments from the code of its SQL. */
export interface SqlLexis {
  /** Finds the next of them, in the group `string`, `name` or `comment`. What is left open goes to the end of the text. */
  readonly opaque: RegExp;
  /** A comment that stands at the regular expression's `lastIndex`, and that the database takes for a whole one. */
  readonly comment: RegExp;
  /** `CREATE TRIGGER … BEGIN … END` is one statement (SQLite). */
  readonly triggerBodies: boolean;
}

/** A part of an SQL text: a whole string, name in quotes or comment, or the code between two of these. */
export interface SqlPiece {
  readonly kind: "code" | "string" | "name" | "comment";
  readonly text: string;
}

const lineComment = "--[^\\n]*";
/** The end of a block comment, or of a text in which it is left open. */
const commentEnd = "(?:\\*/|$)";
const blockComment = `/\\*[^]*?${commentEnd}`;

/** No letter, digit or sign of a name stands in front. */
const wordStart = "(?<![\\p{L}\\p{N}_$])";

/** A text in quotes, in which a doubled quote stands for one. */
function quoted(open: string, close: string = open): string {
  return `${open}[^${close}]*(?:${close}${close}[^${close}]*)*(?:${close}|$)`;
}

/** A text in quotes, in which a backslash takes the next character along. */
function escaped(quote: string): string {
  return `${quote}[^${quote}\\\\]*(?:(?:\\\\[^]|${quote}${quote})[^${quote}\\\\]*)*(?:${quote}|\\\\?$)`;
}

/** A block comment that may hold others, `depth` of them in one another. */
function nestedComment(depth: number): string {
  if (depth === 0) return blockComment;
  return `/\\*[^*/]*(?:(?:\\*(?!/)|/(?!\\*)|${nestedComment(depth - 1)})[^*/]*)*${commentEnd}`;
}

interface LexisParts {
  readonly strings: readonly string[];
  readonly names: readonly string[];
  readonly comments: readonly string[];
  readonly triggerBodies?: boolean;
  /** A block comment may be left open; elsewhere that is an error. */
  readonly openComments?: boolean;
}

function lexisOf(parts: LexisParts): SqlLexis {
  const { strings, names, comments, triggerBodies = false, openComments = false } = parts;
  const groups = Object.entries({ string: strings, name: names, comment: comments });
  const pattern = groups.map(([kind, parts]) => `(?<${kind}>${parts.join("|")})`).join("|");
  const comment = openComments ? comments.join("|") : comments.join("|").replaceAll(commentEnd, "\\*/");
  return { opaque: new RegExp(pattern, "gu"), comment: new RegExp(comment, "yu"), triggerBodies };
}

/** As the SQL standard has them, for databases of which no more is known. */
export const standardLexis: SqlLexis = lexisOf({
  strings: [quoted("'")],
  names: [quoted('"')],
  comments: [lineComment, blockComment],
});

/**
 * PostgreSQL: strings with escapes (`E'…'`) and between dollar signs, comments in comments, lines that end with a
 * carriage return (manual, "Lexical Structure").
 */
export const postgresqlLexis: SqlLexis = lexisOf({
  strings: [
    `${wordStart}[eE]${escaped("'")}`,
    quoted("'"),
    `${wordStart}\\$(?<tag>(?:[\\p{L}_][\\p{L}\\p{N}_]*)?)\\$[^]*?(?:\\$\\k<tag>\\$|$)`,
  ],
  names: [quoted('"')],
  comments: ["--[^\\r\\n]*", nestedComment(4)],
});

/**
 * MySQL and MariaDB: escapes, strings in double quotes, two more comments, and some whose text is run (MySQL manual,
 * "Language Structure"; MariaDB documentation, "Comment Syntax").
 */
export const mysqlLexis: SqlLexis = lexisOf({
  strings: [escaped("'"), escaped('"')],
  names: [quoted("`")],
  // The server runs what stands in "/*! … */", and MariaDB what stands in "/*M! … */".
  comments: ["--(?=\\s|$)[^\\n]*", "#[^\\n]*", `/\\*(?!M?!)[^]*?${commentEnd}`],
});

/** SQLite: names in the quotes of MySQL and of SQL Server, too, comments without end ("SQLite Keywords", "SQL Comment Syntax"). */
export const sqliteLexis: SqlLexis = lexisOf({
  strings: [quoted("'")],
  names: [quoted('"'), quoted("`"), "\\[[^\\]]*(?:\\]|$)"],
  comments: [lineComment, blockComment],
  triggerBodies: true,
  openComments: true,
});

/** SQL Server: names in brackets, comments in comments (Transact-SQL Reference). */
export const mssqlLexis: SqlLexis = lexisOf({
  strings: [quoted("'")],
  names: [quoted('"'), quoted("\\[", "\\]")],
  comments: [lineComment, nestedComment(4)],
});

/** Oracle: strings in quotes of one's own choice (SQL Language Reference, "Text Literals"). */
export const oracleLexis: SqlLexis = lexisOf({
  strings: [
    `${wordStart}[nN]?[qQ]'(?:\\[[^]*?\\]'|\\{[^]*?\\}'|\\([^]*?\\)'|<[^]*?>'|(?<mark>[^\\s[{(<'])[^]*?\\k<mark>')`,
    quoted("'"),
  ],
  names: [quoted('"')],
  comments: [lineComment, blockComment],
});

/** A text taken apart; together the pieces are the text. */
export function sqlPieces(sql: string, { opaque }: SqlLexis): readonly SqlPiece[] {
  const pieces: SqlPiece[] = [];
  let end = 0;
  for (const { index, 0: text, groups } of sql.matchAll(opaque)) {
    if (index > end) pieces.push({ kind: "code", text: sql.slice(end, index) });
    const { string, name } = groups ?? {};
    pieces.push({
      kind: string !== undefined ? "string" : name !== undefined ? "name" : "comment",
      text,
    });
    end = index + text.length;
  }
  if (end < sql.length) pieces.push({ kind: "code", text: sql.slice(end) });
  return pieces;
}

/** The text with `change` made to some of its pieces. */
export function changePieces(sql: string, lexis: SqlLexis, change: (piece: SqlPiece) => string): string {
  return sqlPieces(sql, lexis).map(change).join("");
}

/** The names and words of a text as they are written; what stands in strings and comments is none. */
export function wordsOf(sql: string, lexis: SqlLexis): readonly string[] {
  return sqlPieces(sql, lexis).flatMap(({ kind, text }) => {
    if (kind === "name") return [nameInQuotes(text)];
    return kind === "code" ? (text.match(/[\p{L}\p{N}_$]+/gu) ?? []) : [];
  });
}

/** The name that stands in quotes of any database. */
export function nameInQuotes(quotedName: string): string {
  const close = quotedName.charAt(quotedName.length - 1);
  return quotedName.slice(1, -1).replaceAll(close + close, close);
}
