import type { SessionResult } from "../session.ts";

/** The answer of a script whose driver takes one statement at a time: the last one's, with those of all. */
export async function statementByStatement(
  statements: readonly string[],
  run: (statement: string) => Promise<SessionResult>,
): Promise<SessionResult> {
  const results: SessionResult[] = [];
  for (const statement of statements) results.push(await run(statement));
  return { rows: [], rowCount: null, ...results.at(-1), results };
}
