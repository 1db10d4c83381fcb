import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseEnv } from "node:util";
import { CommandError } from "../errors/index.ts";
import { errorMessage } from "../util/error-message.ts";
import { maskUrl, rememberUrl } from "../util/mask-passwords.ts";
import type { Config } from "./config.ts";
import { getLogger } from "./logging/index.ts";

/**
 * The database URL of an environment variable, for `env.ts`; null unless the configuration is the section `[alembic]`
 * of a file called `alembic.ini`, so that another section or file always keeps its own URL. A `sqlalchemy.url` that a
 * program set wins too: null then. Says in the log, with the password masked, that the variable is used.
 *
 * @example
 * const url = environmentUrl(config, "DATABASE_URL") ?? config.getMainOption("sqlalchemy.url");
 */
export function environmentUrl(config: Config, variable: string): string | null {
  const url = process.env[variable];
  if (url === undefined || url === "" || !isDefaultConfig(config)) return null;
  if (config.isMainOptionSetByProgram("sqlalchemy.url")) return null;
  rememberUrl(url);
  getLogger("alembic.env").info(`Using ${variable} for the database: ${maskUrl(url)}`);
  return url;
}

/**
 * Loads the `.env` file beside the default ini into `process.env` (variables that are set already stay).
 * For the command line only: a library never changes the host's environment.
 * Throws CommandError (code CONFIG) when it is there and cannot be read.
 */
export function loadDotEnv(config: Config): void {
  if (config.configFileName === null || !isDefaultConfig(config)) return;
  const file = join(dirname(config.configFileName), ".env");
  if (!existsSync(file)) return;
  for (const [name, value] of Object.entries(parseEnv(readEnvFile(file)))) process.env[name] ??= value;
}

/** Without the mark that editors on Windows begin a file with: it would become part of the first name. */
function readEnvFile(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    const reason = errorMessage(cause);
    throw new CommandError(`The file ${file} cannot be read: ${reason}`, {
      code: "CONFIG",
      hint: "Make it a readable file with lines such as DATABASE_URL=postgresql://…, or move it away.",
      details: { file },
      cause,
    });
  }
}

function isDefaultConfig(config: Config): boolean {
  return (
    config.configFileName !== null &&
    basename(config.configFileName) === "alembic.ini" &&
    config.configIniSection === "alembic"
  );
}
