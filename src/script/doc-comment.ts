/** What may stand before the doc comment: comments of other kinds, a shebang, directives and imports. */
const firstDocComment =
  /^\uFEFF?(?:#![^\n]*)?(?:\s|\/\/[^\n]*|\/\*(?!\*)[\s\S]*?\*\/|\/\*\*\/|import\b[^"'`;]*["'][^"'\n]*["'](?:\s*with\s*\{[^}]*\})?;?|["']use strict["'];?)*\/\*\*(?!\/)([\s\S]*?)\*\//;

/** The text of a revision file's first doc comment, without its decoration; empty when there is none. */
export function readDocComment(source: string): string {
  const body = firstDocComment.exec(source)?.[1] ?? "";
  return body
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
    .join("\n")
    .replaceAll("*\\/", "*/")
    .trim();
}

/** The message of a doc comment: its text up to the first blank line. */
export function messageOf(longDoc: string): string {
  return (longDoc.split(/\n[ \t]*\n/, 1)[0] ?? "").trim();
}

/** Text that can stand in a doc comment: it cannot end it, and its further lines look like the first. */
export function escapeDocComment(text: string): string {
  return text.replaceAll("*/", "*\\/").trim().split(/\r?\n/).join("\n * ").replace(/ +$/gm, "");
}
