/** What in a dialect's text can hide a semicolon, beside quotes and comments of the standard. */
export interface StatementLexis {
  /** A backslash takes the next character along inside quotes (MySQL). */
  readonly backslashEscapes: boolean;
  /** `$tag$ … $tag$` (PostgreSQL). */
  readonly dollarQuotes: boolean;
  /** `#` begins a comment (MySQL). */
  readonly hashComments: boolean;
  /** `CREATE TRIGGER … BEGIN … END` is one statement (SQLite). */
  readonly triggerBodies: boolean;
}

const plain: StatementLexis = {
  backslashEscapes: false,
  dollarQuotes: false,
  hashComments: false,
  triggerBodies: false,
};

export const standardLexis: StatementLexis = plain;
export const postgresqlLexis: StatementLexis = { ...plain, dollarQuotes: true };
export const mysqlLexis: StatementLexis = { ...plain, backslashEscapes: true, hashComments: true };
export const sqliteLexis: StatementLexis = { ...plain, triggerBodies: true };

/**
 * The statements of a text, without the semicolons between them; for drivers that take only one at a time. Stored
 * programs with semicolons in an unquoted body (MySQL's `BEGIN … END`) are beyond it: send those one by one.
 */
export function splitStatements(sql: string, lexis: StatementLexis): readonly string[] {
  const statements: string[] = [];
  let start = 0;
  let isEmpty = true;
  let position = 0;
  const finish = (end: number): void => {
    if (!isEmpty) statements.push(sql.slice(start, end).trim());
    start = end + 1;
    isEmpty = true;
  };
  while (position < sql.length) {
    const character = sql.charAt(position);
    const comment = commentEnd(sql, position, lexis);
    if (comment > position) {
      position = comment;
    } else if (character === ";" && !(lexis.triggerBodies && isInTrigger(sql.slice(start, position)))) {
      finish(position);
      position += 1;
    } else {
      isEmpty &&= /\s/.test(character);
      position = quotedEnd(sql, position, lexis);
    }
  }
  finish(sql.length);
  return statements;
}

/** The text with `change` made to what is in no quotes; comments count as unquoted. */
export function changeUnquoted(sql: string, lexis: StatementLexis, change: (text: string) => string): string {
  let changed = "";
  let start = 0;
  let position = 0;
  while (position < sql.length) {
    const comment = commentEnd(sql, position, lexis);
    const end = comment > position ? comment : quotedEnd(sql, position, lexis);
    if (comment === position && end > position + 1) {
      changed += change(sql.slice(start, position)) + sql.slice(position, end);
      start = end;
    }
    position = end;
  }
  return changed + change(sql.slice(start));
}

/** The end of the comment that begins at a position; the position itself where none does. */
function commentEnd(sql: string, position: number, lexis: StatementLexis): number {
  if (sql.startsWith("--", position) || (lexis.hashComments && sql.charAt(position) === "#")) {
    return endOf(sql, sql.indexOf("\n", position), 1);
  }
  if (!sql.startsWith("/*", position)) return position;
  return endOf(sql, sql.indexOf("*/", position + 2), 2);
}

/** The end of the quoted text that begins at a position; the next position where none does. */
function quotedEnd(sql: string, position: number, lexis: StatementLexis): number {
  const quote = sql.charAt(position);
  if (quote === "$" && lexis.dollarQuotes) {
    const tag = /^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/.exec(
      sql.slice(position, position + 80),
    )?.[0];
    return tag === undefined ? position + 1 : endOf(sql, sql.indexOf(tag, position + tag.length), tag.length);
  }
  if (quote !== "'" && quote !== '"' && quote !== "`") return position + 1;
  const escapes = lexis.backslashEscapes && quote !== "`";
  for (let at = position + 1; at < sql.length; at += 1) {
    if (escapes && sql.charAt(at) === "\\") at += 1;
    else if (sql.charAt(at) === quote) return at + 1;
  }
  return sql.length;
}

function endOf(sql: string, found: number, length: number): number {
  return found < 0 ? sql.length : found + length;
}

function isInTrigger(statement: string): boolean {
  return /^\s*CREATE\s+(?:TEMP\w*\s+)?TRIGGER\b/i.test(statement) && !/\bEND\s*$/i.test(statement);
}
