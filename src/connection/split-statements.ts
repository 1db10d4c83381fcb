import { type SqlLexis, type SqlPiece, sqlPieces } from "./sql-lexis.ts";

/**
 * The statements of a text, without the semicolons between them; for drivers that take only one at a time. Stored
 * programs with semicolons in an unquoted body (MySQL's `BEGIN … END`) are beyond it: send those one by one.
 */
export function splitStatements(sql: string, lexis: SqlLexis): readonly string[] {
  const statements: string[] = [];
  let text = "";
  // What the statement does: its code, and signs for what is in quotes.
  let code = "";
  const finish = (): void => {
    if (code.trim() !== "") statements.push(text.trim());
    [text, code] = ["", ""];
  };
  for (const piece of sqlPieces(sql, lexis).flatMap(partsOf)) {
    if (piece.text === ";" && piece.kind === "code" && !(lexis.triggerBodies && isInTrigger(code))) finish();
    else {
      text += piece.text;
      if (piece.kind !== "comment") code += piece.kind === "code" ? piece.text : "''";
    }
  }
  finish();
  return statements;
}

/** Whether there is anything to run besides comments, blanks and semicolons. Looks no further than the first code. */
export function hasStatement(sql: string, { comment }: SqlLexis): boolean {
  for (let at = 0; ; at = comment.lastIndex) {
    at = endOfBlanks(sql, at);
    if (at === sql.length) return false;
    comment.lastIndex = at;
    if (!comment.test(sql)) return true;
  }
}

const blanks = /[\s;]*/y;

function endOfBlanks(sql: string, start: number): number {
  blanks.lastIndex = start;
  blanks.test(sql);
  return blanks.lastIndex;
}

/** Code in parts: semicolons, and what is between them. */
function partsOf(piece: SqlPiece): readonly SqlPiece[] {
  if (piece.kind !== "code" || !piece.text.includes(";")) return [piece];
  return (piece.text.match(/;|[^;]+/g) ?? []).map((text) => ({ kind: "code", text }));
}

/** A trigger's body ends with an END behind a semicolon (SQLite, sqlite3_complete). */
function isInTrigger(code: string): boolean {
  return /^\s*CREATE\s+(?:TEMP\w*\s+)?TRIGGER\b/i.test(code) && !/;\s*END\s*$/i.test(code);
}
