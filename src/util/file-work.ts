import { CommandError } from "../errors/index.ts";

/** Reads something of the project's; what the system refuses is a CommandError that names it. */
export function reading<T>(path: string, work: () => T): T {
  return fileWork(path, "read", work);
}

/** Writes something of the project's; what the system refuses is a CommandError that names it. */
export function writing<T>(path: string, work: () => T): T {
  return fileWork(path, "written", work);
}

function fileWork<T>(path: string, done: "read" | "written", work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new CommandError(`${path} cannot be ${done}: ${cause.message}`, {
      hint: "Check the path and its permissions.",
      details: { path, code: cause.code },
      cause,
    });
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}
