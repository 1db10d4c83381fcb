import { withMicroseconds } from "../default/date-text.ts";
import { createLiterals, defaultLiterals, finiteNumber, quotedString } from "../default/literals.ts";
import { exactText } from "../default/normal-value.ts";
import { createParameters, questionMarks } from "../default/parameters.ts";
import type { LiteralRenderer, ParameterStyle } from "../dialect.ts";
import { identifiers } from "./identifiers.ts";

/** Dates and times are text; six digits of fractional seconds make them sort and compare. */
const temporalText = (text: string): string => withMicroseconds(text);

/** Literals of SQLite. */
export const literals: LiteralRenderer = createLiterals("sqlite", identifiers, {
  ...defaultLiterals,
  boolean: (value) => (value ? "1" : "0"),
  temporal: (text) => quotedString(temporalText(text)),
});

/** Bound values of SQLite. */
export const parameters: ParameterStyle = createParameters({
  ...questionMarks,
  dialectName: "sqlite",
  // Text would stay text in a column without a type.
  integer: (digits) => (Number.isSafeInteger(Number(digits)) ? Number(digits) : BigInt(digits)),
  number: (text) => (exactText(Number(finiteNumber(text))) === text ? Number(text) : text),
  temporal: temporalText,
});
