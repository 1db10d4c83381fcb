import { splitStatements } from "../../connection/split-statements.ts";
import { changePieces, type SqlLexis, type SqlPiece, sqlPieces } from "../../connection/sql-lexis.ts";
import { statementKind } from "../statement-kind.ts";

const readingPragma =
  /^pragma\s+(?:\w+\.)?(?:\w+\s*;?\s*$|(?:table_x?info|table_list|index_x?info|index_list|foreign_key_list|foreign_key_check|integrity_check|quick_check)\s*\()/i;

/** Whether a statement may be run while a plan is made. In doubt it may not: a text of several statements never may. */
export function onlyReads(sql: string, lexis: SqlLexis): boolean {
  if (splitStatements(sql, lexis).length > 1) return false;
  // Words in strings, names and comments do nothing.
  const code = changePieces(sql, lexis, ({ kind, text }) => opaque[kind] ?? text).trim();
  return statementKind(code) === "read" || readingPragma.test(code);
}

const opaque: Readonly<Partial<Record<SqlPiece["kind"], string>>> = {
  string: "''",
  name: '""',
  comment: " ",
};

const name = '[\\w$"]+(?:\\s*\\.\\s*[\\w$"]+)*';
const lockingClause = new RegExp(
  `\\s*\\b(?:for\\s+(?:update|share|no\\s+key\\s+update|key\\s+share)\\b(?:\\s*\\bof\\b\\s*${name}(?:\\s*,\\s*${name})*)?` +
    "(?:\\s*\\b(?:nowait|skip\\s+locked|wait\\s+\\d+)\\b)?|lock\\s+in\\s+share\\s+mode\\b)",
  "gi",
);

/** The query without what locks the rows that it reads: a plan locks nothing, and a read-only transaction must not. */
export function withoutLocks(sql: string, lexis: SqlLexis): string {
  // As long as the text, so that places in it are places in the text.
  const shape = sqlPieces(sql, lexis)
    .map(({ kind, text }) => (kind === "code" ? text : fill[kind].repeat(text.length)))
    .join("");
  let rest = sql;
  for (const { index, 0: clause } of [...shape.matchAll(lockingClause)].reverse())
    rest = rest.slice(0, index) + rest.slice(index + clause.length);
  return rest;
}

const fill: Readonly<Record<Exclude<SqlPiece["kind"], "code">, string>> = {
  string: "'",
  name: '"',
  comment: " ",
};

/** Whether a statement that is not run would have given rows. */
export function givesRows(sql: string): boolean {
  return /\breturning\b/i.test(sql) || /^\s*(?:select|with|call|exec)\b/i.test(sql);
}
