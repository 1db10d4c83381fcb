/**
 * The printers of text: whatever the text holds, what they give is one literal that evaluates to it. Everything that
 * comes from a database or a model goes through them, so that it can never become code.
 */

const named: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

// Control and format characters (direction marks among them, which could disguise code), line and paragraph
// separators, and halves of surrogate pairs.
const unsafe = /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

function escaped(text: string): string {
  return text.replace(unsafe, (found) => named[found] ?? unicodeEscape(found));
}

function unicodeEscape(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
}

/** A string literal: double quotes, single ones where the text has more double than single quotes (as formatters do). */
export function stringLiteral(text: string): string {
  const quote = count(text, '"') > count(text, "'") ? "'" : '"';
  const inside = escaped(text).replaceAll(quote, `\\${quote}`);
  // Linters take a placeholder in plain quotes for a forgotten template.
  return quote + inside.replaceAll("${", "\\u0024{") + quote;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** The raw text between the backticks of a template literal. */
export function templateText(text: string): string {
  return escaped(text).replaceAll("`", "\\`").replaceAll("${", "\\${");
}

/** A key of an object literal: bare where it can be. */
export function propertyKey(key: string): string {
  // A quoted or bare `__proto__` sets the prototype.
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : stringLiteral(key);
}

/** Text as lines of a comment; it can neither end the comment nor look like what stands beside it. */
export function commentLines(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => `// ${printable(line)}`.trimEnd());
}

/** The text with characters that do not show as themselves written out. */
function printable(text: string): string {
  return text.replace(unsafe, (found) => (found === "\\" ? found : (named[found] ?? unicodeEscape(found))));
}
