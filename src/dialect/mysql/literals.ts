import { UnsupportedError } from "../../errors/index.ts";
import { defaultLiterals, type LiteralRules, quotedString } from "../default/literals.ts";

/**
 * A string in single quotes; a backslash escapes unless the session says NO_BACKSLASH_ESCAPES, which scripts cannot
 * know. A carriage return is escaped because the command line client would drop it from a script.
 */
function mysqlString(text: string): string {
  return quotedString(text.replaceAll("\\", "\\\\").replaceAll("\0", "\\0").replaceAll("\r", "\\r"));
}

/** How MySQL writes values. Source: MySQL manual, Literal Values. */
export const mysqlLiterals: LiteralRules = {
  ...defaultLiterals,
  string: mysqlString,
  json: mysqlString,
  functions: { ...defaultLiterals.functions, now: "now()" },
  nextValue: (sequence) => {
    throw new UnsupportedError(
      `Dialect 'mysql' does not support sequence increments: the next value of ${sequence}.`,
      { hint: "Use an AUTO_INCREMENT column: autoincrement: true." },
    );
  },
};
