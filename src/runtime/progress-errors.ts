import { AlembicError } from "../errors/index.ts";
import { isSameText } from "./placed-statement.ts";
import type { ProgressEntry, ProgressKey, ProgressTable, ScriptRecord } from "./progress-table.ts";

/** How much of a statement is shown. */
const shownLength = 200;

interface ChangedStatement {
  readonly table: ProgressTable;
  readonly now: { readonly hash: string; readonly sql: string };
  readonly askedAgain: ProgressEntry | null;
}

/** The error of a script that is no longer the one of which a part is done. */
export function changedScript(
  key: ProgressKey,
  { position, statement, hash }: ProgressEntry,
  { table, now, askedAgain }: ChangedStatement,
): AlembicError {
  const shown = now.sql.trim().slice(0, shownLength);
  const texts = `\nThen: ${statement}\nNow:  ${shown}`;
  const change = isSameText(hash, now.hash)
    ? `the values of its statement ${position + 1} are others now: ${shown}`
    : shown === statement
      ? `its statement ${position + 1} has changed since, behind what is shown here: ${shown}`
      : `its statement ${position + 1} has changed since.${texts}`;
  const reason =
    askedAgain === null
      ? ""
      : `\nThe answer of its statement ${askedAgain.position + 1} was too large to be recorded and was read again; it may differ from the first one: ${askedAgain.statement}`;
  return new AlembicError(
    `The ${key.direction} of revision ${key.revision} was left half done by an earlier run, and ${change}${reason}`,
    {
      code: "REVISION_FILE",
      hint:
        `Restore the statements that are done, or undo them by hand and forget them: ${table.removalStatement(key)}; or, where only a value ` +
        `differs that each run makes anew (a random identifier, the time), take the statement as done: ${table.acceptStatement(key, position)};`,
      details: { ...key, position },
    },
  );
}

/** The error of a statement that is done, and whose answer the script waits for. */
export function answerMissing(
  key: ProgressKey,
  { position, statement }: ProgressEntry,
  table: ProgressTable,
): AlembicError {
  return new AlembicError(
    `An earlier run of the ${key.direction} of revision ${key.revision} has done its statement ${position + 1}, whose answer was too large to be recorded: ${statement}`,
    {
      code: "OPERATION",
      hint: `Undo by hand what is done, let the statement give less, and forget the record: ${table.removalStatement(key)};`,
      details: { ...key, position },
    },
  );
}

/** The error of a statement that needs what an earlier run had in its session. */
export function lostSessionState(
  key: ProgressKey,
  { sql, name, made }: { readonly sql: string; readonly name: string; readonly made: string },
  table: ProgressTable,
): AlembicError {
  return new AlembicError(
    `The ${key.direction} of revision ${key.revision} goes on behind what an earlier run has done, and needs ${name}, which was in the session of that run: ` +
      `${made.trim().slice(0, shownLength)}\nIt is needed by: ${sql.trim().slice(0, shownLength)}`,
    {
      code: "OPERATION",
      hint:
        `Make ${name} again in the revision, in front of the statement that needs it and behind those that are done; or undo by hand what is ` +
        `done and forget it: ${table.removalStatement(key)};`,
      details: { ...key, name, made },
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
        `${table.removalStatement(key, position)};`,
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
  {
    table,
    script,
    canFinish,
  }: { readonly table: ProgressTable; readonly script: ProgressKey; readonly canFinish: boolean },
): AlembicError {
  const target = record.direction === "downgrade" ? "-1" : record.revision;
  const finish = canFinish ? "Finish it first" : "Bring back its file, which is gone, and finish it";
  return new AlembicError(
    `The ${record.direction} of revision ${record.revision} was left half done by an earlier run: the ${script.direction} of ${script.revision} ` +
      "would leave behind what it had done.",
    {
      code: "OPERATION",
      hint:
        `${finish}: alembic ${record.direction} ${target}. Or undo by hand what it had done, and forget it: ` +
        `${table.removalStatement(record)};`,
      details: { ...record, refused: script },
    },
  );
}

function rowsText(rows: readonly string[]): string {
  return rows.length === 0 ? "base" : rows.join(", ");
}
