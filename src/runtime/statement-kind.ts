import type { SessionSettings } from "../dialect/dialect.ts";

/** What stands in front of a statement. MySQL runs what is in a comment that begins with an exclamation mark. */
const comments = /^(?:\s+|--[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|\/\*M?!\d*|\/\*[\s\S]*?\*\/|\()+/;
const session =
  /^(?:pragma|use|set|reset|alter\s+session|begin(?!\s+not\b)|start|commit|rollback|savepoint|release|lock|unlock)\b/i;
const reads =
  /^(?:(?:select|show|explain|describe|desc|values|table)\b|pragma\s+(?:\w+\.)?\w+_(?:info|xinfo|list)\b)/i;
const changesData = /^(?:insert|update|delete|replace|merge)\b/i;
const changingWords = /\b(?:insert|update|delete|merge)\b/i;

/** What a statement does, as far as its first words tell. */
export type StatementKind = "session" | "read" | "data" | "other";

/** Whether a statement sets up the session, only reads, changes rows (so that a rollback undoes it), or may do anything. */
export function statementKind(sql: string): StatementKind {
  const text = sql.replace(comments, "");
  if (session.test(text)) return reads.test(text) ? "read" : "session";
  if (/^with\b/i.test(text)) return changingWords.test(text) ? "data" : "read";
  if (/^select\b[\s\S]*\binto\b/i.test(text)) return "other";
  if (reads.test(text)) return "read";
  return changesData.test(text) ? "data" : "other";
}

/**
 * The same, with what the dialect knows of the session. What makes the same in another session is run again there; what
 * makes something else is recorded with the rows that it came from.
 */
export function kindInSession(sql: string, session: SessionSettings | undefined): StatementKind {
  const kind = statementKind(sql);
  const state = session?.sessionState?.(sql) ?? null;
  if (state === null || kind === "data" || runsProgram(sql)) return kind;
  if (state.isRepeatable) return "session";
  return state.ends === true ? kind : "data";
}

const program = /^(?:call|do|execute|begin\s+not)\b/i;

/** Whether a statement runs a program, of which nobody can tell from outside how far it came. */
export function runsProgram(sql: string): boolean {
  return program.test(sql.replace(comments, ""));
}
