import { CommandError } from "../errors/index.ts";
import { parseBooleanText } from "../util/boolean-text.ts";
import { createEngine, type Engine, type EngineOptions } from "./engine.ts";

/** What {@link engineFromConfig} takes beside the section. */
export interface EngineFromConfigOptions extends EngineOptions {
  /** What the keys of the engine begin with. Default `sqlalchemy.`. */
  readonly prefix?: string | undefined;
}

/** SQLAlchemy's settings of its pool and its logs, which have no meaning here: one session is opened when asked for. */
const ignoredKeys = new Set(
  "pool_size max_overflow pool_recycle pool_timeout pool_pre_ping pool_use_lifo pool_reset_on_return poolclass echo_pool future encoding hide_parameters logging_name pool_logging_name".split(
    " ",
  ),
);

/**
 * Makes an engine of a configuration section: `<prefix>url`, `<prefix>password`, `<prefix>echo`, and `here`, the
 * folder where the drivers are looked for first. Keys with the prefix
 * that mean nothing to an engine are refused, those of SQLAlchemy's pool are left alone.
 *
 * @throws CommandError code `CONFIG` for a missing URL or an unknown key, `URL` for a URL that cannot be read.
 */
export function engineFromConfig(
  section: Readonly<Record<string, unknown>> | null | undefined,
  options: EngineFromConfigOptions = {},
): Engine {
  const { prefix = "sqlalchemy.", ...engineOptions } = options;
  const settings = new Map<string, string>();
  for (const [key, value] of Object.entries(section ?? {})) {
    if (key.startsWith(prefix) && value !== undefined && value !== null) {
      settings.set(key.slice(prefix.length), String(value));
    }
  }
  const url = settings.get("url");
  if (url === undefined || url.trim() === "") {
    throw new CommandError(
      `The configuration has no '${prefix}url', so there is no database to connect to.`,
      {
        code: "CONFIG",
        hint: `Set ${prefix}url in the section, e.g. ${prefix}url = postgresql://user:password@host/database`,
      },
    );
  }
  const echo = settings.get("echo");
  refuseUnknown(settings, prefix);
  const { here } = section ?? {};
  return createEngine(
    { url, password: settings.get("password") },
    {
      projectDirectories: typeof here === "string" ? [here] : [],
      ...engineOptions,
      echo: engineOptions.echo ?? (echo === undefined ? undefined : readEcho(echo, prefix)),
    },
  );
}

function readEcho(value: string, prefix: string): boolean {
  const wanted = value.toLowerCase() === "debug" || parseBooleanText(value);
  if (wanted !== null) return wanted;
  throw new CommandError(`The setting '${prefix}echo' is '${value}'; expected true or false.`, {
    code: "CONFIG",
    hint: `Set ${prefix}echo to true or false in the section, or remove it.`,
  });
}

function refuseUnknown(settings: ReadonlyMap<string, string>, prefix: string): void {
  const known = new Set(["url", "password", "echo"]);
  const unknown = [...settings.keys()].filter((key) => !known.has(key) && !ignoredKeys.has(key));
  if (unknown.length === 0) return;
  throw new CommandError(
    `Unknown engine settings: ${unknown.map((key) => `'${prefix}${key}'`).join(", ")}.`,
    {
      code: "CONFIG",
      hint: "Put options of the connection into the URL, or pass them to createEngine() in env.ts.",
      details: { keys: unknown },
    },
  );
}
