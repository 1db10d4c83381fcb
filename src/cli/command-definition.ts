import type { RunObserver } from "../commands/command-options.ts";
import type { ChooseRename } from "../commands/revision.ts";
import type { Config } from "../config/index.ts";

/** How an argument is given and what it yields: `true`, a text, or a list of texts. */
export type ArgumentKind = "flag" | "value" | "values" | "positional" | "positionals";

/** One argument of a command. */
export interface ArgumentDefinition {
  /** `-m`, `--message` … of an option; the one bare name of a positional. */
  readonly names: readonly string[];
  readonly kind: ArgumentKind;
  readonly help: string;
  /** What stands for the value in the help text. */
  readonly metavar?: string | undefined;
  readonly choices?: readonly string[] | undefined;
  /** An option the original does not have: it never makes an abbreviation of one of the original's ambiguous. */
  readonly isOwn?: true | undefined;
  /** A positional that may be left out. */
  readonly optional?: true | undefined;
}

/** The parsed arguments of one command line, by name in camelCase. */
export interface ParsedArguments {
  flag(name: string): boolean;
  text(name: string): string | undefined;
  /** A positional argument, which the parser guarantees. */
  required(name: string): string;
  list(name: string): readonly string[] | undefined;
  /** All values, as `config.cmdOpts` shows them. */
  toObject(): Readonly<Record<string, unknown>>;
}

/** The face of parsed values that commands see. */
export function parsedArguments(values: Readonly<Record<string, unknown>>): ParsedArguments {
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  return {
    flag: (name) => values[name] === true,
    text,
    required: (name) => text(name) ?? "",
    list(name) {
      const value = values[name];
      return Array.isArray(value) ? value.map(String) : undefined;
    },
    toObject: () => values,
  };
}

/** What the terminal offers to a command. */
export interface CommandSession {
  /** Shows the progress of a run, where there is somebody to see it. */
  readonly observer?: RunObserver | undefined;
  /** Asks what was renamed, where there is somebody who can answer. */
  readonly chooseRename?: ChooseRename | undefined;
}

/** A command of the program. Add one of your own with `CommandLine.registerCommand`. */
export interface CommandDefinition {
  readonly name: string;
  /** One line for the list of commands. */
  readonly help: string;
  /** A command line that can be typed as it is, without the program's name. */
  readonly example: string;
  readonly arguments: readonly ArgumentDefinition[];
  /** Whether it runs migrations, whose progress is shown on a terminal. */
  readonly showsProgress?: true | undefined;
  /** Does the work; a number is the exit status, anything else means 0. */
  run(config: Config, options: ParsedArguments, session: CommandSession): Promise<unknown>;
}

/** A command line that was understood. */
export interface ParsedCommandLine {
  /** Null when only `--version` was asked for. */
  readonly command: CommandDefinition | null;
  readonly options: ParsedArguments;
}
