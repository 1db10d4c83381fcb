import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { splitShellWords } from "../util/shell-words.ts";

const posixEditors = ["sensible-editor", "editor", "nano", "vim", "code"];
const windowsEditors = ["code.exe", "notepad++.exe", "notepad.exe"];

export interface EditorLookup {
  /** Names the editor in `EDITOR` or `VISUAL`, and the program directories in `PATH`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** As `process.platform` says it. */
  readonly platform: string;
}

/** Program and leading arguments of the user's editor: `$EDITOR`, then `$VISUAL`, then a usual one; null for none. */
export function findEditor(lookup: EditorLookup = hostLookup()): readonly string[] | null {
  const { environment, platform } = lookup;
  for (const variable of ["EDITOR", "VISUAL"]) {
    const text = environment[variable];
    if (text === undefined || text.trim() === "") continue;
    const whole = findProgram(text, environment.PATH);
    if (whole !== null) return [whole];
    const [program, ...args] = splitShellWords(text, platform);
    const found = program === undefined ? null : findProgram(program, environment.PATH);
    if (found !== null) return [found, ...args];
  }
  for (const name of platform === "win32" ? windowsEditors : posixEditors) {
    const found = findProgram(name, environment.PATH);
    if (found !== null) return [found];
  }
  return null;
}

function hostLookup(): EditorLookup {
  return { environment: process.env, platform: process.platform };
}

function findProgram(name: string, path: string | undefined): string | null {
  if (isExecutable(name)) return name;
  if (/[/\\]/.test(name)) return null;
  const directory = (path ?? "")
    .split(delimiter)
    .find((entry) => entry !== "" && isExecutable(join(entry, name)));
  return directory === undefined ? null : join(directory, name);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
