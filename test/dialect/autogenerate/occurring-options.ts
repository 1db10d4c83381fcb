import type { sa } from "../../../src/index.ts";
import { nameText } from "../../../src/schema/names.ts";

/**
 * Every option of the schema model that some models use, read off their data: `column.nullable=false`,
 * `index.postgresql.include`, `type postgresql.bit.varying`, `default sql_text`.
 */
export function occurringOptions(metadata: sa.MetaData): ReadonlySet<string> {
  const found = new Set<string>();
  if (metadata.schema !== null) found.add("metadata.schema");
  if (Object.keys(metadata.info).length > 0) found.add("metadata.info");
  for (const [name, value] of Object.entries(metadata.namingConvention))
    found.add(
      typeof value === "function" ? "metadata.namingConvention token" : `metadata.namingConvention.${name}`,
    );
  for (const sequence of metadata.sequences.values()) walk(sequence, "sequence", found);
  for (const table of metadata.tables.values()) walkTable(table, found);
  return found;
}

/** Words whose values are options of their own. */
const enumerated: ReadonlySet<string> = new Set([
  "onDelete",
  "onUpdate",
  "match",
  "initially",
  "order",
  "nulls",
  "using",
  "prefix",
  "onConflict",
]);
/** What follows from other members, or has a walk of its own. */
const derived: ReadonlySet<string> = new Set([
  "kind",
  "name",
  "fromColumn",
  "typeBound",
  "nullableGiven",
  "system",
]);

function walkTable(table: sa.Table, found: Set<string>): void {
  const { columns, constraints, indexes, ...rest } = table;
  walk(rest, "table", found);
  for (const column of columns) walkColumn(column, found);
  for (const constraint of constraints) {
    found.add(`${constraint.kind}.name=${constraint.name === null ? "none" : "given"}`);
    walk(constraint, constraint.kind, found);
    if (constraint.kind === "foreign_key" && constraint.referredTable === nameText(table.name))
      found.add("foreign_key to its own table");
    if (constraint.kind === "foreign_key" && constraint.columns.length > 1)
      found.add("foreign_key of several columns");
  }
  for (const { parts, ...index } of indexes) {
    found.add(`index.name=${index.name === null ? "none" : "given"}`);
    walk(index, "index", found);
    for (const part of parts) {
      found.add(typeof part.expression === "string" ? "index of a column" : "index of an expression");
      walk({ ...part, expression: null }, "index_part", found);
    }
    if (parts.length > 1) found.add("index of several parts");
  }
}

function walkColumn(column: sa.Column, found: Set<string>): void {
  const { type, serverDefault, identity, computed, key, references, checks, ...rest } = column;
  const name = nameText(column.name);
  if (typeof column.name !== "string") found.add("column.name quoted");
  if (key !== name) found.add("column.key");
  walk(rest, "column", found);
  walkType(type, found);
  if (serverDefault !== null) found.add(`default ${serverDefault.kind}${shownValue(serverDefault)}`);
  if (identity !== null) walk(identity, "identity", found);
  if (identity !== null) found.add("column.identity");
  if (computed !== null) found.add(`computed.persisted=${computed.persisted}`);
  for (const reference of references) walk({ ...reference, name: null, target: "" }, "reference", found);
  for (const reference of references)
    found.add(`reference.name=${reference.name === null ? "none" : "given"}`);
  if (checks.length > 0)
    found.add(`column.checks ${Array.isArray(checks) && checks[0]?.name === null ? "unnamed" : "named"}`);
}

function shownValue(value: sa.ServerDefault): string {
  if (value.kind === "sql_function") return ` ${value.name}`;
  if (value.kind === "sql_constant") return ` ${value.value}`;
  return value.kind === "literal_default" ? ` ${typeof value.value}` : "";
}

function walkType(type: sa.SqlType, found: Set<string>): void {
  const name = `type ${type.family === "user" ? "generic.userType" : `${type.family}.${type.name}`}`;
  found.add(name);
  for (const [option, value] of Object.entries(type.options)) {
    if (option === "values" || option === "text") continue;
    found.add(`${name}.${option}`);
    if (option === "item" || option === "dataType") walkType(value as sa.SqlType, found);
  }
  if (Object.keys(type.variants).length > 0) found.add("type variant");
}

/** Members that say something: booleans and some words with their value, others by being there. */
function walk(object: object, place: string, found: Set<string>): void {
  for (const [member, value] of Object.entries(object)) {
    if (derived.has(member) || isNothing(value)) continue;
    if (member === "options") walkOptions(value as object, place, found);
    else found.add(said(`${place}.${member}`, member, value));
  }
}

function walkOptions(options: object, place: string, found: Set<string>): void {
  for (const [dialect, own] of Object.entries(options)) {
    if (typeof own !== "object" || own === null) continue;
    for (const [member, value] of Object.entries(own))
      if (!isNothing(value)) found.add(said(`${place}.${dialect}.${member}`, member, value));
  }
}

function said(where: string, member: string, value: unknown): string {
  const isWord = enumerated.has(member) && typeof value === "string";
  return typeof value === "boolean" || isWord ? `${where}=${String(value)}` : where;
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === "auto" || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
