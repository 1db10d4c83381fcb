/** What a character stands for behind a backslash (MySQL manual, String Literals); others stand for themselves. */
const escapes: Readonly<Record<string, string>> = {
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

/** The text of what stands between the quotes of a string. */
export function unescaped(inside: string): string {
  return inside.replace(/''|\\(.)/gs, (_all, character?: string) =>
    character === undefined ? "'" : (escapes[character] ?? character),
  );
}
