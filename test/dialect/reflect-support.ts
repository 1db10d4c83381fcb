import { nameText } from "../../src/schema/names.ts";
import { isSqlText, plainText } from "../../src/schema/sql-text.ts";

const quiet: ReadonlySet<string> = new Set([
  "kind",
  "key",
  "nullableGiven",
  "info",
  "variants",
  "sourceSql",
  "triggers",
]);

const usuallyFalse: ReadonlySet<string> = new Set([
  "primaryKey",
  "unique",
  "index",
  "system",
  "fromColumn",
  "typeBound",
  "useAlter",
  "nullable",
  "isPartition",
  "materialized",
]);

/**
 * The data without everything that says nothing: members that are `null`, empty, "auto" or usually false, and kinds. SQL texts
 * and names come as plain strings, so that an expectation shows only what the catalogue said.
 */
export function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (isSqlText(value)) return `sql ${plainText(value)}`;
  if (typeof value !== "object" || value === null) return value;
  if ("kind" in value && value.kind === "final_name" && "text" in value) return value.text;
  const entries = Object.entries(value)
    .filter(([key]) => !quiet.has(key) || (key === "kind" && "columns" in value && !("constraints" in value)))
    .map(([key, each]) => [key, said(each)] as const)
    .filter(([key, each]) => !(each === false && usuallyFalse.has(key)))
    .filter(([, each]) => each !== null && each !== undefined && each !== "auto" && !isEmpty(each));
  return Object.fromEntries(entries);
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** The one with that name. Throws when there is none. */
export function named<T extends { readonly name: unknown }>(items: readonly T[], name: string): T {
  const found = items.find((each) => each.name !== null && nameText(each.name as string) === name);
  if (found === undefined) throw new Error(`Nothing is called '${name}'.`);
  return found;
}
