import { type Identifier, nameText } from "../schema/names.ts";

/** `schema.name`, as log lines and messages write it. */
export function displayName(name: Identifier, schema: string | null): string {
  return schema === null ? nameText(name) : `${schema}.${nameText(name)}`;
}

/** A list of names as log lines write it: `('a', 'b')`, `('a',)`. */
export function displayTuple(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  return quoted.length === 1 ? `(${quoted[0]},)` : `(${quoted.join(", ")})`;
}
