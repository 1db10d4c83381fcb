import { CommandError } from "../errors/index.ts";
import { globalOptions } from "./arguments.ts";
import type { ArgumentDefinition, CommandDefinition } from "./command-definition.ts";

export const shells: readonly string[] = ["bash", "zsh", "fish"];

/**
 * A script that makes a shell complete commands and options of the program; evaluate it in the shell's start file.
 * Throws CommandError for an unknown shell.
 */
export function completionScript(
  shell: string,
  prog: string,
  commands: readonly CommandDefinition[],
): string {
  const write = writers[shell];
  if (write !== undefined) return write(prog, commands);
  throw new CommandError(`There is no completion for the shell '${shell}'`, {
    hint: `Choose one of ${shells.join(", ")}.`,
    details: { shell },
  });
}

type ScriptWriter = (prog: string, commands: readonly CommandDefinition[]) => string;

const writers: Readonly<Record<string, ScriptWriter | undefined>> = { bash, zsh, fish };

function bash(prog: string, commands: readonly CommandDefinition[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  const cases = commands.map(
    (command) => `    ${command.name}) words="${optionNames(command).join(" ")}" ;;`,
  );
  return `_${functionName(prog)}() {
  local word words="${[names, ...globalNames()].join(" ")}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
${cases.join("\n")}
    esac
  done
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _${functionName(prog)} ${prog}
`;
}

function zsh(prog: string, commands: readonly CommandDefinition[]): string {
  return `autoload -U +X bashcompinit && bashcompinit
${bash(prog, commands)}`;
}

function fish(prog: string, commands: readonly CommandDefinition[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c ${prog} -n __fish_use_subcommand -a ${command.name} -d ${quote(command.help)}`,
    ...command.arguments
      .filter(isOption)
      .map((option) => fishOption(prog, option, ` -n "__fish_seen_subcommand_from ${command.name}"`)),
  ]);
  return `${[...lines, ...globalOptions.map((option) => fishOption(prog, option, ""))].join("\n")}\n`;
}

function fishOption(prog: string, option: ArgumentDefinition, condition: string): string {
  const names = option.names.map((name) =>
    name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const value = option.kind === "flag" ? "" : " -r";
  return `complete -c ${prog}${condition} ${names.join(" ")}${value} -d ${quote(option.help)}`;
}

function optionNames(command: CommandDefinition): readonly string[] {
  return [...command.arguments.filter(isOption).flatMap(({ names }) => names), ...globalNames()];
}

function globalNames(): readonly string[] {
  return globalOptions.flatMap(({ names }) => names);
}

function isOption({ kind }: ArgumentDefinition): boolean {
  return kind !== "positional" && kind !== "positionals";
}

function functionName(prog: string): string {
  return `${prog.replace(/\W/g, "_")}_completion`;
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
