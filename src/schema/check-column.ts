import { inspect } from "node:util";
import { SchemaError } from "../errors/index.ts";
import { freeze } from "../util/freeze.ts";
import type { Column } from "./column.ts";
import type { SqlType } from "./types/sql-type.ts";

/** Throws SCHEMA unless a value can be the name of a column. */
export function assertName(name: unknown): void {
  const text = typeof name === "object" && name !== null && "text" in name ? name.text : name;
  if (typeof text === "string") return;
  throw new SchemaError(`The name of a column is a text; it was ${inspect(name, { depth: 0 })}.`, {
    hint: 'Write sa.column("name", type, options).',
  });
}

/** A database takes the value of a column from one place only. */
export function assertOneSource(
  { serverDefault, identity, computed }: Pick<Column, "serverDefault" | "identity" | "computed">,
  name: string,
): void {
  const sources: string[] = [];
  if (serverDefault !== null) sources.push("serverDefault");
  if (identity !== null) sources.push("identity");
  if (computed !== null) sources.push("computed");
  if (sources.length < 2) return;
  throw new SchemaError(`Column '${name}' has ${sources.join(" and ")}, which exclude one another.`, {
    hint: "Give one of them.",
  });
}

/** Generic types whose values are no numbers; a database would refuse to count, or make an integer of the column. */
const uncountableTypes: ReadonlySet<string> = new Set([
  "string",
  "text",
  "unicode",
  "unicodeText",
  "enum",
  "boolean",
  "date",
  "dateTime",
  "time",
  "interval",
  "largeBinary",
  "json",
  "uuid",
  "array",
]);

export function assertCountable(type: SqlType, name: string): void {
  const hasOthers = Object.keys(type.variants).length > 0;
  if (type.family !== "generic" || hasOthers || !uncountableTypes.has(type.name)) return;
  throw new SchemaError(`Column '${name}' cannot count up: its type is ${type.name}.`, {
    hint: "Leave autoincrement out, or give the column an integer type.",
  });
}

const examples = { reference: 'sa.references("table.column")', check: 'sa.check("price > 0")' } as const;

const none: readonly never[] = Object.freeze([]);

/** The foreign keys or CHECKs of a column, one or several. Throws SCHEMA for anything else. */
export function listOf<T extends { readonly kind: keyof typeof examples }>(
  kind: T["kind"],
  value: T | readonly T[] | undefined,
  name: string,
): readonly T[] {
  if (value === undefined) return none;
  // A single item is never an array, so an array is a list of items.
  const items = Array.isArray(value) ? [...value] : [value as T];
  const stray: unknown = items.find((item: unknown) => !isOfKind(item, kind));
  if (stray === undefined) return freeze(items);
  throw new SchemaError(
    `Column '${name}' has ${inspect(stray, { depth: 0 })} for a ${kind}, which is made by a function.`,
    { hint: `Write ${examples[kind]}.` },
  );
}

function isOfKind(item: unknown, kind: string): boolean {
  return typeof item === "object" && item !== null && "kind" in item && item.kind === kind;
}
