import { own } from "../../util/own.ts";
import type { ConnectTarget } from "../driver.ts";
import {
  ignore,
  type OptionTable,
  optionError,
  readNumber,
  readOptionFile,
  readOptions,
} from "../url-options.ts";
import type { TlsSettings } from "./tls-settings.ts";

/** What a MySQL or MariaDB URL asks for. */
export interface MysqlSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  readonly socketPath: string | undefined;
  readonly charset: string | undefined;
  readonly connectTimeoutMs: number;
  readonly tls: TlsSettings | false;
  /** Statements run at the start of the session. */
  readonly initCommands: readonly string[];
}

interface Draft {
  socketPath: string | undefined;
  charset: string | undefined;
  connectTimeoutMs: number;
  tls: TlsSettings;
  wantsTls: boolean;
  initCommands: string[];
}

const tlsModes: Readonly<Record<string, (draft: Draft) => void>> = {
  disabled: (draft) => {
    draft.wantsTls = false;
  },
  preferred: ignore,
  required: (draft) => {
    draft.wantsTls = true;
    draft.tls.rejectUnauthorized ??= false;
  },
  verify_ca: (draft) => {
    draft.wantsTls = true;
    draft.tls.rejectUnauthorized = true;
    draft.tls.checkServerIdentity = () => undefined;
  },
  verify_identity: verifyAll,
};

const modeAliases: Readonly<Record<string, string>> = {
  disable: "disabled",
  prefer: "preferred",
  require: "required",
  "verify-ca": "verify_ca",
  "verify-full": "verify_identity",
  true: "verify_identity",
  false: "disabled",
  "1": "verify_identity",
  "0": "disabled",
};

function verifyAll(draft: Draft): void {
  draft.wantsTls = true;
  draft.tls.rejectUnauthorized = true;
}

function setMode(draft: Draft, value: string, name: string): void {
  if (value.startsWith("{")) {
    setTlsObject(draft, value, name);
    return;
  }
  const lower = value.toLowerCase();
  const apply = own(tlsModes, own(modeAliases, lower) ?? lower);
  if (apply === undefined)
    throw optionError(name, value, `one of ${Object.keys(tlsModes).join(", ").toUpperCase()}`);
  apply(draft);
}

/** `ssl={"rejectUnauthorized":true}`, the form mysql2's own URLs have. */
function setTlsObject(draft: Draft, value: string, name: string): void {
  try {
    Object.assign(draft.tls, JSON.parse(value));
    draft.wantsTls = true;
  } catch {
    throw optionError(name, value, "true, false, a mode or a JSON object");
  }
}

function tlsFile(key: "ca" | "cert" | "key"): (draft: Draft, value: string, name: string) => void {
  return (draft, value, name) => {
    draft.wantsTls = true;
    draft.tls[key] = readOptionFile(value, name);
  };
}

function setSocket(draft: Draft, value: string): void {
  draft.socketPath = value;
}

const options: OptionTable<Draft> = {
  charset: (draft, value) => {
    draft.charset = value;
  },
  unix_socket: setSocket,
  socket: setSocket,
  socketPath: setSocket,
  connect_timeout: (draft, value, name) => {
    draft.connectTimeoutMs = readNumber(value, name) * 1000;
  },
  connectTimeout: (draft, value, name) => {
    draft.connectTimeoutMs = readNumber(value, name);
  },
  init_command: (draft, value) => {
    draft.initCommands.push(value);
  },
  ssl: setMode,
  sslmode: setMode,
  "ssl-mode": setMode,
  ssl_mode: setMode,
  sslaccept: (draft, value) => {
    if (value === "strict") verifyAll(draft);
    else tlsModes.required?.(draft);
  },
  ssl_ca: tlsFile("ca"),
  sslcert: tlsFile("ca"),
  ssl_cert: tlsFile("cert"),
  ssl_key: tlsFile("key"),
  ssl_verify_cert: (draft, value) => {
    if (/^(1|true|yes|on)$/i.test(value)) verifyAll(draft);
  },
  ssl_verify_identity: (draft, value) => {
    if (/^(1|true|yes|on)$/i.test(value)) verifyAll(draft);
  },
  ...Object.fromEntries(
    [
      "use_unicode binary_prefix local_infile read_timeout write_timeout autocommit auth_plugin",
      "connection_limit pool_timeout socket_timeout connectionLimit allowPublicKeyRetrieval collation",
      "multipleStatements supportBigNumbers dateStrings timezone",
    ]
      .join(" ")
      .split(" ")
      .map((name) => [name, ignore]),
  ),
};

const defaultPort = 3306;
const defaultConnectTimeoutMs = 30_000;

/** Reads a MySQL or MariaDB URL; @throws CommandError code `URL`. */
export function readMysqlUrl({ url }: ConnectTarget): MysqlSettings {
  const draft = readOptions<Draft>(url, options, {
    socketPath: url.host?.startsWith("/") ? url.host : undefined,
    charset: undefined,
    connectTimeoutMs: defaultConnectTimeoutMs,
    tls: {},
    wantsTls: false,
    initCommands: [],
  });
  const { wantsTls, tls, ...settings } = draft;
  return {
    ...settings,
    host: url.host ?? "localhost",
    port: url.port ?? defaultPort,
    user: url.username ?? undefined,
    password: url.password ?? undefined,
    database: url.database ?? undefined,
    tls: wantsTls ? tls : false,
  };
}
