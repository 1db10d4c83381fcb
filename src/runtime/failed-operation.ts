import { type AlembicError, type AlembicErrorOptions, isAlembicError } from "../errors/index.ts";
import { withMessage } from "../errors/with-message.ts";
import { placeInFile } from "../util/stack-places.ts";
import { thrownError } from "../util/thrown-error.ts";
import { placeInProject } from "./call-site.ts";
import type { JobRecord } from "./op-queue.ts";

/** Which revision's script was running. */
export interface RunningScript {
  readonly revision: string;
  readonly direction: string;
  /** The revision file, `null` where there is none. */
  readonly path: string | null;
}

/** How much of a statement stands in a message; the error has all of it. */
const shownSqlLength = 2000;

/**
 * The error of an operation, with the line of the revision that called it, the statement, and the original as `cause`.
 * Errors that are nobody's mistake in SQL or arguments (bugs in the user's own code) pass through with their stack.
 */
export function operationFailure(error: unknown, job: JobRecord, script: RunningScript | null): unknown {
  if (!isAlembicError(error) || passingCodes.has(error.code) || described in error) return error;
  const place = job.site?.describe(script?.path) ?? null;
  const origin = originOf(script, place);
  const message = isOfDatabase(error)
    ? `${job.operation}() failed${origin}: ${error.message}${shownSql(error.details.sql)}`
    : `${error.message}\n  at ${job.operation}()${origin}`;
  const details = { ...error.details, operation: job.operation, revision: script?.revision, at: place };
  return withStack(failure(error, message, { details }), job);
}

function originOf(script: RunningScript | null, place: string | null): string {
  const where = [
    script === null ? null : ` in ${script.direction}() of revision ${script.revision}`,
    place === null ? null : ` (${place})`,
  ];
  return where.filter((part) => part !== null).join("");
}

/** The error of a script that was interrupted, with the operation that it had come to. */
export function interruptedScript(
  error: AlembicError,
  script: RunningScript,
  jobs: readonly JobRecord[],
): AlembicError {
  if (error.code !== "CANCELLED" || described in error) return error;
  const job = jobs.findLast(({ state }) => state === "running" || state === "failed");
  const at = job?.site?.describe(script.path) ?? script.path;
  const operation = job === undefined ? "" : ` ${job.operation}()`;
  const sql = isAlembicError(job?.failure) ? job.failure.details.sql : undefined;
  const message = `${error.message}\n  at${operation}${originOf(script, at)}${shownSql(sql)}`;
  const details = { ...error.details, operation: job?.operation, revision: script.revision, at };
  return failure(error, message, { details });
}

/** What a database says needs to be told where it comes from first; refusals of our own begin with their known text. */
function isOfDatabase({ code }: Pick<AlembicError, "code">): boolean {
  return code === "DATABASE" || code === "CONNECTION";
}

/** Errors that are about the run and not about the operation that met them. */
const passingCodes = new Set(["CANCELLED", "LOCK_LOST", "LOCK_TIMEOUT", "NO_CONTEXT"]);

const described = Symbol("described");

function failure(
  error: AlembicError,
  message: string,
  changes: Pick<AlembicErrorOptions, "details" | "hint">,
): AlembicError {
  return Object.defineProperty(withMessage(error, message, changes), described, { value: true });
}

/**
 * The error of a script that no operation met while it ran: of a call with a wrong argument, of a type or a column that is
 * none. It gets the line of the revision that its stack tells of.
 */
export function scriptFailure(error: unknown, script: RunningScript): unknown {
  if (!isAlembicError(error)) {
    const where = script.path === null ? "" : ` (${script.path})`;
    return thrownError(error, `${script.direction}() of revision ${script.revision}${where}`);
  }
  if (described in error || error.details.at !== undefined) return error;
  const place = script.path === null ? null : placeInFile(error, script.path);
  if (place === null) return error;
  const message = `${error.message}\n  at ${script.direction}() of revision ${script.revision} (${place})`;
  return failure(error, message, { details: { ...error.details, revision: script.revision, at: place } });
}

/** The error of a statement that the server refused because of an earlier error, which the user's code has caught. */
export function consequenceOf(earlier: AlembicError, refused: AlembicError): AlembicError {
  const [firstLine] = refused.message.split("\n");
  const message = `${earlier.message}\nThat error was caught, but nothing more can run in its transaction: ${firstLine}`;
  return failure(earlier, message, { hint: caughtHint });
}

const caughtHint =
  "Do not catch it, or set a savepoint before what may fail: op.getBind().savepoint(name), and rollbackTo(name) in the catch.";

/** The error of a commit that the database refused, with the revisions that it was to make final. */
export function commitFailure(error: unknown, scripts: readonly RunningScript[]): unknown {
  const [first, ...others] = scripts;
  if (!isAlembicError(error) || error.code !== "DATABASE" || first === undefined) return error;
  const last = others.at(-1);
  const which =
    last === undefined ? `revision ${first.revision}` : `the revisions ${first.revision} to ${last.revision}`;
  return failure(error, `COMMIT failed behind ${first.direction}() of ${which}: ${error.message}`, {
    hint:
      error.hint ??
      "What is checked only now, such as a deferred foreign key, refuses what they did: correct the rows that it names.",
  });
}

/** The error of a version row that could not be written: a migration may have put the table out of sight. */
export function versionWriteFailure(
  error: unknown,
  { direction, revision }: { readonly direction: string; readonly revision: string | null },
): unknown {
  if (!isAlembicError(error) || error.code !== "DATABASE" || described in error || revision === null)
    return error;
  const message = `The version row could not be written behind ${direction}() of revision ${revision}: ${error.message}${shownSql(error.details.sql)}`;
  return failure(error, message, {
    hint:
      error.hint ??
      "Let the migration leave the version table as it is, and put back at its end what it sets for the session (search_path, the current database).",
  });
}

/** Codes of mistakes in a call of `context`, `op`, `sa` or `createEngine`. */
const callCodes = new Set(["SCHEMA", "NO_CONTEXT", "ENV_FILE", "CONNECTION"]);

/** The error of an `env.ts`, or of the models that it imports, with the line of the call that was refused. */
export function environmentFailure(error: unknown, path: string): unknown {
  if (!isAlembicError(error)) return thrownError(error, `${path}, or a module that it imports,`);
  if (described in error || error.details.at !== undefined) return error;
  const place = callCodes.has(error.code) ? placeInProject(error) : null;
  if (place === null) return error;
  return failure(error, `${error.message}\n  at ${place}`, { details: { ...error.details, at: place } });
}

function shownSql(sql: unknown): string {
  if (typeof sql !== "string") return "";
  const text = sql.trim();
  return `\n[SQL: ${text.length > shownSqlLength ? `${text.slice(0, shownSqlLength)}…` : text}]`;
}

function withStack(error: AlembicError, job: JobRecord): AlembicError {
  if (job.site !== null) error.stack = `${error.name}: ${error.message}\n${job.site.frames}`;
  return error;
}
