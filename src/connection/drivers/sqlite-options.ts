import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isMemoryPath } from "../memory-path.ts";
import type { DatabaseUrl } from "../url.ts";
import {
  ignore,
  type OptionTable,
  optionError,
  readBoolean,
  readNumber,
  readOptions,
} from "../url-options.ts";

/** What an SQLite URL asks for. */
export interface SqliteSettings {
  /** An absolute path, or `:memory:`. */
  readonly path: string;
  readonly readOnly: boolean;
  /** How long a statement waits for another session's lock. */
  readonly busyTimeoutMs: number;
}

interface Draft {
  readOnly: boolean;
  busyTimeoutMs: number;
}

/** Python's sqlite3 waits five seconds too. */
const defaultBusyTimeoutMs = 5000;

const options: OptionTable<Draft> = {
  mode: (draft, value, name) => {
    if (!["ro", "rw", "rwc", "memory"].includes(value))
      throw optionError(name, value, "ro, rw, rwc or memory");
    draft.readOnly = value === "ro";
  },
  immutable: (draft, value, name) => {
    draft.readOnly ||= readBoolean(value, name);
  },
  timeout: (draft, value, name) => {
    draft.busyTimeoutMs = readNumber(value, name) * 1000;
  },
  connection_limit: ignore,
  socket_timeout: ignore,
  cache: ignore,
  uri: ignore,
  check_same_thread: ignore,
  nolock: ignore,
};

/** Reads an SQLite URL; relative paths start at the working directory. @throws CommandError code `URL`. */
export function readSqliteUrl(url: DatabaseUrl): SqliteSettings {
  const settings = readOptions<Draft>(url, options, { readOnly: false, busyTimeoutMs: defaultBusyTimeoutMs });
  return { ...settings, path: sqlitePath(url) };
}

export function isMemoryUrl(url: DatabaseUrl): boolean {
  return (
    isMemoryPath(url.database) ||
    url.database === "file::memory:" ||
    url.query.mode?.includes("memory") === true
  );
}

function sqlitePath(url: DatabaseUrl): string {
  if (isMemoryUrl(url)) return ":memory:";
  const path = url.database ?? "";
  if (path.startsWith("file:///")) return fileURLToPath(path);
  return resolve(path.startsWith("file:") ? path.slice("file:".length) : path);
}
