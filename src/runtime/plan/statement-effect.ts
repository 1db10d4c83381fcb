import { statementKind } from "../statement-kind.ts";

const leadingComments = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;
const readingPragma =
  /^pragma\s+(?:\w+\.)?(?:\w+\s*;?\s*$|(?:table_x?info|table_list|index_x?info|index_list|foreign_key_list|foreign_key_check|integrity_check|quick_check)\s*\()/i;
const severalStatements = /;\s*\S/;

/** Whether a statement may be run while a plan is made. In doubt it may not: a text of several statements never may. */
export function onlyReads(sql: string): boolean {
  if (severalStatements.test(sql.trim())) return false;
  return statementKind(sql) === "read" || readingPragma.test(sql.replace(leadingComments, ""));
}

/** Whether a statement that is not run would have given rows. */
export function givesRows(sql: string): boolean {
  return /\breturning\b/i.test(sql) || /^\s*(?:select|with|call|exec)\b/i.test(sql);
}
