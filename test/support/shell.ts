import { spawn } from "node:child_process";
import { dirname } from "node:path";

/** What a command of a shell gave. */
export interface ShellResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ShellOptions {
  /** The folder to type in; in a project below the project's. */
  readonly cwd?: string | undefined;
  /** Variables beside those of this process; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Variables that would change what the program does, and that only a test may set. */
const ownVariables = ["DATABASE_URL", "ALEMBIC_CONFIG", "NODE_OPTIONS", "VITEST", "NODE_ENV", "FORCE_COLOR"];

/** Runs a command line in bash with standard input closed; `bin`, then the Node of this process, come first in the path. */
export function runInShell(
  command: string,
  { cwd, env = {}, bin }: ShellOptions & { readonly cwd: string; readonly bin?: string | undefined },
): Promise<ShellResult> {
  return new Promise((done, fail) => {
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !ownVariables.includes(name)),
    );
    const path = [bin, dirname(process.execPath), inherited.PATH]
      .filter((part) => part !== undefined)
      .join(":");
    const child = spawn("bash", ["-c", command], {
      cwd,
      env: { ...inherited, PATH: path, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.once("error", fail);
    child.once("close", (status) => done({ status, stdout, stderr }));
  });
}
