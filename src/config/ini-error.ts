import { CommandError } from "../errors/index.ts";

/** Where in an ini file something stands. */
export interface IniPosition {
  /** The file's name as the user gave it; null for a configuration in memory. */
  readonly file: string | null;
  /** Line number, from 1; null for a value that was set by a program. */
  readonly line: number | null;
}

/** `alembic.ini:12` where file and line are known, less where they are not. */
function formatPosition({ file, line }: IniPosition): string {
  const name = file ?? "configuration";
  return line === null ? name : `${name}:${line}`;
}

/** An ini file that cannot be read as Python's ConfigParser would; code CONFIG, the message begins with `file:line`. */
export function iniError(position: IniPosition, problem: string, hint?: string): CommandError {
  return new CommandError(`${formatPosition(position)}: ${problem}`, {
    code: "CONFIG",
    hint,
    details: { file: position.file, line: position.line },
  });
}
