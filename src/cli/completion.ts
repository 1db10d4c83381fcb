import { CommandError } from "../errors/index.ts";
import { globalOptions } from "./arguments.ts";
import type { ArgumentDefinition, CommandDefinition } from "./command-definition.ts";

export const shells: readonly string[] = ["bash", "zsh", "fish"];

/**
 * A script that makes a shell complete commands, options and fixed values of the program, under each of its names;
 * evaluate it in the shell's start file. Throws CommandError for an unknown shell.
 */
export function completionScript(
  shell: string,
  programs: readonly string[],
  commands: readonly CommandDefinition[],
): string {
  const write = writers[shell];
  if (write !== undefined) return write(programs, commands);
  throw new CommandError(`There is no completion for the shell '${shell}'`, {
    hint: `Choose one of ${shells.join(", ")}.`,
    details: { shell },
  });
}

type ScriptWriter = (programs: readonly string[], commands: readonly CommandDefinition[]) => string;

const writers: Readonly<Record<string, ScriptWriter | undefined>> = { bash, zsh, fish };

function bash(programs: readonly string[], commands: readonly CommandDefinition[]): string {
  const names = commands.map(({ name }) => name);
  const valued = valuedOptions(commands).join("|");
  return `_alembic_completion() {
  local word previous="" words="${[...names, ...globalNames()].join(" ")}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$previous" in
      ${valued}) previous=""; continue ;;
    esac
    previous="$word"
    case "$word" in
${commands.map((command) => `      ${command.name}) words="${wordsAfter(command).join(" ")}" ;;`).join("\n")}
    esac
  done
  case "$previous" in
${choiceCases(commands).join("\n")}
    ${valued}) return ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _alembic_completion ${programs.join(" ")}
`;
}

function choiceCases(commands: readonly CommandDefinition[]): readonly string[] {
  return commands
    .flatMap((command) => command.arguments)
    .filter((argument) => isOption(argument) && argument.choices !== undefined)
    .map(({ names, choices = [] }) => `    ${names.join("|")}) words="${choices.join(" ")}" ;;`);
}

/** Options that are followed by a value; what stands behind one of them is no command. */
function valuedOptions(commands: readonly CommandDefinition[]): readonly string[] {
  const options = [...globalOptions, ...commands.flatMap((command) => command.arguments)].filter(
    (argument) => isOption(argument) && argument.kind !== "flag",
  );
  return [...new Set(options.flatMap(({ names }) => names))].filter(
    (name) => !isFlagSomewhere(name, commands),
  );
}

/** `-c` is a flag of one command and takes a value elsewhere. */
function isFlagSomewhere(name: string, commands: readonly CommandDefinition[]): boolean {
  return commands.some((command) =>
    command.arguments.some(({ kind, names }) => kind === "flag" && names.includes(name)),
  );
}

function zsh(programs: readonly string[], commands: readonly CommandDefinition[]): string {
  const described = commands.map(({ name, help }) => quote(`${name}:${help}`)).join(" ");
  return `_alembic_completion() {
  local word command=""
  local -a commands=(${described})
  for word in "\${words[2,CURRENT-1]}"; do
    case "$word" in
      ${commands.map(({ name }) => name).join("|")}) command="$word" ;;
    esac
  done
  case "$command" in
${commands.map((command) => `    ${command.name}) compadd -- ${wordsAfter(command).join(" ")} ;;`).join("\n")}
    *) _describe command commands; compadd -- ${globalNames().join(" ")} ;;
  esac
  _files
}
(( $+functions[compdef] )) || { autoload -U compinit && compinit }
compdef _alembic_completion ${programs.join(" ")}
`;
}

function fish(programs: readonly string[], commands: readonly CommandDefinition[]): string {
  const lines = programs.flatMap((program) => [
    ...commands.flatMap((command) => fishCommand(program, command)),
    ...globalOptions.map((option) => fishOption(program, option, "")),
  ]);
  return `${lines.join("\n")}\n`;
}

function fishCommand(program: string, command: CommandDefinition): readonly string[] {
  const condition = ` -n "__fish_seen_subcommand_from ${command.name}"`;
  const values = command.arguments.filter(
    (argument) => !isOption(argument) && argument.choices !== undefined,
  );
  return [
    `complete -c ${program} -n __fish_use_subcommand -f -a ${command.name} -d ${quote(command.help)}`,
    ...values.map(
      ({ choices = [] }) => `complete -c ${program}${condition} -f -a ${quote(choices.join(" "))}`,
    ),
    ...command.arguments.filter(isOption).map((option) => fishOption(program, option, condition)),
  ];
}

function fishOption(program: string, option: ArgumentDefinition, condition: string): string {
  const names = option.names.map((name) =>
    name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const choices = option.choices === undefined ? "" : ` -f -a ${quote(option.choices.join(" "))}`;
  const value = option.kind === "flag" ? "" : ` -r${choices}`;
  return `complete -c ${program}${condition} ${names.join(" ")}${value} -d ${quote(option.help)}`;
}

/** What may follow a command: its own words and options, and those of every command. */
function wordsAfter(command: CommandDefinition): readonly string[] {
  const values = command.arguments.filter((argument) => !isOption(argument));
  return [
    ...values.flatMap(({ choices = [] }) => choices),
    ...command.arguments.filter(isOption).flatMap(({ names }) => names),
    ...globalNames(),
  ];
}

function globalNames(): readonly string[] {
  return [...globalOptions.flatMap(({ names }) => names), "--help"];
}

function isOption({ kind }: ArgumentDefinition): boolean {
  return kind !== "positional" && kind !== "positionals";
}

/** A word in single quotes, which is written the same in bash, zsh and fish. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
