import { inspect } from "node:util";
import picocolors from "picocolors";
import { getLogger, printMessage, type TextSink } from "../config/index.ts";
import { type AlembicError, isAlembicError } from "../errors/index.ts";
import { maskPasswords } from "../util/mask-passwords.ts";

export interface ErrorReport {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly quiet: boolean;
  readonly colors: boolean;
}

/**
 * Tells the user about an error and answers the exit status: 255 with `FAILED: …` on stdout and an ERROR log line
 * for every error of this package, 1 with a stack on stderr for a foreign exception.
 */
export function reportError(error: unknown, report: ErrorReport): number {
  if (isAlembicError(error)) {
    reportRefusal(error, report);
    return 255;
  }
  report.stderr.write(
    `${maskPasswords(error instanceof Error ? inspect(error, { colors: false }) : String(error))}\n`,
  );
  return 1;
}

function reportRefusal(error: AlembicError, { stdout, quiet, colors }: ErrorReport): void {
  const { red, dim } = picocolors.createColors(colors);
  const target = { stdout, messagingOpts: { quiet } };
  getLogger("alembic.util.messaging").error(error.message);
  printMessage(target, `${red("FAILED")}: ${error.message}`);
  if (error.hint !== undefined) printMessage(target, `  ${dim(error.hint)}`);
}
