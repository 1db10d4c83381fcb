import { withFullOffset } from "../default/date-text.ts";
import { defaultLiterals, type LiteralRules, quotedString } from "../default/literals.ts";
import type { KeepsZone } from "../default/normal-value.ts";

const dateFormat = "YYYY-MM-DD";
const secondFormat = "YYYY-MM-DD HH24:MI:SS";

/** Text becomes a date by an explicit format: without one the session's NLS settings decide. */
function temporal(text: string, kind: "date" | "time" | "dateTime"): string {
  if (kind === "time") return quotedString(text);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return call("TO_DATE", text, dateFormat);
  const zoned = withFullOffset(text);
  if (/[+-]\d\d:\d\d$/.test(zoned)) return call("TO_TIMESTAMP_TZ", zoned, `${secondFormat}.FF TZH:TZM`);
  return text.includes(".")
    ? call("TO_TIMESTAMP", text, `${secondFormat}.FF`)
    : call("TO_DATE", text, secondFormat);
}

const call = (name: string, text: string, format: string): string =>
  `${name}(${quotedString(text)}, '${format}')`;

/** `sa.dateTime` is a DATE here, whatever it says of time zones. */
export const keepsZone: KeepsZone = ({ family, options }) =>
  family !== "generic" && (options.timezone === true || options.localTimezone === true);

/** How Oracle writes values. Source: Oracle SQL Language Reference, Literals and Datetime Functions. */
export const oracleLiterals: LiteralRules = {
  ...defaultLiterals,
  boolean: (value) => (value ? "1" : "0"),
  temporal,
  keepsZone,
  bytes: (hex) => `HEXTORAW('${hex}')`,
  nextValue: (sequence) => `${sequence}.nextval`,
};
