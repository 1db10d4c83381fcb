import { CommandError } from "../../errors/index.ts";

/** A moment in the parts in which file names and headers state it. */
export interface CreationDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  /** `+01:00`; null for local time, which is stated without it. */
  readonly offset: string | null;
  /** Seconds since 1970. */
  readonly epoch: number;
}

/**
 * The present moment in a time zone (an IANA name, also in lower case), or in local time.
 * Throws CommandError (code CONFIG) for an unknown zone.
 */
export function creationDate(timezone: string | null): CreationDate {
  const now = performance.timeOrigin + performance.now();
  const date = new Date(now);
  const microsecond = Math.floor((now % 1000) * 1000);
  const epoch = Math.floor(now / 1000);
  if (timezone === null) {
    return { ...partsIn(date, undefined), microsecond, offset: null, epoch };
  }
  const zone = knownZone(timezone);
  const parts = partsIn(date, zone);
  const asUtc = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  return { ...parts, microsecond, offset: offsetText(Math.round((asUtc / 1000 - epoch) / 60)), epoch };
}

/** `2026-11-21 11:43:50.628529`, with the offset where a time zone was given. */
export function formatCreationDate(date: CreationDate): string {
  const day = `${date.year}-${pad(date.month)}-${pad(date.day)}`;
  const time = `${pad(date.hour)}:${pad(date.minute)}:${pad(date.second)}.${pad(date.microsecond, 6)}`;
  return `${day} ${time}${date.offset ?? ""}`;
}

type ClockParts = Pick<CreationDate, "year" | "month" | "day" | "hour" | "minute" | "second">;

function partsIn(date: Date, timeZone: string | undefined): ClockParts {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "iso8601",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts = new Map(format.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
  };
}

function knownZone(timezone: string): string {
  for (const name of [timezone, timezone.toUpperCase()]) {
    try {
      return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw new CommandError(`Can't locate timezone: ${timezone}`, {
    code: "CONFIG",
    hint: "Set 'timezone' to an IANA name such as Europe/Vienna, or to UTC.",
    details: { timezone },
  });
}

function offsetText(minutes: number): string {
  const absolute = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(absolute / 60))}:${pad(absolute % 60)}`;
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}
