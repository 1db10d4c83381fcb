const comments = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|\()+/;
const session =
  /^(?:pragma|use|set|reset|begin(?!\s+not\b)|start|commit|rollback|savepoint|release|lock|unlock)\b/i;
const reads = /^(?:select|show|explain|describe|desc|values|table)\b/i;
const changesData = /^(?:insert|update|delete|replace|merge)\b/i;
const changingWords = /\b(?:insert|update|delete|merge)\b/i;

/** What a statement does, as far as its first words tell. */
export type StatementKind = "session" | "read" | "data" | "other";

/** Whether a statement sets up the session, only reads, changes rows (so that a rollback undoes it), or may do anything. */
export function statementKind(sql: string): StatementKind {
  const text = sql.replace(comments, "");
  if (session.test(text)) return "session";
  if (/^with\b/i.test(text)) return changingWords.test(text) ? "data" : "read";
  if (/^select\b[\s\S]*\binto\b/i.test(text)) return "other";
  if (reads.test(text)) return "read";
  return changesData.test(text) ? "data" : "other";
}

const program = /^(?:call|do|execute|begin\s+not)\b/i;

/** Whether a statement runs a program, of which nobody can tell from outside how far it came. */
export function runsProgram(sql: string): boolean {
  return program.test(sql.replace(comments, ""));
}
