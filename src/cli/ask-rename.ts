import { createInterface, type Interface } from "node:readline/promises";
import type { RenameQuestion } from "../commands/revision.ts";
import { CommandError } from "../errors/index.ts";

/**
 * Asks on the terminal which old name a new one had; `null` for none. Throws CommandError (code CANCELLED) at the end of
 * the input, and the signal's error when the program is interrupted.
 */
export async function askRename(
  question: RenameQuestion,
  signal?: AbortSignal | undefined,
): Promise<string | null> {
  // The terminal itself edits the line, so that Ctrl-C comes as the signal that it always is.
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  try {
    process.stdout.write(questionText(question));
    for (;;) {
      const answer = await answerTo("Number [0]: ", lines, signal);
      if (answer === "" || answer === "0") return null;
      const chosen = /^\d+$/.test(answer) ? question.candidates[Number(answer) - 1] : undefined;
      if (chosen !== undefined) return chosen;
      process.stdout.write(`That is none of the numbers from 0 to ${question.candidates.length}.\n`);
    }
  } finally {
    lines.close();
  }
}

function questionText({ what, table, name, candidates }: RenameQuestion): string {
  const whole = (each: string): string => shown(table === null ? each : `${table}.${each}`);
  const loss = what === "table" ? "rows" : "values";
  return [
    `The database has no ${what} ${whole(name)}. Is it`,
    `  0  new`,
    ...candidates.map(
      (each, index) => `  ${index + 1}  ${whole(each)} with another name, which keeps its ${loss}`,
    ),
    "",
  ].join("\n");
}

/** Names come from a database: they must not steer the terminal. */
function shown(name: string): string {
  return name.replace(/\p{C}/gu, "\uFFFD");
}

async function answerTo(prompt: string, lines: Interface, signal: AbortSignal | undefined): Promise<string> {
  const ended = new Promise<never>((_resolve, reject) => {
    lines.once("close", () => reject(unanswered()));
  });
  const answer = await Promise.race([lines.question(prompt, signal === undefined ? {} : { signal }), ended]);
  return answer.trim();
}

function unanswered(): CommandError {
  return new CommandError("The question was not answered; no file was written.", {
    code: "CANCELLED",
    hint: "Say what was renamed with --rename table.old:new or --rename old:new.",
  });
}
