import { inspect } from "node:util";
import { SchemaError } from "../errors/index.ts";

/** Throws SCHEMA unless an argument is a list; a text would be taken letter by letter. */
export function assertList(
  call: string,
  argument: string,
  value: unknown,
  accepted: string,
): asserts value is readonly unknown[] {
  if (!Array.isArray(value)) throw refused(call, argument, value, accepted);
}

/** Throws SCHEMA unless an argument is a list of texts, such as the names of columns. */
export function assertTexts(call: string, argument: string, value: unknown, example: string): void {
  const accepted = `an array of texts such as ${example}`;
  assertList(call, argument, value, accepted);
  if (!value.every((each) => typeof each === "string")) throw refused(call, argument, value, accepted);
}

/** Throws SCHEMA for a flag that is neither true nor false: a text such as "no" would count as true. */
export function assertFlag(call: string, argument: string, value: unknown): void {
  if (value !== undefined && value !== null && typeof value !== "boolean")
    throw refused(call, argument, value, "true or false");
}

/** The error for an argument that cannot be what it is meant for. */
export function refused(call: string, argument: string, value: unknown, accepted: string): SchemaError {
  return new SchemaError(
    `${call}: '${argument}' must be ${accepted}; it was ${inspect(value, { depth: 0 })}.`,
    { hint: `Give ${accepted}.`, details: { call, argument, value } },
  );
}
