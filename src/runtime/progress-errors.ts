import { AlembicError } from "../errors/index.ts";
import type { ProgressEntry, ProgressKey, ProgressTable } from "./progress-table.ts";

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
