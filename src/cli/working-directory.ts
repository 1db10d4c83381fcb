import { CommandError } from "../errors/index.ts";

/** Throws CommandError (code CONFIG) where relative paths mean nothing, such as in a folder that has been removed. */
export function assertWorkingDirectory(): void {
  try {
    process.cwd();
  } catch (cause) {
    // Node adds a guess about the reason to the system's words, of which the code is enough.
    const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new CommandError(`The working directory is not there any more, or cannot be read${code}.`, {
      code: "CONFIG",
      hint: "Change to the project's folder with cd, and type the command again.",
      cause,
    });
  }
}
