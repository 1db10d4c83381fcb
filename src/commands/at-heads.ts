import type { ScriptDirectory } from "../script/script-directory.ts";

/**
 * Whether a database is at every effective head: dependencies count, so that a fully upgraded one is, although a head
 * below another has no row of its own. Throws ResolutionError for a row without a file, which no upgrade could move.
 */
export function isAtHeads(
  directory: ScriptDirectory,
  { rows, heads }: { readonly rows: readonly string[]; readonly heads: readonly string[] },
): boolean {
  directory.getAllCurrent(rows);
  return rows.length === heads.length && heads.every((head) => rows.includes(head));
}
