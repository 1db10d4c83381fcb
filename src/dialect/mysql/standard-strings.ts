/** A string, or a name in quotes, which may hold what looks like the end of a string. */
const quoted = /`(?:[^`]|``)*`|'((?:[^'\\]|''|\\.)*)'/gs;

/** What a character stands for behind a backslash (MySQL manual, String Literals); others stand for themselves. */
const escaped: Readonly<Record<string, string>> = {
  "'": "''",
  "0": "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\x1a",
  // These two keep the backslash, which LIKE reads.
  "%": "\\%",
  _: "\\_",
};

/** An expression with its strings as standard SQL writes them: a quote is doubled, a backslash is one. */
export function standardStrings(text: string): string {
  return text.replace(quoted, (piece: string, inside?: string) =>
    inside === undefined
      ? piece
      : `'${inside.replace(/\\(.)/gs, (_pair, character: string) => escaped[character] ?? character)}'`,
  );
}
