/** Ends the parsing of a command line: after help was printed, or after a usage error. */
export class CommandLineExit extends Error {
  /** 0 after help, 2 after a usage error. */
  readonly status: number;

  constructor(status: number) {
    super(`The command line ended with status ${status}`);
    this.name = "CommandLineExit";
    this.status = status;
  }
}
