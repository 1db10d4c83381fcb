import { CommandError } from "../errors/index.ts";
import { own } from "../util/own.ts";
import { globalOptions, shells } from "./arguments.ts";
import type { ArgumentDefinition, CommandDefinition } from "./command-definition.ts";

/**
 * A script that makes a shell complete commands, options and fixed values of the program, under each of its names;
 * evaluate it in the shell's start file. Throws CommandError for an unknown shell.
 */
export function completionScript(
  shell: string,
  programs: readonly string[],
  commands: readonly CommandDefinition[],
): string {
  const write = own(writers, shell);
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
  return `_alembic_completion() {
  local word command="" previous="" words="${[...names, ...globalNames()].join(" ")}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$command:$previous" in
${valueCases(commands, 'previous=""; continue')}
    esac
    previous="$word"
    [ -z "$command" ] && case "$word" in
${commands.map((command) => `      ${command.name}) command="$word" words="${wordsAfter(command).join(" ")}" ;;`).join("\n")}
    esac
  done
  case "$command:$previous" in
${choiceCases(commands, (choices) => `words="${choices}"`)}
${valueCases(commands, "return")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _alembic_completion ${programs.join(" ")}
`;
}

function zsh(programs: readonly string[], commands: readonly CommandDefinition[]): string {
  const described = commands.map(({ name, help }) => quote(`${name}:${help}`)).join(" ");
  return `_alembic_completion() {
  local word command="" previous=""
  local -a commands=(${described})
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$command:$previous" in
${valueCases(commands, 'previous=""; continue')}
    esac
    previous="$word"
    [ -z "$command" ] && case "$word" in
      ${commands.map(({ name }) => name).join("|")}) command="$word" ;;
    esac
  done
  case "$command:$previous" in
${choiceCases(commands, (choices) => `compadd -- ${choices}; return`)}
${valueCases(commands, "_files; return")}
  esac
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
  const quoted = (patterns: readonly string[]): string => patterns.map(quote).join(" ");
  return `function __alembic_command
  set -l command ""
  set -l previous ""
  for word in (commandline -opc)[2..-1]
    switch "$command:$previous"
      case ${quoted(flagPlaces(commands))}
      case ${quoted(valuePlaces(commands))}
        set previous ""
        continue
    end
    set previous $word
    test -z "$command"; and contains -- $word ${commands.map(({ name }) => name).join(" ")}; and set command $word
  end
  echo $command
end
${lines.join("\n")}
`;
}

function fishCommand(program: string, command: CommandDefinition): readonly string[] {
  const condition = ` -n 'test (__alembic_command) = ${command.name}'`;
  const values = command.arguments.filter(
    (argument) => !isOption(argument) && argument.choices !== undefined,
  );
  return [
    `complete -c ${program} -n 'test -z (__alembic_command)' -f -a ${command.name} -d ${quote(command.help)}`,
    ...values.map(
      ({ choices = [] }) => `complete -c ${program}${condition} -f -a ${quote(choices.join(" "))}`,
    ),
    ...command.arguments.filter(isOption).map((option) => fishOption(program, option, condition)),
  ];
}

/** Cases for options whose value is one of a few words. */
function choiceCases(commands: readonly CommandDefinition[], offer: (choices: string) => string): string {
  return commands
    .flatMap((command) => command.arguments)
    .filter((argument) => isOption(argument) && argument.choices !== undefined)
    .map(
      ({ names, choices = [] }) =>
        `    ${names.map((name) => `*:${name}`).join("|")}) ${offer(choices.join(" "))} ;;`,
    )
    .join("\n");
}

/** The cases of a command and the word before: what stands behind an option that takes a value is no command. */
function valueCases(commands: readonly CommandDefinition[], action: string): string {
  return `    ${flagPlaces(commands).join("|")}) ;;\n    ${valuePlaces(commands).join("|")}) ${action} ;;`;
}

/** Patterns `command:option` for every option that is followed by a value; `flagPlaces` come before them. */
function valuePlaces(commands: readonly CommandDefinition[]): readonly string[] {
  return valuedOptions(commands).map((name) => `*:${name}`);
}

/** Where a name is a flag that takes a value elsewhere: `-c` of `current`. */
function flagPlaces(commands: readonly CommandDefinition[]): readonly string[] {
  const valued = valuedOptions(commands);
  return commands.flatMap((command) =>
    command.arguments
      .filter(({ kind }) => kind === "flag")
      .flatMap(({ names }) => names.filter((name) => valued.includes(name)))
      .map((name) => `${command.name}:${name}`),
  );
}

function valuedOptions(commands: readonly CommandDefinition[]): readonly string[] {
  const options = [...globalOptions, ...commands.flatMap((command) => command.arguments)].filter(
    (argument) => isOption(argument) && argument.kind !== "flag",
  );
  return [...new Set(options.flatMap(({ names }) => names))];
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
