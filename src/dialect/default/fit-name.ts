import { AlembicError } from "../../errors/index.ts";
import { finalName, isFinalName, type Name, nameText } from "../../schema/names.ts";
import { hexDigest } from "../../util/hex-digest.ts";
import type { IdentifierRules } from "../dialect.ts";

type LengthRules = Pick<IdentifierRules, "maxLength" | "maxLengthUnit" | "maxExplicitLength">;

const bytes = (text: string): number => Buffer.byteLength(text, "utf8");

function lengthOf(text: string, rules: LengthRules): number {
  return rules.maxLengthUnit === "bytes" ? bytes(text) : [...text].length;
}

/**
 * A name that the database takes: final names (of a convention, or `op.f`) that are too long are cut and end in four
 * digits of their MD5, as SQLAlchemy does it. Throws IDENTIFIER_TOO_LONG for other names (PARITY P-5.6).
 */
export function fitName(name: Name, rules: LengthRules): Name {
  const text = nameText(name);
  if (lengthOf(text, rules) <= rules.maxLength) return name;
  if (isFinalName(name)) return finalName(truncated(text, rules));
  if (lengthOf(text, rules) <= rules.maxExplicitLength) return name;
  throw new AlembicError(
    `Identifier '${text}' exceeds maximum length of ${rules.maxExplicitLength} ${rules.maxLengthUnit === "bytes" && bytes(text) !== text.length ? "bytes" : "characters"}`,
    {
      code: "IDENTIFIER_TOO_LONG",
      hint: "Choose a shorter name, or leave it to the naming convention, which shortens names.",
      details: { name: text, maxLength: rules.maxLength, unit: rules.maxLengthUnit },
    },
  );
}

function truncated(text: string, rules: LengthRules): string {
  const room = rules.maxLength - 8;
  let kept = "";
  for (const character of text) {
    if (lengthOf(kept + character, rules) > room) break;
    kept += character;
  }
  return `${kept}_${hexDigest("md5", text).slice(-4)}`;
}
