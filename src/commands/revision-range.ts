import { CommandError } from "../errors/index.ts";

/** Both ends of `start:end`; null for an end that was left empty. */
export interface RevisionRange {
  readonly start: string | null;
  readonly end: string | null;
}

/** Splits `start:end` at its colon; null when there is none. Throws CommandError (code COMMAND) for several. */
export function splitRange(text: string): RevisionRange | null {
  const [start, end, ...more] = text.trim().split(":");
  if (start === undefined || end === undefined) return null;
  if (more.length > 0) {
    throw new CommandError(`Revision range '${text}' has more than one colon`, {
      hint: "Write the range as start:end.",
      details: { range: text },
    });
  }
  return { start: start === "" ? null : start, end: end === "" ? null : end };
}

/** The end of a script's range: to take an end that was left open for the base would undo what is there. */
export function namedEnd({ end }: RevisionRange, text: string): string {
  if (end !== null) return end;
  throw new CommandError(`Empty revision: the range '${text}' has no end`, {
    hint: "Name the revision that the script ends at, as in 'aaa:head' or 'aaa:base'; only 'history -r' has open ends.",
    details: { range: text },
  });
}
