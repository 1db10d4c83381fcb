import type { QueryResult } from "../connection/connection.ts";
import { inFinalTransaction, inTransaction } from "../connection/in-transaction.ts";
import { entryOf, type PlacedStatement } from "./placed-statement.ts";
import type { ScriptRecord } from "./progress-table.ts";
import { runsProgram } from "./statement-kind.ts";
import type { ProgressStore, StatementMarks } from "./statement-marks.ts";

export interface NewStatement extends PlacedStatement {
  readonly script: ScriptRecord;
  run(): Promise<QueryResult>;
}

/** Runs a statement for the first time, where what is done may become final at once, and records it. */
export function recordStatement(
  store: ProgressStore,
  marks: StatementMarks,
  { run, script, ...placed }: NewStatement,
): Promise<QueryResult> {
  const { connection, table, dialect } = store;
  const { ddlRollsBack } = dialect.features;
  const { kind, statement } = placed;
  // Rows and their record become final together.
  if (kind !== "other" || (connection.inTransaction() && ddlRollsBack)) {
    return inTransaction(connection, async () => {
      const result = await run();
      await table.insert(script, entryOf(placed, "done", result));
      return result;
    });
  }
  const marked = (): Promise<QueryResult> => marks.run(script, placed, run);
  // Where a program only changes rows, its mark goes with them when it is killed. What it has committed on its way stays
  // when a later statement fails, and so must its second mark.
  return runsProgram(statement.sql) && !ddlRollsBack ? inFinalTransaction(connection, marked) : marked();
}
