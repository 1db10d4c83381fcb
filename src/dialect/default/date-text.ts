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

/** The same with six digits of fractional seconds, as SQLite's text columns are compared by SQLAlchemy. */
export function withMicroseconds(text: string): string {
  return text.replace(/(\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?!\d)/, (_match, clock: string, digits = "") => {
    const fraction: string = digits;
    return `${clock}.${fraction.padEnd(6, "0")}`;
  });
}
