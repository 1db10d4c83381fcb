import { DatabaseError, isAlembicError } from "../errors/index.ts";
import { maskSecrets } from "./mask.ts";
import type { DriverErrorInfo } from "./session.ts";
import { statementHint } from "./statement-hint.ts";

/** What is known of the place where a driver failed. */
export interface ErrorPlace {
  readonly sql?: string | undefined;
  /** The database as it may be shown, e.g. `postgresql://me:***@host/db`. */
  readonly label: string;
  readonly secrets: readonly string[];
  /** Words that are no secrets even when a password is spelled alike. */
  readonly ordinary: readonly string[];
}

/** A failed statement as a {@link DatabaseError}. Errors of this package pass through. */
export function statementError(error: unknown, info: DriverErrorInfo, place: ErrorPlace): Error {
  if (isAlembicError(error)) return error;
  const mask = (text: string) => maskSecrets(text, place.secrets, place.ordinary);
  const message = mask(withDetail(info));
  const fault = info.lost === true ? lost : databaseFault(info.message);
  const text = fault === undefined ? message : `${fault.text(place.label)}: ${message}`;
  return new DatabaseError(
    text,
    { sql: place.sql === undefined ? undefined : mask(place.sql), driverCode: info.code },
    {
      code: info.lost === true ? "CONNECTION" : "DATABASE",
      hint: info.hint === undefined ? (fault?.hint ?? statementHint(info.message)) : mask(info.hint),
      cause: withoutSecrets(error, mask),
    },
  );
}

/** What is wrong with the database that is connected, whatever the statement. */
interface DatabaseFault {
  text(label: string): string;
  readonly hint: string;
}

const lost: DatabaseFault = {
  text: (label) => `The connection to ${label} was lost`,
  hint: "Find in the server's log why it ended the connection, then run the same command again.",
};

const databaseFaults: readonly (DatabaseFault & { readonly message: RegExp })[] = [
  {
    message: /^file is not a database/,
    text: (label) => `${label} is no SQLite database`,
    hint: "Correct the path in the URL; an encrypted database needs a driver of its own.",
  },
  {
    message: /^No database selected/,
    text: (label) => `${label} names no database`,
    hint: "Put its name behind the host in the URL: dialect://user@host/database.",
  },
];

function databaseFault(message: string): DatabaseFault | undefined {
  return databaseFaults.find((fault) => fault.message.test(message));
}

interface ConnectReason {
  readonly text: string;
  readonly hint: string;
}

const checkHost = "Check host and port in the URL, and that the server is running.";
const checkPassword = "Check user name and password in the URL; percent-encode special characters in them.";
const createDatabase = "Create the database first, or correct its name in the URL.";
const checkTls = "Check sslmode and the certificates named in the URL.";

const silent: ConnectReason = {
  text: "the server did not answer in time",
  hint: "Check host and port in the URL, and that the server is running; connect_timeout in the URL is the time to wait.",
};
const hungUp: ConnectReason = {
  text: "the server ended the connection at once",
  hint: "Check that the port in the URL is that of a database server of this kind, and see its log for the reason.",
};

/** Reasons for which a session cannot be opened, by the code of Node, of the server or of its driver. */
const connectReasons: Readonly<Record<string, ConnectReason>> = {
  ECONNREFUSED: { text: "nothing listens there", hint: checkHost },
  ENOTFOUND: { text: "the host name is unknown", hint: checkHost },
  EAI_AGAIN: { text: "the host name could not be looked up", hint: checkHost },
  ETIMEDOUT: silent,
  CONNECT_TIMEOUT: silent,
  ECONNRESET: hungUp,
  PROTOCOL_CONNECTION_LOST: hungUp,
  CONNECTION_CLOSED: hungUp,
  EHOSTUNREACH: { text: "the host cannot be reached", hint: checkHost },
  ENETUNREACH: { text: "the network cannot be reached", hint: checkHost },
  ENOENT: { text: "the socket file does not exist", hint: checkHost },
  ESOCKET: { text: "the server cannot be reached", hint: checkHost },
  "NJS-503": { text: "the server cannot be reached", hint: checkHost },
  "28P01": { text: "", hint: checkPassword },
  "28000": { text: "", hint: checkPassword },
  ER_ACCESS_DENIED_ERROR: { text: "", hint: checkPassword },
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: { text: "", hint: checkPassword },
  ELOGIN: { text: "", hint: checkPassword },
  "ORA-01017": { text: "", hint: checkPassword },
  ER_DBACCESS_DENIED_ERROR: { text: "", hint: "Grant the user access to the database, or correct its name." },
  "3D000": { text: "", hint: createDatabase },
  ER_BAD_DB_ERROR: { text: "", hint: createDatabase },
  "53300": { text: "", hint: "Close other sessions, or raise the server's max_connections." },
  SELF_SIGNED_CERT_IN_CHAIN: { text: "", hint: checkTls },
  DEPTH_ZERO_SELF_SIGNED_CERT: { text: "", hint: checkTls },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { text: "", hint: checkTls },
  ERR_TLS_CERT_ALTNAME_INVALID: { text: "", hint: checkTls },
};

const noFile: ConnectReason = {
  text: "",
  hint: "Check that the folder exists and may be written to; relative paths start at the working directory.",
};

const noPassword: ConnectReason = {
  text: "the server asks for a password, and there is none",
  hint: "Put the password behind the user name in the URL (user:password@host), percent-encoded.",
};

/** What `pg` says without a code; the first when it has nothing to answer the server's question for the password with. */
const saidReasons: readonly (readonly [RegExp, ConnectReason])[] = [
  [/client password must be a (?:non-empty )?string/, noPassword],
  [/^timeout expired|due to connection timeout/, silent],
  [/^Connection terminated unexpectedly/, hungUp],
];

/** Where a session was to be opened. */
export interface ConnectPlace extends ErrorPlace {
  /** Whether that is a file or folder of this machine. */
  readonly isFile: boolean;
}

/** A session that could not be opened, as a {@link DatabaseError} of code `CONNECTION`. */
export function connectError(error: unknown, info: DriverErrorInfo, place: ConnectPlace): Error {
  if (isAlembicError(error)) return error;
  const mask = (text: string) => maskSecrets(text, place.secrets, place.ordinary);
  const reason = connectReason(info, place);
  const said = [reason?.text, withDetail(info)]
    .filter((part) => part !== undefined && part !== "")
    .join(": ");
  return new DatabaseError(
    `Cannot connect to ${place.label}: ${mask(said)}`,
    { driverCode: info.code },
    { code: "CONNECTION", hint: reason?.hint ?? info.hint, cause: withoutSecrets(error, mask) },
  );
}

function connectReason(
  { code, message }: DriverErrorInfo,
  { isFile }: ConnectPlace,
): ConnectReason | undefined {
  if (isFile && databaseFault(message) === undefined) return noFile;
  const said = saidReasons.find(([words]) => words.test(message))?.[1];
  return said ?? (code === undefined ? undefined : connectReasons[code]);
}

function withDetail(info: DriverErrorInfo): string {
  return info.detail === undefined || info.detail === "" ? info.message : `${info.message} (${info.detail})`;
}

/** The error itself, or, when a secret is in its text, a copy of what may be shown of it. */
function withoutSecrets(error: unknown, mask: (text: string) => string): unknown {
  if (!(error instanceof Error)) return typeof error === "string" ? mask(error) : error;
  const shown = `${error.message}\n${error.stack ?? ""}`;
  if (mask(shown) === shown) return error;
  const copy = new Error(mask(error.message));
  copy.stack = mask(error.stack ?? "");
  copy.name = error.name;
  return copy;
}
