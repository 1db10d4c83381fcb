import { unescaped } from "./unescaped.ts";

/** A string, or a name in quotes, which may hold what looks like the end of a string. */
const quoted = /`(?:[^`]|``)*`|'((?:[^'\\]|''|\\.)*)'/gs;

/** An expression with its strings as standard SQL writes them: a quote is doubled, a backslash is one. */
export function standardStrings(text: string): string {
  return text.replace(quoted, (piece: string, inside?: string) =>
    inside === undefined ? piece : `'${unescaped(inside).replaceAll("'", "''")}'`,
  );
}
