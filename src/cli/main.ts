import type { CommandLineSettings } from "./command-line.ts";

/**
 * Runs one command line in this process and answers its exit status, as the program would end with. It does not end
 * the process and installs no signal handlers. With `--raiseerr` an error is thrown instead of printed.
 *
 * @example
 * await main(["--raiseerr", "upgrade", "head"]);
 */
export async function main(
  argv: readonly string[] = process.argv.slice(2),
  settings: CommandLineSettings = {},
): Promise<number> {
  const { CommandLine } = await import("./command-line.ts");
  return new CommandLine(settings).main(argv);
}
