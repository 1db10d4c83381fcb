import { type LogRecord, logLevels } from "./log-record.ts";

/** How every record is written unless the ini says otherwise. */
export const defaultLogFormat = "%(levelname)-5.5s [%(name)s] %(message)s";

/** How a handler writes records: the `[formatter_…]` section of the ini. */
export interface LogFormatter {
  /** Python's percent style, for example {@link defaultLogFormat}. */
  readonly format: string;
  /** A strftime pattern for `%(asctime)s`; null for `2026-11-21 11:43:50,628`. */
  readonly dateFormat: string | null;
}

const placeholder = /%(?:%|\((\w+)\)(-?)(0?)(\d*)(?:\.(\d+))?([sd]))/g;

/** Writes a record by a formatter; an unknown `%(name)s` stays as it is. */
export function formatRecord(record: LogRecord, formatter: LogFormatter): string {
  return formatter.format.replace(
    placeholder,
    (
      token: string,
      name: string | undefined,
      left: string,
      zero: string,
      width: string,
      precision: string | undefined,
    ) => {
      if (token === "%%") return "%";
      const value = attribute(record, name ?? "", formatter);
      if (value === null) return token;
      const cut = precision === undefined ? value : value.slice(0, Number(precision));
      return left === "-" ? cut.padEnd(Number(width)) : cut.padStart(Number(width), zero === "0" ? "0" : " ");
    },
  );
}

function attribute(record: LogRecord, name: string, { dateFormat }: LogFormatter): string | null {
  switch (name) {
    case "name":
      return record.name;
    case "levelname":
      return record.levelName;
    case "levelno":
      return String(logLevels[record.levelName]);
    case "message":
      return record.message;
    case "process":
      return String(process.pid);
    case "msecs":
      return pad(record.time.getMilliseconds(), 3);
    case "created":
      return String(record.time.getTime() / 1000);
    case "asctime":
      return dateFormat === null
        ? `${strftime(record.time, "%Y-%m-%d %H:%M:%S")},${pad(record.time.getMilliseconds(), 3)}`
        : strftime(record.time, dateFormat);
    default:
      return null;
  }
}

const dateParts: Readonly<Record<string, (time: Date) => string>> = {
  Y: (time) => String(time.getFullYear()),
  y: (time) => pad(time.getFullYear() % 100),
  m: (time) => pad(time.getMonth() + 1),
  d: (time) => pad(time.getDate()),
  H: (time) => pad(time.getHours()),
  M: (time) => pad(time.getMinutes()),
  S: (time) => pad(time.getSeconds()),
  f: (time) => `${pad(time.getMilliseconds(), 3)}000`,
  z: zoneOffset,
  "%": () => "%",
};

function strftime(time: Date, pattern: string): string {
  return pattern.replace(/%(.)/g, (token: string, letter: string) => dateParts[letter]?.(time) ?? token);
}

function zoneOffset(time: Date): string {
  const minutes = -time.getTimezoneOffset();
  const distance = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${pad(Math.trunc(distance / 60))}${pad(distance % 60)}`;
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}
