import type { QueryResult } from "../connection/connection.ts";
import { DatabaseError } from "../errors/index.ts";
import { hashOf, isSameHash, noResult, type PlacedStatement } from "./placed-statement.ts";
import { answerMissing, changedScript, unclearProgram } from "./progress-errors.ts";
import type { ProgressEntry, ScriptRecord } from "./progress-table.ts";
import { decodeResult, tooLarge } from "./recorded-result.ts";
import { runsProgram } from "./statement-kind.ts";
import type { ProgressStore, StatementMarks } from "./statement-marks.ts";

export interface ResumedStatement extends PlacedStatement {
  readonly script: ScriptRecord;
  /** What an earlier run has recorded of it. */
  readonly earlier: ProgressEntry;
  /** A statement whose answer could not be recorded, so that it was sent again, and may have got another one. */
  readonly askedAgain: ProgressEntry | null;
  run(): Promise<QueryResult>;
}

/** Throws REVISION_FILE when the statement is not the one that is recorded. */
export function assertUnchanged(store: ProgressStore, resumed: Omit<ResumedStatement, "run">): void {
  const { script, earlier, statement, askedAgain } = resumed;
  const now = { hash: hashOf(statement), sql: statement.sql };
  if (!isSameHash(earlier.hash, now.hash))
    throw changedScript(script, earlier, { table: store.table, now, askedAgain });
}

/** Gives the answer of an unchanged statement that an earlier run has sent, or sends it again where nothing was done. */
export async function resumeStatement(
  store: ProgressStore,
  marks: StatementMarks,
  resumed: ResumedStatement,
): Promise<QueryResult> {
  const { script, earlier, kind, statement, run } = resumed;
  const { dialect, table } = store;
  if (earlier.state === "done") {
    // As an answer of the server it comes in a later turn: what waits for several of them goes on in the same order.
    await new Promise((resolve) => setImmediate(resolve));
    if (earlier.result !== tooLarge) return earlier.result === null ? noResult : decodeResult(earlier.result);
    if (kind === "read") return run();
    throw answerMissing(script, earlier, table);
  }
  if (runsProgram(statement.sql)) throw unclearProgram(script, earlier, table);
  const isDone = await marks.hasChanged(earlier, statement);
  const result = isDone ? noResult : await run().catch(ofAppliedStatement);
  await table.markDone(script, earlier.position);
  return result;

  function ofAppliedStatement(error: unknown): QueryResult {
    if (error instanceof DatabaseError && dialect.session?.isAlreadyApplied?.(error) === true)
      return noResult;
    throw error;
  }
}
