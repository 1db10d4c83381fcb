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

// Control characters, line and paragraph separators, byte order marks, direction marks that could disguise code, and
// halves of surrogate pairs.
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped.
  /[\\\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escaped(text: string): string {
  return text.replace(unsafe, (found) => named[found] ?? unicodeEscape(found));
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** A string literal: double quotes, single ones where the text has more double than single quotes (as formatters do). */
export function stringLiteral(text: string): string {
  const quote = count(text, '"') > count(text, "'") ? "'" : '"';
  return quote + escaped(text).replaceAll(quote, `\\${quote}`) + quote;
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

/** Text as lines of a comment; it cannot end the comment. */
export function commentLines(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => `// ${line}`.trimEnd());
}
