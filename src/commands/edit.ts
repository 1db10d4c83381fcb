import { once } from "node:events";
import { type Config, findEditor } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import type { Script } from "../script/script.ts";
import { errorMessage } from "../util/error-message.ts";
import { scriptsOfSymbol } from "./scripts-of-symbol.ts";

/**
 * Opens the file of every revision that a symbol stands for in the user's editor, one after the other, and waits.
 * Throws CommandError (code COMMAND) when there is no such file or the editor fails.
 */
export async function edit(config: Config, symbol: string): Promise<readonly Script[]> {
  const scripts = await scriptsOfSymbol(config, symbol);
  if (scripts.length === 0) {
    throw new CommandError(
      symbol === "current" ? "No current revisions" : `No revision files indicated by symbol '${symbol}'`,
      { hint: "Name a revision; 'alembic history' lists them.", details: { symbol } },
    );
  }
  for (const { path } of scripts) await openInEditor(path);
  return scripts;
}

async function openInEditor(path: string): Promise<void> {
  const [program, ...args] = findEditor() ?? [];
  if (program === undefined) {
    throw editorError('No suitable editor found. Please set the "EDITOR" or "VISUAL" environment variables');
  }
  const status = await exitStatusOf(program, [...args, path]);
  if (status !== 0) throw editorError(`'${program}' ended with exit status ${status}`);
}

async function exitStatusOf(program: string, args: readonly string[]): Promise<number | string> {
  try {
    const { spawn } = await import("node:child_process");
    const child = spawn(program, args, { stdio: "inherit" });
    // The event carries the exit code, or null and the signal.
    const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
    return code ?? signal ?? "unknown";
  } catch (cause) {
    throw editorError(errorMessage(cause));
  }
}

function editorError(reason: string): CommandError {
  return new CommandError(`Error executing editor (${reason})`, {
    hint: "Set EDITOR to a program that opens the file and ends with status 0.",
  });
}
