import { comma } from "./generate/script-template.ts";
import { headerValueSpan } from "./header-scanner.ts";

const docComment = /\/\*\*[\s\S]*?\*\//;
const revisesLine = /^([ \t]*(?:\*[ \t]*)?Revises:).*$/m;

/**
 * The text of a revision file with other parents: the literal of `downRevision` and the line `Revises:` of its doc
 * comment change, nothing else. Null where the literal cannot be found for certain.
 */
export function withDownRevision(text: string, downRevision: string | readonly string[]): string | null {
  const span = headerValueSpan(text, "downRevision");
  if (span === null) return null;
  const rewritten = `${text.slice(0, span.start)}${JSON.stringify(downRevision)}${text.slice(span.end)}`;
  return rewritten.replace(docComment, (comment) =>
    comment.replace(revisesLine, (_line, label: string) => `${label} ${comma(downRevision)}`),
  );
}
