const meanings = {
  COMMAND: "The command was refused; the message says why.",
  CONFIG: "The configuration is missing, malformed or contradictory.",
  REVISION: "The revision graph or a symbol that names a revision is not usable.",
  MULTIPLE_HEADS: "A single head was asked for and there are several.",
  RESOLUTION: "A symbol names no revision, or more than one.",
  RANGE_NOT_ANCESTOR: "The lower end of a range is not an ancestor of the upper end.",
  LOOP: "A revision names itself as its parent.",
  CYCLE: "Revisions are one another's ancestors.",
  DEPENDENCY_LOOP: "A revision depends on itself.",
  DEPENDENCY_CYCLE: "Revisions depend on one another in a circle.",
  REVISION_NOT_FOUND: "No revision file has this identifier.",
  DUPLICATE_LABEL: "A branch label is used by two revisions.",
  REVISION_FILE: "A revision file cannot be read, parsed or loaded.",
  ENV_FILE: "The environment script cannot be loaded or did not configure the context.",
  MODULE_LOAD: "A TypeScript or JavaScript module of the project cannot be loaded.",
  TEMPLATE: "A template is missing or cannot be rendered.",
  AUTOGENERATE_DIFFS: "The models and the database differ.",
  NOT_AT_HEAD: "The database is not at the head revision.",
  NO_CONTEXT: "An operation or context function was called outside a running migration.",
  OPERATION: "An operation was given arguments it cannot work with.",
  UNSUPPORTED: "The dialect has no way to express this operation or option.",
  SCHEMA: "A schema object (table, column, constraint, type) is not well formed.",
  IDENTIFIER_TOO_LONG: "An explicit name is longer than the database allows.",
  DATABASE: "The database refused a statement.",
  CONNECTION: "The database cannot be reached or refused the connection.",
  URL: "A database URL is malformed or names something unknown.",
  DRIVER_MISSING: "The npm package of a database driver is not installed.",
  LOCK_TIMEOUT: "The migration lock was not obtained in time.",
  LOCK_LOST: "The connection that held the migration lock was lost.",
  CANCELLED: "The run was interrupted.",
  STALLED: "A script waits for something that never happens.",
  CONCURRENT_UPDATE: "A version row was changed by somebody else.",
} as const;

/** The stable code of an error; {@link errorCodes} says what each means. */
export type ErrorCode = keyof typeof meanings;

/** Every code an {@link AlembicError} can carry, with what it means in one sentence. */
export const errorCodes: Readonly<Record<ErrorCode, string>> = meanings;

/** What an error says besides its message. */
export interface AlembicErrorOptions {
  /** Stable, machine-readable kind; see {@link errorCodes}. */
  readonly code?: ErrorCode | undefined;
  /** One imperative sentence: what to do about it. */
  readonly hint?: string | undefined;
  /** Data for programs: the objects and values the message speaks of. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** The error underneath, usually the driver's. */
  readonly cause?: unknown;
}

const brand = Symbol.for("alembic-ts.error");

/** The base of every error this package throws on purpose. Recognise it with {@link isAlembicError}. */
export class AlembicError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(message: string, options: AlembicErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code ?? "COMMAND";
    this.hint = options.hint;
    this.details = options.details ?? {};
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Whether a value is an {@link AlembicError}, also one of another copy of this package. */
export function isAlembicError(value: unknown): value is AlembicError {
  return typeof value === "object" && value !== null && brand in value;
}
