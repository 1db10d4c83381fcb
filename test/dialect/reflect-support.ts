import type { Connection } from "../../src/connection/index.ts";
import { type Name, nameText } from "../../src/schema/names.ts";
import { isSqlText, plainText } from "../../src/schema/sql-text.ts";

const quiet: ReadonlySet<string> = new Set([
  "key",
  "nullableGiven",
  "info",
  "variants",
  "sourceSql",
  "triggers",
  "declaredTypes",
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
const obviousKinds: ReadonlySet<unknown> = new Set([
  "column",
  "index",
  "index_part",
  "table",
  "identity",
  "computed",
  "sequence",
]);

/**
 * The data without everything that says nothing: members that are `null`, empty, "auto" or usually false. Names and SQL
 * texts come as plain strings and types as `INTEGER` or `postgresql.bit {"length":8}`, so that an expectation shows
 * only what the catalogue said.
 */
export function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (isSqlText(value)) return `sql: ${plainText(value)}`;
  if (typeof value !== "object" || value === null) return value;
  if ("kind" in value && value.kind === "final_name" && "text" in value) return value.text;
  if ("kind" in value && value.kind === "type") return typeText(value);
  const entries = Object.entries(value)
    .filter(([key, each]) => !quiet.has(key) && !(key === "kind" && obviousKinds.has(each)))
    .map(([key, each]) => [key, said(each)] as const)
    .filter(([key, each]) => !(each === false && usuallyFalse.has(key)))
    .filter(([, each]) => each !== null && each !== undefined && each !== "auto" && !isEmpty(each));
  return Object.fromEntries(entries);
}

function typeText(type: object): string {
  const { family, name, options } = type as { family: string; name: string; options: object };
  const text = JSON.stringify(said({ ...options }));
  return `${family === "standard" ? "" : `${family}.`}${name}${text === "{}" ? "" : ` ${text}`}`;
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** The one with that name. Throws when there is none. */
export function named<T extends { readonly name: Name | null }>(items: readonly T[], name: string): T {
  const found = items.find((each) => each.name !== null && nameText(each.name) === name);
  if (found === undefined) throw new Error(`Nothing is called '${name}'.`);
  return found;
}

/** What was said, by name. */
export function byName(items: readonly { readonly name: Name | null }[]): Record<string, unknown> {
  return Object.fromEntries(
    items.map((item) => {
      const { name: _name, ...rest } = said(item) as Record<string, unknown>;
      return [item.name === null ? "" : nameText(item.name), rest];
    }),
  );
}

/** The same connection, and how many catalogue queries went through it. */
export function counting(connection: Connection): {
  readonly connection: Connection;
  readonly count: () => number;
} {
  let count = 0;
  const counted: Connection = new Proxy(connection, {
    get(target, key) {
      if (key === "executeArrays") count += 1;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { connection: counted, count: () => count };
}
