import { RawDescriptionHelpFormatter, SUPPRESS } from "argparse";
import { silentSink, type TextSink } from "../config/index.ts";
import { argumentName, longName } from "./argument-name.ts";
import { ProgramParser } from "./argument-parser.ts";
import { globalOptions } from "./arguments.ts";
import {
  type ArgumentDefinition,
  type CommandDefinition,
  type ParsedCommandLine,
  parsedArguments,
} from "./command-definition.ts";
import { CommandLineExit } from "./command-line-exit.ts";

export interface ParserOptions {
  readonly prog: string;
  readonly commands: readonly CommandDefinition[];
  readonly stdout: TextSink;
  readonly stderr: TextSink;
}

/** Global options after the command land under this prefix and are merged in afterwards. */
const afterCommand = "after ";

/**
 * Parses a command line (without the program's name). Throws CommandLineExit after printing help (status 0) or a
 * usage error (status 2).
 */
export function parseCommandLine(argv: readonly string[], options: ParserOptions): ParsedCommandLine {
  const named = options.commands.filter(({ name }) => argv.includes(name));
  return parseQuickly(argv, { ...options, commands: named }) ?? parse(argv, options);
}

/**
 * Parses with the commands that the command line may mean, as building the parsers of all others takes longer than
 * the rest. Null when that does not succeed: help and errors are written by a parser that knows every command.
 */
function parseQuickly(argv: readonly string[], options: ParserOptions): ParsedCommandLine | null {
  if (options.commands.length === 0) return null;
  try {
    return parse(argv, { ...options, stdout: silentSink, stderr: silentSink });
  } catch (error) {
    if (error instanceof CommandLineExit) return null;
    throw error;
  }
}

function parse(argv: readonly string[], options: ParserOptions): ParsedCommandLine {
  const parser = buildParser(options, argv);
  // argparse answers a namespace of whatever the definitions below put there.
  const values = mergeGlobalOptions({ ...(parser.parse_args([...argv]) as Record<string, unknown>) });
  const command = options.commands.find(({ name }) => name === values.cmd) ?? null;
  if (command === null && values.version !== true) parser.error("too few arguments");
  return { command, options: parsedArguments(values) };
}

function buildParser(
  { prog, commands, stdout, stderr }: ParserOptions,
  argv: readonly string[],
): ProgramParser {
  const parser = new ProgramParser(
    {
      prog,
      description: "Database migrations: create, apply and inspect revisions.",
      epilog: `Example: ${prog} upgrade head\nHelp for one command: ${prog} COMMAND --help`,
      formatter_class: RawDescriptionHelpFormatter,
    },
    stdout,
    stderr,
  );
  parser.add_argument("--version", { action: "store_true", help: "show the program's version and exit" });
  for (const option of globalOptions) addArgument(parser, option, option.names);
  // argparse calls the class with the options of add_parser only, so the sinks are bound in a subclass.
  const CommandParser = class extends ProgramParser {
    constructor(options: ConstructorParameters<typeof ProgramParser>[0]) {
      super(options, stdout, stderr);
    }
  };
  const subparsers = parser.add_subparsers({
    dest: "cmd",
    metavar: "COMMAND",
    title: "commands",
    // The declared type asks for a constructor without parameters, which argparse does not mean.
    parser_class: CommandParser as unknown as new () => unknown,
  });
  for (const command of commands) {
    const subparser = subparsers.add_parser(command.name, {
      help: command.help,
      description: command.help,
      epilog: `Global options such as -c FILE may stand here too: ${prog} --help\nExample: ${prog} ${command.example}`,
      formatter_class: RawDescriptionHelpFormatter,
    });
    // Building the options of a command costs time and only the one that is run needs them.
    if (subparser instanceof ProgramParser && argv.includes(command.name)) addArguments(subparser, command);
  }
  return parser;
}

function addArguments(parser: ProgramParser, command: CommandDefinition): void {
  const taken = new Set(command.arguments.flatMap(({ names }) => names));
  for (const argument of command.arguments) addArgument(parser, argument, argument.names);
  for (const option of globalOptions) {
    const names = option.names.filter((name) => !taken.has(name));
    addArgument(parser, { ...option, isOwn: true }, names, afterCommand);
  }
}

function addArgument(
  parser: ProgramParser,
  argument: ArgumentDefinition,
  names: readonly string[],
  destinationPrefix = "",
): void {
  const [first, second] = names;
  if (first === undefined) return;
  const { help, choices, optional } = argument;
  const described = {
    help: help.replaceAll("%", "%%"),
    ...(choices === undefined ? {} : { choices: [...choices] }),
  };
  if (argument.kind === "positional" || argument.kind === "positionals") {
    const count = argument.kind === "positionals" ? { nargs: "+" } : optional === true ? { nargs: "?" } : {};
    parser.add_argument(first, { ...described, ...count });
    return;
  }
  if (argument.isOwn === true) parser.markOwn(names);
  const behaviour = {
    ...described,
    dest: `${destinationPrefix}${argumentName(argument.names)}`,
    action: optionActions[argument.kind],
    ...(argument.kind === "flag" || choices !== undefined
      ? {}
      : { metavar: argument.metavar ?? metavar(argument.names) }),
    // The help of a command shows its own options; that the global ones stand here too is said below them.
    ...(destinationPrefix === "" ? {} : { default: SUPPRESS, help: SUPPRESS }),
  };
  if (second === undefined) parser.add_argument(first, behaviour);
  else parser.add_argument(first, second, behaviour);
}

const optionActions = { flag: "store_true", value: "store", values: "append" } as const;

/** The value of `--rev-range` is shown as `REV_RANGE`. */
function metavar(names: readonly string[]): string {
  return longName(names).replaceAll("-", "_").toUpperCase();
}

function mergeGlobalOptions(values: Record<string, unknown>): Readonly<Record<string, unknown>> {
  const merged: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (!name.startsWith(afterCommand)) merged[name] ??= value;
  }
  for (const [name, value] of Object.entries(values)) {
    if (!name.startsWith(afterCommand)) continue;
    const target = name.slice(afterCommand.length);
    const before = merged[target];
    merged[target] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
  }
  return merged;
}
