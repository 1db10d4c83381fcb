import { inspect } from "node:util";
import { AlembicError } from "../../errors/index.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import { dateText, dateTimeText, timeText, utcDateTimeText } from "./date-text.ts";
import { type ValueKind, valueKind } from "./value-kind.ts";

/** A value of a user's, sorted out: what it is, and its text. */
export type NormalValue =
  | { readonly kind: "null" }
  | {
      /** An integer is one by its JavaScript type; a number may also be the digits of a string. */
      readonly kind: "text" | "integer" | "number" | "date" | "time" | "json" | "uuid";
      readonly text: string;
    }
  | {
      readonly kind: "dateTime";
      readonly text: string;
      /** A point in time in UTC for a column that keeps a zone, or of which nothing is known. */
      readonly isUtc: boolean;
    }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "array"; readonly items: readonly NormalValue[] };

const numberText = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Whether a type of points in time keeps an offset from UTC, so that the text of a value may have one. */
export type KeepsZone = (type: SqlType) => boolean;

/** What a value is for: `null` where the column's type is not known. */
interface Target {
  readonly type: SqlType | null;
  readonly kind: ValueKind | null;
  readonly keepsZone: KeepsZone;
}

/**
 * Sorts a value out by its JavaScript type, and by the column's type where that does not tell: a string for a number
 * stays exact, for JSON it is a JSON string. Throws OPERATION for what the column's type cannot hold.
 */
export function normalValue(value: unknown, type: SqlType | null, keepsZone: KeepsZone): NormalValue {
  if (value === null || value === undefined) return { kind: "null" };
  const target: Target = { type, kind: type === null ? null : valueKind(type), keepsZone };
  if (target.kind === "json") return { kind: "json", text: jsonText(value) };
  if (target.kind === "boolean") return { kind: "boolean", value: booleanValue(value) };
  switch (typeof value) {
    case "string":
      return stringValue(value, target);
    case "number":
      return numberValue(value);
    case "bigint":
      return { kind: "integer", text: String(value) };
    case "boolean":
      return { kind: "boolean", value };
    default:
      return objectValue(value, target);
  }
}

/** Like the original, which takes 1 and 0 too, and nothing else that may look like a boolean. */
function booleanValue(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  if (value === 0 || value === 0n) return false;
  if (value === 1 || value === 1n) return true;
  throw new AlembicError(`${inspect(value, { depth: 0 })} is no boolean.`, {
    code: "OPERATION",
    hint: "Give true, false or null.",
  });
}

function stringValue(text: string, target: Target): NormalValue {
  switch (target.kind) {
    case "number":
      return numberFromText(text);
    case "date":
      return { kind: "date", text: dateText(text) };
    case "time":
      return { kind: "time", text: timeText(text) };
    case "dateTime":
      return {
        kind: "dateTime",
        text: isZoned(target) ? dateTimeText(text) : utcDateTimeText(text),
        isUtc: false,
      };
    case "uuid":
      return { kind: "uuid", text };
    default:
      return { kind: "text", text };
  }
}

const maxInt64 = 2 ** 63;

function numberValue(value: number): NormalValue {
  const isInteger = Number.isInteger(value) && Math.abs(value) < maxInt64;
  return { kind: isInteger ? "integer" : "number", text: exactText(value) };
}

/** From here on JavaScript writes a number with an exponent. */
const minExponential = 1e21;

/** A number's text; of a whole one all digits of its exact value, which JavaScript rounds beyond 2^53. */
export function exactText(value: number): string {
  const isWhole = Number.isInteger(value) && Math.abs(value) < minExponential;
  return String(isWhole ? BigInt(value) : value);
}

function numberFromText(text: string): NormalValue {
  const trimmed = text.trim();
  if (numberText.test(trimmed)) return { kind: "number", text: trimmed };
  if (/^(?:NaN|[+-]?Infinity)$/.test(trimmed)) return { kind: "number", text: trimmed };
  throw new AlembicError(`${JSON.stringify(text)} is no number.`, {
    code: "OPERATION",
    hint: "Give a number, a bigint, or a string of digits.",
  });
}

function objectValue(value: unknown, target: Target): NormalValue {
  const { type, kind, keepsZone } = target;
  if (value instanceof Date) return temporalValue(value, target);
  if (value instanceof Uint8Array) return { kind: "bytes", bytes: value };
  if (Array.isArray(value) && (kind === "array" || kind === null)) {
    return { kind: "array", items: value.map((item) => normalValue(item, itemType(type), keepsZone)) };
  }
  throw new AlembicError(`A value of type ${describe(value)} cannot be written as SQL.`, {
    code: "OPERATION",
    hint: "Give the column the type sa.json() for JSON, or write a string, number, boolean, Date, Uint8Array or sql`…`.",
  });
}

function itemType(type: SqlType | null): SqlType | null {
  const { item, dimensions } = type?.options ?? {};
  if (type === null || item === undefined) return null;
  const inner = (dimensions ?? 1) - 1;
  return inner > 0 ? { ...type, options: { ...type.options, dimensions: inner } } : item;
}

function temporalValue(date: Date, target: Target): NormalValue {
  if (Number.isNaN(date.getTime())) {
    throw new AlembicError("An invalid Date cannot be written as SQL.", { code: "OPERATION" });
  }
  if (target.kind === "date") return { kind: "date", text: dateText(date) };
  if (target.kind === "time") return { kind: "time", text: timeText(date) };
  return { kind: "dateTime", text: dateTimeText(date), isUtc: isZoned(target) };
}

function isZoned({ type, keepsZone }: Target): boolean {
  return type === null || keepsZone(type);
}

function jsonText(value: unknown): string {
  const places = new Map<unknown, string>();
  const text = JSON.stringify(value, function (this: object, key: string, each: unknown) {
    const above = places.get(this);
    const place = above === undefined ? "$" : `${above}${Array.isArray(this) ? `[${key}]` : `.${key}`}`;
    if (typeof each === "object" && each !== null) places.set(each, place);
    // JSON.stringify has made null of an invalid Date already.
    if (each === null && Reflect.get(this, key) instanceof Date) throw noJson("Invalid Date", place);
    return typeof each === "bigint" || typeof each === "number" ? jsonNumber(each, place) : each;
  });
  if (text !== undefined) return text;
  throw new AlembicError(`A ${typeof value} cannot be written as JSON.`, { code: "OPERATION" });
}

/** A number as JSON has it; JSON.stringify would write null for NaN. */
function jsonNumber(value: bigint | number, place: string): number {
  const number = Number(value);
  const isExact = typeof value === "bigint" ? BigInt(number) === value : Number.isFinite(value);
  if (isExact) return number;
  throw noJson(String(value), place);
}

function noJson(value: string, place: string): AlembicError {
  return new AlembicError(`${value} at ${place} cannot be written as JSON without becoming another value.`, {
    code: "OPERATION",
    hint: "Write it as a string or null, or give the JSON text with sql`…`.",
  });
}

function describe(value: unknown): string {
  const name = typeof value === "object" && value !== null ? value.constructor?.name : undefined;
  return name ?? typeof value;
}
