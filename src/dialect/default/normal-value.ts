import { AlembicError } from "../../errors/index.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import { dateText, dateTimeText, timeText } from "./date-text.ts";
import { type ValueKind, valueKind } from "./value-kind.ts";

/** A value of a user's, sorted out: what it is, and its text. */
export type NormalValue =
  | { readonly kind: "null" }
  | {
      readonly kind: "text" | "number" | "date" | "time" | "json" | "uuid";
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

/**
 * Sorts a value out by its JavaScript type, and by the column's type where that does not tell: a string for a number
 * stays exact, for JSON it is a JSON string. Throws OPERATION for what the column's type cannot hold.
 */
export function normalValue(value: unknown, type: SqlType | null | undefined): NormalValue {
  if (value === null || value === undefined) return { kind: "null" };
  const wanted = type === null || type === undefined ? null : valueKind(type);
  if (wanted === "json") return { kind: "json", text: jsonText(value) };
  switch (typeof value) {
    case "string":
      return stringValue(value, wanted);
    case "number":
    case "bigint":
      return { kind: "number", text: String(value) };
    case "boolean":
      return { kind: "boolean", value };
    default:
      return objectValue(value, type, wanted);
  }
}

function stringValue(text: string, wanted: ValueKind | null): NormalValue {
  switch (wanted) {
    case "number":
      return numberValue(text);
    case "date":
      return { kind: "date", text: dateText(text) };
    case "time":
      return { kind: "time", text: timeText(text) };
    case "dateTime":
      return { kind: "dateTime", text: dateTimeText(text), isUtc: false };
    case "uuid":
      return { kind: "uuid", text };
    default:
      return { kind: "text", text };
  }
}

function numberValue(text: string): NormalValue {
  const trimmed = text.trim();
  if (numberText.test(trimmed)) return { kind: "number", text: trimmed };
  if (/^(?:NaN|[+-]?Infinity)$/.test(trimmed)) return { kind: "number", text: trimmed };
  throw new AlembicError(`${JSON.stringify(text)} is no number.`, {
    code: "OPERATION",
    hint: "Give a number, a bigint, or a string of digits.",
  });
}

function objectValue(
  value: unknown,
  type: SqlType | null | undefined,
  wanted: ValueKind | null,
): NormalValue {
  if (value instanceof Date) return temporalValue(value, type, wanted);
  if (value instanceof Uint8Array) return { kind: "bytes", bytes: value };
  if (Array.isArray(value) && (wanted === "array" || wanted === null)) {
    return { kind: "array", items: value.map((item) => normalValue(item, itemType(type))) };
  }
  throw new AlembicError(`A value of type ${describe(value)} cannot be written as SQL.`, {
    code: "OPERATION",
    hint: "Give the column the type sa.json() for JSON, or write a string, number, boolean, Date, Uint8Array or sql`…`.",
  });
}

function itemType(type: SqlType | null | undefined): SqlType | null {
  const { item, dimensions } = type?.options ?? {};
  if (type === null || type === undefined || item === undefined) return null;
  const inner = (dimensions ?? 1) - 1;
  return inner > 0 ? { ...type, options: { ...type.options, dimensions: inner } } : item;
}

function temporalValue(date: Date, type: SqlType | null | undefined, wanted: ValueKind | null): NormalValue {
  if (Number.isNaN(date.getTime())) {
    throw new AlembicError("An invalid Date cannot be written as SQL.", { code: "OPERATION" });
  }
  if (wanted === "date") return { kind: "date", text: dateText(date) };
  if (wanted === "time") return { kind: "time", text: timeText(date) };
  const keepsZone = type === null || type === undefined || type.options.timezone === true;
  return { kind: "dateTime", text: dateTimeText(date), isUtc: keepsZone };
}

function jsonText(value: unknown): string {
  const text = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === "bigint" ? exactNumber(each) : each,
  );
  if (text !== undefined) return text;
  throw new AlembicError(`A ${typeof value} cannot be written as JSON.`, { code: "OPERATION" });
}

function exactNumber(value: bigint): number {
  if (BigInt(Number(value)) === value) return Number(value);
  throw new AlembicError(`The integer ${value} cannot be written as JSON without losing digits.`, {
    code: "OPERATION",
    hint: "Write it as a string, or give the JSON text with sql`…`.",
  });
}

function describe(value: unknown): string {
  const name = typeof value === "object" && value !== null ? value.constructor?.name : undefined;
  return name ?? typeof value;
}
