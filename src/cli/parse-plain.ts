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
 * Understands the command lines that leave no question open: a command, its positional arguments in one piece, and
 * flags in full. Null for any other, which is for the real parser; loading that takes longer than many commands.
 */
export function parsePlain(
  argv: readonly string[],
  commands: readonly CommandDefinition[],
): ParsedCommandLine | null {
  const command = commands.find(({ name }) => name === argv[0]);
  if (command === undefined) return null;
  const values: Values = { version: false, ...unset(globalOptions), cmd: command.name };
  Object.assign(values, unset(command.arguments));
  const words = takeFlags(argv.slice(1), command.arguments, values);
  return words !== null && takePositionals(words, command.arguments, values)
    ? { command, options: parsedArguments(values) }
    : null;
}

function unset(options: readonly ArgumentDefinition[]): Values {
  return Object.fromEntries(
    options.map(({ names, kind }) => [argumentName(names), kind === "flag" ? false : undefined]),
  );
}

/** Notes the flags and gives the other words; null when one is no flag or stands between other words. */
function takeFlags(
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
    const flag = options.find(({ names, kind }) => kind === "flag" && names.includes(word));
    if (flag === undefined) return null;
    values[argumentName(flag.names)] = true;
  }
  const [first = 0] = places;
  const end = first + places.length;
  return places.length > 0 && places.at(-1) !== end - 1 ? null : argv.slice(first, end);
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
