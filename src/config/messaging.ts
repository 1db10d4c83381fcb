import { stripVTControlCharacters } from "node:util";
import { maskPasswords } from "../util/mask-passwords.ts";
import { silentSink, type TextSink } from "./text-sink.ts";

/** Where messages go and whether they are wanted; a `Config` is one. */
export interface MessageTarget {
  readonly stdout: TextSink;
  readonly messagingOpts: { readonly quiet: boolean };
}

/** Where messages go that nobody wants. */
export const noMessages: MessageTarget = { stdout: silentSink, messagingOpts: { quiet: true } };

export interface StatusOptions {
  /** Ends the line after the text, because the work itself prints something. */
  readonly newline?: boolean | undefined;
}

/** Prints a message on its own line, wrapped and indented where the output is a terminal. */
export function printMessage(target: MessageTarget, text: string, options: StatusOptions = {}): void {
  if (target.messagingOpts.quiet) return;
  const end = options.newline === false ? "" : "\n";
  target.stdout.write(`${wrapMessage(maskPasswords(text), target.stdout.columns)}${end}`);
}

/** Prints `<text> ...`, does the work, and prints `  done`, or `  FAILED` when it throws. */
export async function withStatus<T>(
  target: MessageTarget,
  text: string,
  work: () => T | PromiseLike<T>,
  options: StatusOptions = {},
): Promise<T> {
  const print = (end: string): void => {
    if (!target.messagingOpts.quiet) target.stdout.write(`${end}\n`);
  };
  printMessage(target, `${text} ...`, { newline: options.newline ?? false });
  try {
    const result = await work();
    print("  done");
    return result;
  } catch (error) {
    print("  FAILED");
    throw error;
  }
}

/**
 * Breaks a message at blanks to lines of a terminal's width, each indented by two blanks beside those that the line has;
 * without a width nothing changes.
 */
export function wrapMessage(text: string, columns: number | undefined): string {
  if (columns === undefined || columns <= 0) return text;
  return text
    .split("\n")
    .flatMap((line) => wrapLine(line, columns - 2))
    .map((line) => `  ${line}`)
    .join("\n");
}

function wrapLine(line: string, width: number): readonly string[] {
  const [indent = ""] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let current = "";
  for (const word of line.slice(indent.length).split(" ")) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (current !== "" && indent.length + visibleLength(longer) > width) {
      lines.push(indent + current);
      current = word;
    } else {
      current = longer;
    }
  }
  return [...lines, indent + current];
}

/** Colours take no room on a line. */
function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length;
}
