import { existsSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../errors/index.ts";

const envNames = ["env.ts", "env.mts", "env.cts", "env.js", "env.mjs", "env.cjs"];

/** The path of the environment script; where there is none, of the one that should be. */
export function envLocation(directory: string): string {
  const name = envNames.find((each) => existsSync(join(directory, each)));
  return join(directory, name ?? "env.ts");
}

/** Throws CommandError (code ENV_FILE) when a script directory has no environment script. */
export function assertEnvExists(directory: string): void {
  if (existsSync(envLocation(directory))) return;
  assertNotPython(directory);
  throw new CommandError(`There is no environment script ${envLocation(directory)}`, {
    code: "ENV_FILE",
    hint: "Make one with 'alembic init' in another directory and copy it, or correct script_location.",
    details: { directory },
  });
}

/** Throws CommandError (code ENV_FILE) when a script directory is one of Python's Alembic, whose files are not read. */
export function assertNotPython(directory: string): void {
  if (existsSync(envLocation(directory)) || !existsSync(join(directory, "env.py"))) return;
  throw new CommandError(`${directory} is an environment of Python's Alembic: it has env.py and no env.ts`, {
    code: "ENV_FILE",
    hint: "Make an env.ts and a script.ts.eta with 'alembic init' in another directory, and copy them here.",
    details: { directory },
  });
}
