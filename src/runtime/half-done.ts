import { getLogger } from "../config/index.ts";
import type { VersionWrite } from "../script/plan/version-write.ts";
import { movedSince, oppositeDirection } from "./progress-errors.ts";
import type { ProgressEntry, ProgressTable, ScriptRecord } from "./progress-table.ts";

const logger = getLogger("alembic.runtime.migration");

/** What earlier runs have left half done, as a script sees it that is about to run. */
export interface EarlierRuns {
  /** What they have done of this script. */
  readonly entries: readonly ProgressEntry[];
  /** Whether other scripts are half done, too. */
  readonly hasOthers: boolean;
}

/** The version rows that a step takes away or changes. */
export function startRowsOf(writes: readonly VersionWrite[]): readonly string[] {
  return writes.flatMap((write) => {
    if (write.kind === "insert") return [];
    return write.kind === "delete" ? [write.revision] : [write.from];
  });
}

/**
 * What is recorded when a script begins. A record counts only while the version rows are those at which it was made:
 * others than these runs may have changed them. Throws OPERATION where the step would go over a script that is half done.
 */
export async function readEarlier(
  table: ProgressTable,
  script: ScriptRecord,
  hasScript: (revision: string) => boolean,
): Promise<EarlierRuns> {
  let hasOthers = false;
  for (const record of await table.records()) {
    const isMoved = !isSameSet(record.rows, script.rows);
    const isOwn = record.revision === script.revision && record.direction === script.direction;
    if (isOwn && isMoved) throw movedSince(record, { table, rows: script.rows });
    if (isMoved) await forget(table, record);
    else if (record.direction !== script.direction) {
      throw oppositeDirection(record, { table, script, canFinish: hasScript(record.revision) });
    } else if (!isOwn) {
      logger.warn(
        `The ${record.direction} of revision ${record.revision} was left half done by an earlier run.`,
      );
      hasOthers = true;
    }
  }
  const entries = await table.read(script);
  if (entries.length > 0) {
    logger.info(
      `Resuming ${script.direction} of ${script.revision}: an earlier run has done ${entries.length} of its statements, the last one ${entries.at(-1)?.statement}`,
    );
  }
  return { entries, hasOthers };
}

/**
 * Forgets the scripts over which a stamp goes: who stamps says how far the database is. Those of other branches still
 * start from rows that are there.
 */
export async function forgetStamped(table: ProgressTable, rows: readonly string[]): Promise<void> {
  for (const record of await table.records()) {
    const { startRows } = record;
    if (startRows.length === 0 || startRows.some((row) => !rows.includes(row))) await forget(table, record);
  }
  await table.noteRows(rows);
}

async function forget(table: ProgressTable, record: ScriptRecord): Promise<void> {
  logger.warn(
    `The ${record.direction} of revision ${record.revision} was left half done by an earlier run, and the version table has been changed ` +
      "otherwise since: what was recorded of it is forgotten, and a next run begins at its first statement.",
  );
  await table.remove(record);
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((row) => other.includes(row));
}
