import { readFileSync } from "node:fs";
import { CommandError } from "../../errors/index.ts";
import { splitShellWords } from "../../util/shell-words.ts";
import type { HookContext, HookOptions } from "./write-hook.ts";

/** Stands for the revision file in a hook's `options`. */
const fileToken = "REVISION_SCRIPT_FILENAME";

export interface HookProgram {
  readonly command: string;
  /** Arguments that belong to the program itself, before the hook's. */
  readonly leading?: readonly string[] | undefined;
  /** Thrown when there is no such program. */
  readonly missing: () => CommandError;
}

/** A JavaScript file with its Node, anything else by itself. */
export function commandFor(file: string): Pick<HookProgram, "command" | "leading"> {
  const isScript = /\.[cm]?js$/.test(file) || /^#!.*\bnode\b/.test(firstLine(file));
  return isScript ? { command: process.execPath, leading: [file] } : { command: file };
}

/** Runs a program on the revision file; an exit status other than 0 is a warning (PARITY P-2.29 to P-2.31). */
export async function runProgram(
  program: HookProgram,
  filename: string,
  options: HookOptions,
  context: HookContext,
): Promise<void> {
  const args = [...(program.leading ?? []), ...hookArguments(options.options ?? "", filename)];
  const cwd = options.cwd === undefined || options.cwd === "" ? undefined : options.cwd;
  const { spawn } = await import("node:child_process");
  const end = await new Promise<number | string>((resolve, reject) => {
    const child = spawn(program.command, args, {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      shell: program.command.endsWith(".cmd"),
    });
    child.stdout.setEncoding("utf8").on("data", (text: string) => context.onOutput("stdout", text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => context.onOutput("stderr", text));
    child.on("error", (error) => reject(spawnFailure(error, program, cwd)));
    child.on("close", (status, signal) => resolve(status ?? `signal ${signal}`));
  });
  if (end !== 0)
    context.warn(
      `Post write hook '${options._hook_name}' ended with ${typeof end === "number" ? `status ${end}` : end}.`,
    );
}

function hookArguments(text: string, filename: string): readonly string[] {
  const args = splitShellWords(text);
  if (!args.some((arg) => arg.includes(fileToken))) return [filename, ...args];
  return args.map((arg) => arg.replaceAll(fileToken, filename));
}

function spawnFailure(
  error: NodeJS.ErrnoException,
  program: HookProgram,
  cwd: string | undefined,
): CommandError {
  if (error.code === "ENOENT" && cwd === undefined) return program.missing();
  return new CommandError(
    `Could not run ${program.command}${cwd === undefined ? "" : ` in ${cwd}`}: ${error.message}`,
    {
      code: "CONFIG",
      hint: "Correct the hook's settings in [post_write_hooks].",
      cause: error,
    },
  );
}

function firstLine(file: string): string {
  return readFileSync(file, "latin1").split("\n", 1)[0] ?? "";
}
