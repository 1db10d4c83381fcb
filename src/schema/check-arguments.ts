import { inspect } from "node:util";
import { SchemaError } from "../errors/index.ts";
import { expectedInstead, isSql } from "./option-values.ts";

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

/** Throws SCHEMA unless an argument is a text. */
export function assertText(call: string, argument: string, value: unknown, example: string): void {
  if (typeof value !== "string") throw refused(call, argument, value, `a text such as "${example}"`);
}

/** Throws SCHEMA for an option that is not what its name stands for, such as a text where true or false belongs. */
export function assertOptions(call: string, options: object): void {
  if (typeof options !== "object" || options === null) throw refused(call, "options", options, "an object");
  // A loop that allocates nothing: columns are made by the thousand.
  for (const option in options) {
    const value: unknown = options[option as keyof typeof options];
    const expected = expectedInstead(option, value);
    if (expected !== null) throw refused(call, option, value, expected);
  }
}

/** Throws SCHEMA for what is no SQL: a text, `` sql`…` ``, or a fragment of a query builder. */
export function assertSql(call: string, argument: string, value: unknown): void {
  if (!isSql(value)) throw refused(call, argument, value, "SQL text: a string or sql`…`");
}

/** The error for an argument that cannot be what it is meant for. */
export function refused(call: string, argument: string, value: unknown, accepted: string): SchemaError {
  return new SchemaError(
    `${call}: '${argument}' must be ${accepted}; it was ${inspect(value, { depth: 0 })}.`,
    { hint: `Give ${accepted}.`, details: { call, argument, value } },
  );
}
