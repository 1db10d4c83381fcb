import { CommandError } from "../errors/index.ts";
import { isSecretOption, maskUrl, rememberUrl } from "../util/mask-passwords.ts";
import { own } from "../util/own.ts";
import { passwordMask } from "./mask.ts";

/** The parts of a database URL, decoded. */
export interface DatabaseUrl {
  /** What stands before `+` or `://`, with `postgres` read as `postgresql`. */
  readonly dialectName: string;
  /** What stands after `+`; `null` for the dialect's default driver. */
  readonly driverName: string | null;
  readonly username: string | null;
  readonly password: string | null;
  readonly host: string | null;
  readonly port: number | null;
  /** A database name, or a file path; `null` when the URL names none. */
  readonly database: string | null;
  /** Every option with its values in their order. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** The URL with the password replaced by `***`. */
  toString(): string;
}

const schemeAliases: Readonly<Record<string, readonly [string, string | null]>> = {
  postgres: ["postgresql", null],
  "prisma+postgres": ["postgresql", null],
  sqlite3: ["sqlite", null],
  libsql: ["sqlite", "libsql"],
};

/** Schemes whose text after the colon is a path, as Prisma and SQLite write them. */
const filePrefix = "file:";

/**
 * Reads a URL in SQLAlchemy's form, `dialect[+driver]://user:password@host:port/database?option=value`, or
 * `file:path` for an SQLite file.
 *
 * @throws CommandError code `URL`; the message shows the URL without its password.
 */
export function parseUrl(text: string): DatabaseUrl {
  rememberUrl(text);
  const trimmed = text.trim();
  if (trimmed.startsWith(filePrefix)) return fileUrl(trimmed);
  const match = /^([A-Za-z][\w.+-]*):\/\/(.*)$/s.exec(trimmed);
  const [, scheme = "", rest = ""] = match ?? [];
  if (match === null) throw malformed(text, "it does not begin with 'dialect://'");
  const question = queryStart(rest);
  const beforeQuery = question < 0 ? rest : rest.slice(0, question);
  const authority = splitAuthority(beforeQuery);
  return makeUrl({
    ...splitScheme(scheme),
    ...readAuthority(authority.text, text),
    database: authority.path === null || authority.path === "" ? null : decode(authority.path, text),
    query: readQuery(question < 0 ? "" : rest.slice(question + 1)),
  });
}

type UrlParts = Omit<DatabaseUrl, "toString">;

function makeUrl(parts: UrlParts): DatabaseUrl {
  const url: DatabaseUrl = { ...parts, toString: () => formatUrl(parts) };
  Object.defineProperty(url, "password", { value: parts.password, enumerable: false });
  return Object.freeze(url);
}

/** The URL with another password, as from a function that fetches a token. */
export function withPassword(url: DatabaseUrl, password: string | null): DatabaseUrl {
  return makeUrl({ ...url, password });
}

function fileUrl(text: string): DatabaseUrl {
  const question = text.indexOf("?");
  const path = text.slice(filePrefix.length, question < 0 ? undefined : question).replace(/^\/\/(?=\/)/, "");
  return makeUrl({
    dialectName: "sqlite",
    driverName: null,
    username: null,
    password: null,
    host: null,
    port: null,
    database: path === "" ? null : decode(path, text),
    query: readQuery(question < 0 ? "" : text.slice(question + 1)),
  });
}

function splitScheme(scheme: string): Pick<UrlParts, "dialectName" | "driverName"> {
  const lower = scheme.toLowerCase();
  const alias = own(schemeAliases, lower);
  if (alias !== undefined) return { dialectName: alias[0], driverName: alias[1] };
  const plus = lower.indexOf("+");
  const dialectName = plus < 0 ? lower : lower.slice(0, plus);
  return {
    dialectName: own(schemeAliases, dialectName)?.[0] ?? dialectName,
    driverName: plus < 0 ? null : lower.slice(plus + 1),
  };
}

/** A `?` in the user's password is not the start of the options: they begin after the last `@` of the authority. */
function queryStart(rest: string): number {
  const first = rest.indexOf("?");
  const at = rest.indexOf("@");
  const slash = rest.indexOf("/");
  return first >= 0 && at > first && (slash < 0 || slash > at) ? rest.indexOf("?", at) : first;
}

function splitAuthority(text: string): { readonly text: string; readonly path: string | null } {
  const slash = text.indexOf("/");
  return slash < 0 ? { text, path: null } : { text: text.slice(0, slash), path: text.slice(slash + 1) };
}

function readAuthority(
  authority: string,
  url: string,
): Pick<UrlParts, "username" | "password" | "host" | "port"> {
  const at = authority.lastIndexOf("@");
  const credentials = at < 0 ? null : authority.slice(0, at);
  const colon = credentials?.indexOf(":") ?? -1;
  const username = credentials === null ? null : colon < 0 ? credentials : credentials.slice(0, colon);
  const password = credentials === null || colon < 0 ? null : credentials.slice(colon + 1);
  return {
    username: username === null || username === "" ? null : decode(username, url),
    password: password === null ? null : decode(password, url),
    ...readHost(authority.slice(at + 1), url),
  };
}

function readHost(text: string, url: string): Pick<UrlParts, "host" | "port"> {
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/s.exec(text);
  const [, ipv6, name, port] = match ?? [];
  if (match === null) throw malformed(url, "an IPv6 address must stand in brackets, as in [::1]");
  const host = ipv6 ?? decode(name ?? "", url);
  return { host: host === "" ? null : host, port: readPort(port, url) };
}

function readPort(text: string | undefined, url: string): number | null {
  if (text === undefined || text === "") return null;
  const port = Number(text);
  if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port;
  const shown = /^\d{1,5}$/.test(text) && !url.includes("@") ? ` '${text}'` : "";
  throw malformed(url, `its port${shown} is not a number between 1 and 65535`);
}

function readQuery(text: string): Readonly<Record<string, readonly string[]>> {
  const query = new Map<string, string[]>();
  for (const [key, value] of new URLSearchParams(text)) query.set(key, [...(query.get(key) ?? []), value]);
  return Object.fromEntries(query);
}

function decode(text: string, url: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed(
      url,
      "a '%' in it is not followed by two hexadecimal digits (write '%25' for the sign itself)",
    );
  }
}

function malformed(url: string, reason: string): CommandError {
  return new CommandError(`Could not parse the database URL '${maskUrl(url)}': ${reason}.`, {
    code: "URL",
    hint: "Write dialect://user:password@host:port/database and percent-encode special characters in user and password.",
  });
}

function formatUrl(url: UrlParts): string {
  const scheme = url.driverName === null ? url.dialectName : `${url.dialectName}+${url.driverName}`;
  const password = url.password === null ? "" : `:${passwordMask}`;
  const user =
    url.username === null && password === "" ? "" : `${encodeURIComponent(url.username ?? "")}${password}@`;
  const host = url.host === null ? "" : url.host.includes(":") ? `[${url.host}]` : encodeHost(url.host);
  const port = url.port === null ? "" : `:${url.port}`;
  const database = url.database === null ? "" : `/${url.database}`;
  const pairs = Object.entries(url.query).flatMap(([key, values]) =>
    values.map((value) => `${key}=${isSecretOption(key) ? passwordMask : value}`),
  );
  return maskUrl(
    `${scheme}://${user}${host}${port}${database}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`,
  );
}

function encodeHost(host: string): string {
  return host.startsWith("/") ? encodeURIComponent(host) : host;
}
