/** The expression without the parentheses around the whole of it; those of its parts stay. */
export function withoutOuterParentheses(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith("(") && closingPlace(trimmed) === trimmed.length - 1
    ? trimmed.slice(1, -1).trim()
    : trimmed;
}

/** Quoted strings (`E'…'` with escapes too), quoted names and parentheses; the rest is of no interest. */
const interesting = /\bE'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]/gs;

/** Where the first parenthesis is closed. */
function closingPlace(text: string): number {
  let depth = 0;
  for (const match of text.matchAll(interesting)) {
    if (match[0] === "(") depth += 1;
    if (match[0] === ")") depth -= 1;
    if (depth === 0) return match.index;
  }
  return -1;
}
