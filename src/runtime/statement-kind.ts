const comments = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|\()+/;
const reads = /^(?:select|show|explain|describe|desc|values|pragma|use|set)\b/i;
const changesData = /^(?:insert|update|delete|replace|merge)\b/i;
const changingWords = /\b(?:insert|update|delete|merge)\b/i;

/** What a statement does, as far as its first words tell. */
export type StatementKind = "read" | "data" | "other";

/**
 * Whether a statement only reads or sets up the session (so that it is run again when a migration is resumed), changes
 * rows (so that it belongs to the transaction), or may do anything.
 */
export function statementKind(sql: string): StatementKind {
  const text = sql.replace(comments, "");
  if (/^with\b/i.test(text)) return changingWords.test(text) ? "data" : "read";
  if (reads.test(text)) return /\binto\b/i.test(text) && /^select\b/i.test(text) ? "other" : "read";
  return changesData.test(text) ? "data" : "other";
}
