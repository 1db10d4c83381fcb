import { SchemaError } from "../../errors/index.ts";

/** The values of an enumeration, copied and frozen. Throws SCHEMA when they are no list of strings. */
export function enumValues(values: readonly string[]): readonly string[] {
  const given: unknown = values;
  if (Array.isArray(given) && given.every((value) => typeof value === "string"))
    return Object.freeze([...values]);
  throw new SchemaError(
    `The values of an enum are a list of strings; they were ${JSON.stringify(given) ?? typeof given}.`,
    { hint: 'Give them in brackets: sa.enum(["a", "b"], { name: "…" }).', details: { values: given } },
  );
}
