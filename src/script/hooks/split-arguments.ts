/** Splits a command line as a POSIX shell does: blanks separate, quotes and backslashes protect. */
export function splitArguments(text: string): readonly string[] {
  const pattern = /\s*((?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+)/gsy;
  return [...text.matchAll(pattern)].map(([, word = ""]) => unquote(word));
}

function unquote(word: string): string {
  return word.replace(
    /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/gs,
    (_, double?: string, single?: string, escaped?: string) =>
      double?.replace(/\\(["\\$`])/g, "$1") ?? single ?? escaped ?? "",
  );
}
