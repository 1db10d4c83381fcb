import { appendFileSync, writeFileSync } from "node:fs";
import { isatty } from "node:tty";
import type { ChooseRename } from "../commands/revision.ts";
import { Config, defaultSection, loadDotEnv, type TextSink } from "../config/index.ts";
import { writing } from "../util/file-work.ts";
import type { PublicMembers } from "../util/public-members.ts";
import type { CommandDefinition, ParsedArguments, ParsedCommandLine } from "./command-definition.ts";
import { CommandLineExit } from "./command-line-exit.ts";
import { commandTable } from "./command-table.ts";
import { chooseConfigFiles } from "./config-files.ts";
import { parsePlain } from "./parse-plain.ts";
import type { Terminal } from "./progress.ts";
import type { ErrorReport } from "./report-error.ts";
import { standardError, standardOutput, takesColors } from "./standard-streams.ts";
import { packageVersion } from "./version.ts";
import { assertWorkingDirectory } from "./working-directory.ts";

/** The name of the program, and what it is connected to. */
export interface CommandLineSettings {
  /** The program's name in help and usage errors; `alembic` by default. */
  readonly prog?: string | undefined;
  /** Where output goes; the process's own streams by default. */
  readonly stdout?: TextSink | undefined;
  readonly stderr?: TextSink | undefined;
  /** Ends the running command: its statement is cancelled and its transaction rolled back. */
  readonly signal?: AbortSignal | undefined;
  /** How many timers and requests the process is waiting for; see `ConfigOptions`. */
  readonly pendingWork?: (() => number) | undefined;
}

class CommandLineClass {
  readonly #prog: string;
  readonly #stdout: TextSink;
  readonly #stderr: TextSink;
  readonly #signal: AbortSignal | undefined;
  readonly #pendingWork: (() => number) | undefined;
  readonly #commands: CommandDefinition[] = [...commandTable];

  constructor(settings: CommandLineSettings = {}) {
    this.#prog = settings.prog ?? "alembic";
    this.#stdout = settings.stdout ?? standardOutput;
    this.#stderr = settings.stderr ?? standardError;
    this.#signal = settings.signal;
    this.#pendingWork = settings.pendingWork;
  }

  /** Adds a command, or replaces the one of the same name. */
  registerCommand(command: CommandDefinition): void {
    const index = this.#commands.findIndex(({ name }) => name === command.name);
    if (index === -1) this.#commands.push(command);
    else this.#commands[index] = command;
  }

  /**
   * Runs one command line (without the program's name) and answers its exit status: 0 done, 2 usage, 255 refused,
   * 1 for a foreign exception. With `--raiseerr` the error is thrown instead.
   */
  async main(argv: readonly string[]): Promise<number> {
    try {
      const parsed = parsePlain(argv, this.#commands) ?? (await this.#parse(argv));
      return parsed.command === null ? this.#printVersion() : await this.#run(parsed.command, parsed.options);
    } catch (error) {
      if (error instanceof CommandLineExit) return error.status;
      throw error;
    }
  }

  async #parse(argv: readonly string[]): Promise<ParsedCommandLine> {
    const { parseCommandLine } = await import("./build-parser.ts");
    return parseCommandLine(argv, {
      prog: this.#prog,
      commands: this.#commands,
      stdout: this.#stdout,
      stderr: this.#stderr,
    });
  }

  #printVersion(): number {
    this.#stdout.write(`${this.#prog} ${packageVersion()}\n`);
    return 0;
  }

  async #run(command: CommandDefinition, options: ParsedArguments): Promise<number> {
    const terminal = await this.#openTerminal(command, options);
    const report: ErrorReport = {
      // With --json the standard output holds one document, or nothing.
      stdout: options.flag("json") ? terminal.stderr : terminal.stdout,
      stderr: terminal.stderr,
      quiet: options.flag("quiet"),
      colors: takesColors(this.#stdout) && !options.flag("noColor"),
    };
    let run = <T>(work: () => T): T => work();
    try {
      const config = this.#createConfig(options, terminal);
      run = (work) => config.logging.run(work);
      const session = { observer: terminal.progress, chooseRename: this.#chooseRename() };
      const status = await run(() => command.run(config, options, session)).finally(() =>
        terminal.progress?.stop(),
      );
      return typeof status === "number" ? status : 0;
    } catch (error) {
      if (options.flag("raiseerr")) throw error;
      const { reportError } = await import("./report-error.ts");
      return run(() => reportError(error, report));
    }
  }

  /** Where output goes: as it is, or on a terminal around a line that shows the progress. */
  async #openTerminal({ showsProgress }: CommandDefinition, options: ParsedArguments): Promise<Terminal> {
    const plain = { stdout: this.#stdout, stderr: this.#stderr };
    const isTerminal = this.#stderr.columns !== undefined && process.env.TERM !== "dumb";
    if (showsProgress !== true || !isTerminal || options.flag("quiet")) return plain;
    const { openProgress } = await import("./progress.ts");
    return openProgress(plain);
  }

  /** Nobody is asked unless questions and answers go through a terminal. */
  #chooseRename(): ChooseRename | undefined {
    if (this.#stdout !== standardOutput || !isatty(0) || !isatty(1)) return undefined;
    return async (question) => (await import("./ask-rename.ts")).askRename(question, this.#signal);
  }

  #createConfig(options: ParsedArguments, { stdout, stderr }: Terminal): Config {
    assertWorkingDirectory();
    const files = chooseConfigFiles(options.list("config") ?? [], process.env.ALEMBIC_CONFIG);
    const name = options.text("name") ?? defaultSection;
    const config = new Config(files.ini, {
      iniSection: name,
      packageFile: files.packageFile,
      stdout,
      cmdOpts: { ...options.toObject(), name, x: options.list("x") },
      logSinks: { stdout, stderr, openFile: openLogFile },
      signal: this.#signal,
      pendingWork: this.#pendingWork,
    });
    loadDotEnv(config);
    return config;
  }
}

/**
 * The command line program, extensible by commands of one's own.
 *
 * @example
 * const program = new CommandLine({ prog: "myapp-db" });
 * program.registerCommand({ name: "seed", help: "Fill in test data.", example: "seed", arguments: [], run: seed });
 * process.exitCode = await program.main(process.argv.slice(2));
 */
export interface CommandLine extends PublicMembers<CommandLineClass> {}

/** Makes a {@link CommandLine}; called with `new`. */
export const CommandLine: new (settings?: CommandLineSettings) => CommandLine = CommandLineClass;

function openLogFile(path: string, mode: string): TextSink {
  writing(path, () => (mode.startsWith("w") ? writeFileSync : appendFileSync)(path, ""));
  return { write: (text) => appendFileSync(path, text) };
}
