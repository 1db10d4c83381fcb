import { argumentName } from "./argument-name.ts";
import { globalOptions } from "./arguments.ts";
import {
  type ArgumentDefinition,
  type CommandDefinition,
  type ParsedCommandLine,
  parsedArguments,
} from "./command-definition.ts";

type Values = Record<string, unknown>;

/**
 * Understands the command lines that leave no question open: a command, its positional arguments in one piece, flags in
 * full, and values behind an equals sign. Null for any other, which is for the real parser; loading that takes longer
 * than many commands.
 */
export function parsePlain(
  argv: readonly string[],
  commands: readonly CommandDefinition[],
): ParsedCommandLine | null {
  const command = commands.find(({ name }) => name === argv[0]);
  if (command === undefined) return null;
  const values: Values = { version: false, ...unset(globalOptions), cmd: command.name };
  Object.assign(values, unset(command.arguments));
  const words = takeOptions(argv.slice(1), command.arguments, values);
  return words !== null && takePositionals(words, command.arguments, values)
    ? { command, options: parsedArguments(values) }
    : null;
}

function unset(options: readonly ArgumentDefinition[]): Values {
  return Object.fromEntries(
    options.map(({ names, kind }) => [argumentName(names), kind === "flag" ? false : undefined]),
  );
}

/** Notes flags and values and gives the other words; null when one is no such option or stands between other words. */
function takeOptions(
  argv: readonly string[],
  options: readonly ArgumentDefinition[],
  values: Values,
): readonly string[] | null {
  const places: number[] = [];
  for (const [place, word] of argv.entries()) {
    if (word !== "" && !word.startsWith("-")) {
      places.push(place);
      continue;
    }
    if (!takeOption(word, options, values)) return null;
  }
  const [first = 0] = places;
  const end = first + places.length;
  return places.length > 0 && places.at(-1) !== end - 1 ? null : argv.slice(first, end);
}

/** `--flag`, or `--name=value`. */
function takeOption(word: string, options: readonly ArgumentDefinition[], values: Values): boolean {
  const equals = word.indexOf("=");
  const [name, value] = equals === -1 ? [word, null] : [word.slice(0, equals), word.slice(equals + 1)];
  const option = options.find(({ names }) => names.includes(name));
  if (option === undefined || option.choices !== undefined || value === "") return false;
  if (option.kind !== (value === null ? "flag" : "value")) return false;
  values[argumentName(option.names)] = value ?? true;
  return true;
}

function takePositionals(
  words: readonly string[],
  options: readonly ArgumentDefinition[],
  values: Values,
): boolean {
  const positionals = options.filter(({ kind }) => kind === "positional" || kind === "positionals");
  const [only, ...others] = positionals;
  if (only?.kind === "positionals" && others.length === 0 && words.length > 0) {
    values[argumentName(only.names)] = [...words];
    return true;
  }
  if (words.length !== positionals.length) return false;
  return positionals.every(({ names, kind, choices }, index) => {
    const word = words[index];
    if (kind === "positionals" || word === undefined || choices?.includes(word) === false) return false;
    values[argumentName(names)] = word;
    return true;
  });
}
