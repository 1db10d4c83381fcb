import { unescaped } from "./unescaped.ts";

const hexadecimal = /^(?:0x((?:[0-9a-f]{2})*)|x'((?:[0-9a-f]{2})*)')$/i;

/** The bytes of a string or hexadecimal literal, a character of Latin-1 for each; `null` for anything else. */
export function bytesOf(literal: string): string | null {
  const digits = hexadecimal.exec(literal);
  const text = /^'((?:[^'\\]|''|\\.)*)'$/s.exec(literal)?.[1];
  if (digits === null && text === undefined) return null;
  const bytes =
    digits === null
      ? Buffer.from(unescaped(text ?? ""), "utf8")
      : Buffer.from(digits[1] ?? digits[2] ?? "", "hex");
  return bytes.toString("latin1");
}
