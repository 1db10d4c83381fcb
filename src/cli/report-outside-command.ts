import { standardError, standardOutput, takesColors } from "./standard-streams.ts";

/** Tells the user about an error that no command has told of, and answers the exit status. */
export async function reportOutsideCommand(error: unknown): Promise<number> {
  const { reportError } = await import("./report-error.ts");
  return reportError(error, {
    stdout: standardOutput,
    stderr: standardError,
    quiet: false,
    colors: takesColors(standardOutput),
  });
}
