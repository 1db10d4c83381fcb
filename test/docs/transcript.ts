/** A command of a transcript and what it prints. */
export interface TypedCommand {
  readonly command: string;
  /** Standard output and errors, in the order in which they come; empty for nothing. */
  readonly output: string;
}

/** Reads a transcript: lines after `$ ` are typed, a backslash continues them, the others are printed. */
export function parseTranscript(text: string): readonly TypedCommand[] {
  const commands: { command: string; output: string }[] = [];
  let continues = false;
  for (const line of text.split("\n").slice(0, -1)) {
    const last = commands.at(-1);
    if (continues && last !== undefined) last.command += `\n${line}`;
    else if (line.startsWith("$ ")) commands.push({ command: line.slice(2), output: "" });
    else if (last === undefined) throw new Error(`A transcript begins with a command, not with: ${line}`);
    else last.output += `${line}\n`;
    continues = (continues || line.startsWith("$ ")) && line.endsWith("\\");
  }
  return commands;
}

/** The transcript as a page shows it. */
export function formatTranscript(commands: readonly TypedCommand[]): string {
  return commands.map(({ command, output }) => `$ ${command}\n${output}`).join("");
}
