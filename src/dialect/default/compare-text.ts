/** String literals, quoted names, parentheses: what must not be taken apart. */
const pieces = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[()]/g;

/** The text without the parentheses around the whole of it, however many. */
export function withoutParentheses(text: string): string {
  let rest = text.trim();
  while (rest.startsWith("(") && closingPlace(rest) === rest.length - 1) rest = rest.slice(1, -1).trim();
  return rest;
}

function closingPlace(text: string): number {
  let depth = 0;
  for (const match of text.matchAll(pieces)) {
    if (match[0] === "(") depth += 1;
    if (match[0] === ")") depth -= 1;
    if (depth === 0 && match[0] === ")") return match.index;
  }
  return -1;
}

/** The value of a single string literal, `null` for anything else. */
export function stringValue(text: string): string | null {
  return /^'(?:[^']|'')*'$/s.test(text) ? text.slice(1, -1).replaceAll("''", "'") : null;
}

/** A number as SQL writes it, in one spelling: without a plus sign, zeros in front and zeros behind the point. */
export function numberValue(text: string): string | null {
  const match = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text);
  if (match === null || !/\d/.test(text)) return null;
  const [, sign = "", whole = "", fraction = ""] = match;
  const digits = `${whole === "" ? "0" : whole}${fraction === "" ? "" : `.${fraction}`}`;
  return sign === "-" && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/**
 * An expression as text that does not depend on how it is spaced, whether keywords are in capitals and whether plain
 * names are quoted. String literals stay as they are.
 */
export function squeezed(text: string): string {
  return text
    .split(/('(?:[^']|'')*')/s)
    .map((piece, index) => (index % 2 === 1 ? piece : squeezedCode(piece)))
    .join("");
}

function squeezedCode(code: string): string {
  return code
    .replace(/["`]([a-z_][a-z0-9_]*)["`]/g, "$1")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/(?<!\w) | (?!\w)/g, "");
}
