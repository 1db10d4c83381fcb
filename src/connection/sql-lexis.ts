/** How a database tells strings, names in quotes and comments from the code of its SQL. */
export interface SqlLexis {
  /** Finds the next of them, in the group `string`, `name` or `comment`. What is left open goes to the end of the text. */
  readonly opaque: RegExp;
  /** `CREATE TRIGGER … BEGIN … END` is one statement (SQLite). */
  readonly triggerBodies: boolean;
}

/** A part of an SQL text: a whole string, name in quotes or comment, or the code between two of these. */
export interface SqlPiece {
  readonly kind: "code" | "string" | "name" | "comment";
  readonly text: string;
}

const lineComment = "--[^\\n]*";
const blockComment = "/\\*[^]*?(?:\\*/|$)";

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
  return `/\\*[^*/]*(?:(?:\\*(?!/)|/(?!\\*)|${nestedComment(depth - 1)})[^*/]*)*(?:\\*/|$)`;
}

interface LexisParts {
  readonly strings: readonly string[];
  readonly names: readonly string[];
  readonly comments: readonly string[];
  readonly triggerBodies?: boolean;
}

function lexisOf({ strings, names, comments, triggerBodies = false }: LexisParts): SqlLexis {
  const groups = Object.entries({ string: strings, name: names, comment: comments });
  const pattern = groups.map(([kind, parts]) => `(?<${kind}>${parts.join("|")})`).join("|");
  return { opaque: new RegExp(pattern, "gu"), triggerBodies };
}

/** As the SQL standard has them, for databases of which no more is known. */
export const standardLexis: SqlLexis = lexisOf({
  strings: [quoted("'")],
  names: [quoted('"')],
  comments: [lineComment, blockComment],
});

/** PostgreSQL: strings with escapes (`E'…'`) and between dollar signs, comments in comments (manual, "Lexical Structure"). */
export const postgresqlLexis: SqlLexis = lexisOf({
  strings: [
    `${wordStart}[eE]${escaped("'")}`,
    quoted("'"),
    `${wordStart}\\$(?<tag>(?:[\\p{L}_][\\p{L}\\p{N}_]*)?)\\$[^]*?(?:\\$\\k<tag>\\$|$)`,
  ],
  names: [quoted('"')],
  comments: [lineComment, nestedComment(4)],
});

/** MySQL and MariaDB: escapes, strings in double quotes, two more comments (MySQL manual, "Language Structure"). */
export const mysqlLexis: SqlLexis = lexisOf({
  strings: [escaped("'"), escaped('"')],
  names: [quoted("`")],
  comments: ["--(?:\\s[^\\n]*|$)", "#[^\\n]*", blockComment],
});

/** SQLite: names in the quotes of MySQL and of SQL Server, too ("SQLite Keywords"). */
export const sqliteLexis: SqlLexis = lexisOf({
  strings: [quoted("'")],
  names: [quoted('"'), quoted("`"), "\\[[^\\]]*(?:\\]|$)"],
  comments: [lineComment, blockComment],
  triggerBodies: true,
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

/** The name that stands in quotes of any database. */
export function nameInQuotes(quotedName: string): string {
  const close = quotedName.charAt(quotedName.length - 1);
  return quotedName.slice(1, -1).replaceAll(close + close, close);
}
