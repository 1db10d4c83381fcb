const word = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs;
const piece = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^"'\\]+)/gs;

/**
 * Splits a text into arguments as a POSIX shell would: blanks separate, quotes and backslashes protect. Nothing is
 * expanded. An unclosed quote stands for itself.
 */
export function splitShellWords(text: string): readonly string[] {
  return (text.match(word) ?? []).map((token) =>
    token.replace(piece, (_all, single?: string, double?: string, escaped?: string, plain?: string) => {
      if (double !== undefined) return double.replace(/\\(["\\$`])/g, "$1");
      return single ?? escaped ?? plain ?? "";
    }),
  );
}
