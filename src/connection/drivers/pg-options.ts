import { CommandError } from "../../errors/index.ts";
import type { ConnectTarget } from "../driver.ts";
import type { DatabaseUrl } from "../url.ts";
import {
  ignore,
  type OptionTable,
  optionError,
  readBoolean,
  readNumber,
  readOptionFile,
  readOptions,
} from "../url-options.ts";
import type { TlsSettings } from "./tls-settings.ts";

/** What a PostgreSQL URL asks for, in no driver's words. */
export interface PostgresqlSettings {
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  readonly applicationName: string;
  readonly connectTimeoutMs: number;
  /** `options` of the start-up packet, e.g. `-c geqo=off`. */
  readonly startupOptions: string | undefined;
  readonly channelBinding: boolean;
  readonly directTls: boolean;
  /** TLS settings (or none) to be tried one after the other while the server refuses the former. */
  readonly tlsAttempts: readonly (TlsSettings | false)[];
  readonly searchPath: string | undefined;
  /** Server settings made at the start of the session. */
  readonly serverSettings: Readonly<Record<string, string>>;
}

interface Draft {
  host: string | undefined;
  port: number | undefined;
  user: string | undefined;
  password: string | undefined;
  database: string | undefined;
  applicationName: string;
  connectTimeoutMs: number;
  startupOptions: string | undefined;
  channelBinding: boolean;
  directTls: boolean;
  sslMode: string | undefined;
  rootCert: string | undefined;
  tls: TlsSettings;
  searchPath: string | undefined;
  serverSettings: Record<string, string>;
}

const defaultConnectTimeoutMs = 30_000;
const sslModes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full", "no-verify"];

function setSslMode(draft: Draft, value: string, name: string): void {
  if (!sslModes.includes(value)) throw optionError(name, value, `one of ${sslModes.join(", ")}`);
  draft.sslMode = value;
}

function setSsl(draft: Draft, value: string, name: string): void {
  if (sslModes.includes(value)) setSslMode(draft, value, name);
  else draft.sslMode = readBoolean(value, name) ? "verify-full" : "disable";
}

function setServerSetting(draft: Draft, value: string, name: string): void {
  draft.serverSettings[name] = value;
}

function setSearchPath(draft: Draft, value: string): void {
  draft.searchPath = value;
}

function setTimeoutSeconds(draft: Draft, value: string, name: string): void {
  draft.connectTimeoutMs = readNumber(value, name) * 1000;
}

/** libpq's options, those of hosting providers' URLs, and those that other clients add to them. */
const options: OptionTable<Draft> = {
  sslmode: setSslMode,
  ssl: setSsl,
  sslrootcert: (draft, value) => {
    draft.rootCert = value;
  },
  sslcert: (draft, value, name) => {
    draft.tls.cert = readOptionFile(value, name);
  },
  sslkey: (draft, value, name) => {
    draft.tls.key = readOptionFile(value, name);
  },
  sslpassword: (draft, value) => {
    draft.tls.passphrase = value;
  },
  sslsni: (draft, value, name) => {
    if (!readBoolean(value, name)) draft.tls.servername = "";
  },
  sslnegotiation: (draft, value) => {
    draft.directTls = value === "direct";
  },
  sslaccept: (draft, value) => {
    draft.sslMode = value === "strict" ? "verify-full" : "require";
  },
  channel_binding: (draft, value) => {
    draft.channelBinding = value !== "disable";
  },
  connect_timeout: setTimeoutSeconds,
  application_name: (draft, value) => {
    draft.applicationName = value;
  },
  fallback_application_name: ignore,
  options: (draft, value) => {
    draft.startupOptions = value;
  },
  host: (draft, value) => {
    draft.host = value;
  },
  hostaddr: (draft, value) => {
    draft.host = value;
  },
  port: (draft, value, name) => {
    draft.port = readNumber(value, name);
  },
  user: (draft, value) => {
    draft.user = value;
  },
  password: (draft, value) => {
    draft.password = value;
  },
  dbname: (draft, value) => {
    draft.database = value;
  },
  schema: setSearchPath,
  currentSchema: setSearchPath,
  search_path: setSearchPath,
  statement_timeout: setServerSetting,
  lock_timeout: setServerSetting,
  client_encoding: setServerSetting,
  TimeZone: setServerSetting,
  timezone: setServerSetting,
  idle_in_transaction_session_timeout: setServerSetting,
  ...Object.fromEntries(
    [
      "sslcompression sslcrl sslinline keepalives keepalives_idle keepalives_interval keepalives_count",
      "tcp_user_timeout target_session_attrs load_balance_hosts gssencmode krbsrvname passfile require_auth",
      "pgbouncer connection_limit pool_timeout socket_timeout statement_cache_size prepared_statements",
      "prepared_statement_cache_size max_idle_connection_lifetime pool_max_conns single_use_connections",
      "uselibpqcompat workaround supa async_fallback pool_size max_overflow",
    ]
      .join(" ")
      .split(" ")
      .map((name) => [name, ignore]),
  ),
};

/** Reads a PostgreSQL URL; @throws CommandError code `URL`. */
export function readPostgresqlUrl(target: ConnectTarget): PostgresqlSettings {
  const { url } = target;
  const draft = readOptions(url, options, newDraft(url, target.applicationName));
  const { sslMode, rootCert, tls, ...settings } = draft;
  return { ...settings, tlsAttempts: tlsAttempts(sslMode, rootCert, tls, settings.host) };
}

function newDraft(url: DatabaseUrl, applicationName: string): Draft {
  return {
    host: url.host ?? undefined,
    port: url.port ?? undefined,
    user: url.username ?? undefined,
    password: url.password ?? undefined,
    database: url.database ?? undefined,
    applicationName,
    connectTimeoutMs: defaultConnectTimeoutMs,
    startupOptions: undefined,
    channelBinding: false,
    directTls: false,
    sslMode: undefined,
    rootCert: undefined,
    tls: {},
    searchPath: undefined,
    serverSettings: {},
  };
}

/** libpq's meaning of sslmode: what is encrypted, what is verified, and in which order things are tried. */
function tlsAttempts(
  mode: string | undefined,
  rootCert: string | undefined,
  base: TlsSettings,
  host: string | undefined,
): readonly (TlsSettings | false)[] {
  if (host?.startsWith("/")) return [false];
  const tls: TlsSettings = { ...base };
  const hasRootFile = rootCert !== undefined && rootCert !== "system";
  if (hasRootFile) tls.ca = readOptionFile(rootCert, "sslrootcert");
  const unverified: TlsSettings = { ...tls, rejectUnauthorized: false };
  const chainOnly: TlsSettings = { ...tls, checkServerIdentity: () => undefined };
  const required = rootCert === "system" ? tls : hasRootFile ? chainOnly : unverified;
  const attempts: Readonly<Record<string, readonly (TlsSettings | false)[]>> = {
    disable: [false],
    allow: [false, unverified],
    prefer: [unverified, false],
    require: [required],
    "no-verify": [unverified],
    "verify-ca": [chainOnly],
    "verify-full": [tls],
  };
  return attempts[mode ?? (rootCert === undefined ? "disable" : "verify-full")] ?? [false];
}

/** Gives a new session its settings, in one round trip or two. */
export async function makePostgresqlSettings(
  settings: PostgresqlSettings,
  query: (sql: string) => Promise<unknown>,
): Promise<void> {
  const own = sessionSettingsSql(settings);
  // Servers that only speak PostgreSQL's protocol may refuse settings that merely make things safer.
  await query(safetySettingsSql).catch(() => {});
  if (own !== "") await query(own);
}

/** The statement that makes the settings of the URL; empty where there is nothing to set. */
export function sessionSettingsSql(settings: PostgresqlSettings): string {
  const calls = Object.entries(settings.serverSettings).map(([name, value]) => setConfig(name, value));
  if (settings.searchPath !== undefined)
    calls.push(setConfig("search_path", quoteSearchPath(settings.searchPath)));
  return calls.length === 0 ? "" : `SELECT ${calls.join(", ")}`;
}

/**
 * A killed client's statement ends on the server, and an idle session that holds a lock is not ended by it. Settings
 * that a server does not know are left alone (client_connection_check_interval: PostgreSQL 14, idle_session_timeout:
 * PostgreSQL 14).
 */
const safetySettingsSql: string = `SELECT ${[
  ["client_connection_check_interval", "2000"],
  ["idle_in_transaction_session_timeout", "0"],
  ["idle_session_timeout", "0"],
]
  .map(
    ([name = "", value = ""]) =>
      `CASE WHEN ${currentSetting(name)} IS NOT NULL THEN ${setConfig(name, value)} END`,
  )
  .join(", ")}`;

function currentSetting(name: string): string {
  return `current_setting(${literal(name)}, true)`;
}

function setConfig(name: string, value: string): string {
  return `set_config(${literal(name)}, ${literal(value)}, false)`;
}

function quoteSearchPath(path: string): string {
  return path
    .split(",")
    .map((schema) => schema.trim())
    .map((schema) => (schema.startsWith('"') ? schema : `"${schema.replaceAll('"', '""')}"`))
    .join(", ");
}

function literal(text: string): string {
  if (!text.includes("\\")) return `'${text.replaceAll("'", "''")}'`;
  throw new CommandError(`The URL option value '${text}' holds a backslash, which no setting needs.`, {
    code: "URL",
  });
}
