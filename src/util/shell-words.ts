/** How a platform's shell takes a text apart: whole words, and the pieces of one. */
interface Quoting {
  readonly word: RegExp;
  /** Groups: in single quotes, in double quotes, behind a backslash, plain. */
  readonly piece: RegExp;
}

const posix: Quoting = {
  word: /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs,
  piece: /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^"'\\]+)/gs,
};

/** A backslash separates folders there, and protects nothing. */
const windows: Quoting = {
  word: /(?:[^\s"']|"[^"]*"|'[^']*')+/gs,
  piece: /'([^']*)'|"([^"]*)"|((?!))|([^"']+)/gs,
};

/**
 * Splits a text into arguments as a shell would: blanks separate, quotes protect, and so do backslashes where they do
 * not separate folders. Nothing is expanded. An unclosed quote stands for itself.
 */
export function splitShellWords(text: string, platform: string = process.platform): readonly string[] {
  const isWindows = platform === "win32";
  const { word, piece } = isWindows ? windows : posix;
  return (text.match(word) ?? []).map((token) =>
    token.replace(piece, (_all, single?: string, double?: string, escaped?: string, plain?: string) => {
      if (double !== undefined) return isWindows ? double : double.replace(/\\(["\\$`])/g, "$1");
      return single ?? escaped ?? plain ?? "";
    }),
  );
}

/** Whether a quote is open at the end of a text, or a backslash protects nothing there. */
export function endsInsideQuotes(text: string, platform: string = process.platform): boolean {
  return text.replace(platform === "win32" ? windows.word : posix.word, "").trim() !== "";
}
