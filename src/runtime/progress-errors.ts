import { AlembicError } from "../errors/index.ts";
import type { ProgressEntry, ProgressKey, ProgressTable, ScriptRecord } from "./progress-table.ts";

/** The error of a script that is no longer the one of which a part is done. */
export function changedScript(
  key: ProgressKey,
  { position, statement }: ProgressEntry,
  { table, now }: { readonly table: ProgressTable; readonly now: string },
): AlembicError {
  return new AlembicError(
    `The ${key.direction} of revision ${key.revision} was left half done by an earlier run, and its statement ${position + 1} has changed since.` +
      `\nThen: ${statement}\nNow:  ${now.trim().slice(0, 200)}`,
    {
      code: "REVISION_FILE",
      hint: `Restore the statements that are done, or undo them by hand and forget them: ${table.removalStatement(key)}`,
      details: { ...key, position },
    },
  );
}

/** The error of a run behind one that was interrupted inside of a stored program. */
export function unclearProgram(
  key: ProgressKey,
  { position, statement }: ProgressEntry,
  table: ProgressTable,
): AlembicError {
  return new AlembicError(
    `An earlier run of the ${key.direction} of revision ${key.revision} was interrupted in its statement ${position + 1}, and nobody can tell from ` +
      `outside how far it came: ${statement}`,
    {
      code: "OPERATION",
      hint:
        `See what it has done. When that is all: ${table.doneStatement(key, position)}; when it is to run again: ` +
        `${table.removalStatement(key, position)}.`,
      details: { ...key, position },
    },
  );
}

/** The error of a half done script whose place in the version table is another one since. */
export function movedSince(
  record: ScriptRecord,
  { table, rows }: { readonly table: ProgressTable; readonly rows: readonly string[] },
): AlembicError {
  return new AlembicError(
    `The ${record.direction} of revision ${record.revision} was left half done by an earlier run while the version table said ` +
      `${rowsText(record.rows)}; something else has changed it since to ${rowsText(rows)}.`,
    {
      code: "OPERATION",
      hint: `See whether what it had done is still there. Undo it by hand and forget it: ${table.removalStatement(record)}; or put the version rows back.`,
      details: { ...record, now: rows },
    },
  );
}

/** The error of a step away from a script that is half done: what it had done would stay, and be done twice later. */
export function oppositeDirection(
  record: ScriptRecord,
  { table, script }: { readonly table: ProgressTable; readonly script: ProgressKey },
): AlembicError {
  const target = record.direction === "downgrade" ? "-1" : record.revision;
  return new AlembicError(
    `The ${record.direction} of revision ${record.revision} was left half done by an earlier run: the ${script.direction} of ${script.revision} ` +
      "would leave behind what it had done.",
    {
      code: "OPERATION",
      hint:
        `Finish it first: alembic ${record.direction} ${target}. Or undo by hand what it had done, and forget it: ` +
        `${table.removalStatement(record)};`,
      details: { ...record, refused: script },
    },
  );
}

function rowsText(rows: readonly string[]): string {
  return rows.length === 0 ? "base" : rows.join(", ");
}
