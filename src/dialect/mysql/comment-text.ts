import { UnsupportedError } from "../../errors/index.ts";

const beyondBasicPlane = /[\u{10000}-\u{10ffff}]/u;

/**
 * A comment that the server keeps as it is. Its dictionary holds three bytes a character: MySQL refuses others, MariaDB
 * writes a question mark in their place without a word.
 */
export function commentText(comment: string): string {
  const [lost] = beyondBasicPlane.exec(comment) ?? [];
  if (lost === undefined) return comment;
  throw new UnsupportedError(
    `Comments of MySQL and MariaDB have no room for '${lost}' (they hold the Basic Multilingual Plane): '${comment}'.`,
    { hint: "Leave the character out of the comment.", details: { comment } },
  );
}
