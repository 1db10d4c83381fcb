import type { ModifyTableOps } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName, displayTuple } from "../diff-names.ts";
import { indexPartText } from "./index-columns.ts";
import type { Key } from "./key-sets.ts";

/** The table whose keys are compared, and where the steps for them go. */
export interface KeySubject {
  readonly context: AutogenContext;
  readonly tableOps: ModifyTableOps;
  readonly metadata: Table | null;
  /** The table is new: its unique constraints are part of it. */
  readonly isNew: boolean;
  /** The table goes: its unique constraints go with it. */
  readonly isGone: boolean;
}

/** Adds a key; `existing` is another kind of key with its name, if there is one. */
export function addKey({ context, tableOps, isNew }: KeySubject, wanted: Key, existing: Key | null): void {
  if (wanted.kind === "unique" && isNew) return;
  const { name, kind, what } = described(wanted);
  if (!context.runObjectFilters(wanted, name, kind, false, existing)) return;
  pushCreate(tableOps, context.declared(wanted));
  const columns = wanted.kind === "unique" ? wanted.columns : wanted.parts.map((part) => indexPartText(part));
  context.log("constraints", `Detected added ${what} ${shownName(name)} on '${displayTuple(columns)}'`);
}

/** Drops a key; `wanted` is another kind of key with its name, if there is one. */
export function removeKey(
  { context, tableOps, isGone }: KeySubject,
  existing: Key,
  wanted: Key | null,
): void {
  if (existing.kind === "unique" && isGone) return;
  const { name, kind, what } = described(existing);
  if (!context.runObjectFilters(existing, name, kind, true, wanted)) return;
  pushDrop(tableOps, existing);
  const where = displayName(tableOps.tableName, tableOps.schema);
  context.log("constraints", `Detected removed ${what} ${shownName(name)} on '${where}'`);
}

/** Drops a key and makes it anew. */
export function replaceKey(
  { context, tableOps }: KeySubject,
  pair: { readonly existing: Key; readonly wanted: Key },
  differences: readonly string[],
): void {
  const { existing, wanted } = pair;
  const { name, kind, what } = described(wanted);
  if (!context.runObjectFilters(wanted, name, kind, false, existing)) return;
  const where = displayName(tableOps.tableName, tableOps.schema);
  const shown = shownName(name);
  context.log("constraints", `Detected changed ${what} ${shown} on '${where}': ${differences.join(", ")}`);
  pushDrop(tableOps, existing);
  pushCreate(tableOps, context.declared(wanted));
}

interface DescribedKey {
  readonly name: string | null;
  readonly kind: "index" | "unique_constraint";
  readonly what: string;
}

function described({ name, kind }: Key): DescribedKey {
  const text = name === null ? null : nameText(name);
  return kind === "index"
    ? { name: text, kind, what: "index" }
    : { name: text, kind: "unique_constraint", what: "unique constraint" };
}

function shownName(name: string | null): string {
  return name === null ? "None" : `'${name}'`;
}

function pushCreate(tableOps: ModifyTableOps, wanted: Key): void {
  const { tableName, schema } = tableOps;
  tableOps.ops.push(
    wanted.kind === "index"
      ? { kind: "create_index", tableName, schema, index: wanted, ifNotExists: false }
      : { kind: "create_unique_constraint", tableName, schema, constraint: wanted },
  );
}

function pushDrop(tableOps: ModifyTableOps, existing: Key): void {
  const { tableName, schema } = tableOps;
  const ifExists = false;
  if (existing.kind === "index" && existing.name !== null) {
    const { name: indexName } = existing;
    tableOps.ops.push({ kind: "drop_index", indexName, tableName, schema, ifExists, existing, options: {} });
  }
  if (existing.kind === "unique") {
    const { name: constraintName } = existing;
    const constraintType = "unique";
    tableOps.ops.push({
      kind: "drop_constraint",
      tableName,
      schema,
      constraintName,
      constraintType,
      ifExists,
      existing,
    });
  }
}
