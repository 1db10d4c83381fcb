const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * An expression of MySQL's INFORMATION_SCHEMA, from 8 on: it escapes quotes and backslashes, and shows each byte of UTF-8
 * as the character of Latin-1 that has its number (found out on 9.7).
 */
export function unescapeExpression(text: string): string {
  return decoded(text).replace(/\\(['"\\])/g, "$1");
}

function decoded(text: string): string {
  const bytes = Buffer.from(text, "latin1");
  // Characters beyond Latin-1, or bytes that are no UTF-8: the text was right already.
  if (bytes.toString("latin1") !== text) return text;
  try {
    return utf8.decode(bytes);
  } catch {
    return text;
  }
}
