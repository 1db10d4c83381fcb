import { AlembicError } from "../../errors/index.ts";

/** `2021-02-28 13:14:15.123` of a Date, in UTC; milliseconds only where there are any. */
function utcText(date: Date): string {
  return date.toISOString().replace("T", " ").replace("Z", "").replace(".000", "");
}

/** A date as text; what is not ISO text stays as it is. */
export function dateText(value: string | Date): string {
  if (typeof value !== "string") return utcText(value).slice(0, 10);
  return value.replace(/^(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*$/, "$1");
}

/** A time of day as text. */
export function timeText(value: string | Date): string {
  return typeof value === "string" ? value : utcText(value).slice(11);
}

/** A point in time as text, with a blank between date and time. */
export function dateTimeText(value: string | Date): string {
  return typeof value === "string" ? value.replace(/^(\d{4}-\d\d-\d\d)T(?=\d\d:)/, "$1 ") : utcText(value);
}

/** A point in time as ISO text with `Z` or an offset from UTC. */
const zonedText =
  /^(?<day>\d{4}-\d\d-\d\d)[Tt ](?<clock>\d\d:\d\d(?::\d\d)?)(?:\.(?<fraction>\d+))? ?(?:[Zz]|(?<sign>[+-])(?<hours>\d\d)(?::?(?<minutes>\d\d))?)$/;

const minuteMs = 60_000;

/**
 * A point in time as text for a type without time zone: one with an offset is written in UTC, as the same Date would
 * be, with up to six digits of fractional seconds. Throws OPERATION when it is no date of the calendar.
 */
export function utcDateTimeText(text: string): string {
  const found = zonedText.exec(text)?.groups;
  if (found === undefined) return dateTimeText(text);
  const { day = "", clock = "", fraction = "", sign = "+", hours = "00", minutes = "00" } = found;
  const wallMs = Date.parse(`${day}T${clock}Z`);
  const isOffset = Number(hours) < 24 && Number(minutes) < 60;
  if (!isDay(day) || Number.isNaN(wallMs) || !isOffset) throw noDateTime(text);
  const offsetMs = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * minuteMs;
  return `${utcText(new Date(wallMs - offsetMs))}${shortFraction(fraction)}`;
}

/** Whether the calendar has the day: Date takes 30 February for 1 March. */
function isDay(day: string): boolean {
  const midnight = new Date(day);
  return !Number.isNaN(midnight.getTime()) && dateText(midnight) === day;
}

/** Fractional seconds as a Date has them: none, or three digits; more where they say more. */
function shortFraction(digits: string): string {
  const telling = digits.slice(0, 6).replace(/0+$/, "");
  return telling === "" ? "" : `.${telling.padEnd(3, "0")}`;
}

function noDateTime(text: string): AlembicError {
  return new AlembicError(`${JSON.stringify(text)} is no date and time.`, {
    code: "OPERATION",
    hint: 'Give a Date, or text such as "2024-02-29T12:30:00Z".',
  });
}

/** A point in time whose offset is spelled `+02:00`, for databases that know no `Z` and no shorter form. */
export function withFullOffset(text: string): string {
  return text.replace(
    /(?<=:\d\d(?:\.\d+)?) ?(?:[Zz]|(?<hours>[+-]\d\d):?(?<minutes>\d\d)?)$/,
    (_offset, hours: string = "+00", minutes: string = "00") => `${hours}:${minutes}`,
  );
}

/** The same with six digits of fractional seconds, as SQLite's text columns are compared by SQLAlchemy. */
export function withMicroseconds(text: string): string {
  return text.replace(/(\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?!\d)/, (_match, clock: string, digits = "") => {
    const fraction: string = digits;
    return `${clock}.${fraction.padEnd(6, "0")}`;
  });
}
