import type { SqlType } from "../../schema/types/sql-type.ts";

/**
 * Whether the defaults of a binary column differ, byte by byte; `null` for other columns and for expressions. MySQL's
 * catalogue shows bytes up to the first zero only, and MariaDB's, before 11, a question mark for what is no text: where
 * they cannot tell, the defaults are the same.
 */
export function bytesDiffer(type: SqlType, inspected: string, model: string): boolean | null {
  if (!/^(?:var)?binary$/i.test(type.name)) return null;
  const isPadded = /^binary$/i.test(type.name);
  const found = bytesOf(inspected, isPadded);
  const wanted = bytesOf(model, isPadded);
  if (found === null || wanted === null) return null;
  const shown = wanted.replace(/[\x80-\xff]+/g, "?");
  return !(found === wanted || found === wanted.split("\0", 1)[0] || found === shown);
}

const hexadecimal = /^(?:0x((?:[0-9a-f]{2})*)|x'((?:[0-9a-f]{2})*)')$/i;
const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  Z: "\x1a",
};

/** The bytes of a literal, a character of Latin-1 for each; those that fill a column of fixed length are left out. */
function bytesOf(literal: string, isPadded: boolean): string | null {
  const digits = hexadecimal.exec(literal);
  const text = /^'((?:[^'\\]|''|\\.)*)'$/s.exec(literal)?.[1];
  if (digits === null && text === undefined) return null;
  const bytes =
    digits === null
      ? Buffer.from(unescaped(text ?? ""), "utf8")
      : Buffer.from(digits[1] ?? digits[2] ?? "", "hex");
  const all = bytes.toString("latin1");
  return isPadded ? all.replace(/\0+$/, "") : all;
}

function unescaped(text: string): string {
  return text.replace(/''|\\(.)/gs, (_all, letter?: string) =>
    letter === undefined ? "'" : (escapes[letter] ?? letter),
  );
}
