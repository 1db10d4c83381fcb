import type { TransactionGround } from "./create-transactions.ts";
import { UnwrittenProgressTable } from "./plan/unwritten-progress-table.ts";
import { ProgressJournal } from "./progress-journal.ts";
import { ProgressTable } from "./progress-table.ts";

/** The record of half-done scripts; `null` in a script, in a transaction of the caller's, and in runs that only read. */
export function createJournal(ground: TransactionGround): ProgressJournal | null {
  const { connection, dialect, options, recorder, scripts, versionRows } = ground;
  if (connection === null || connection.inTransaction() || options.dontMutate === true) return null;
  const Table = recorder === null ? ProgressTable : UnwrittenProgressTable;
  return new ProgressJournal({
    dialect,
    connection,
    table: new Table(dialect, connection, versionRows.table),
    hasScript: (revision) => scripts.has(revision),
  });
}
