import { stringValue } from "../../dialect/default/compare-text.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import type { EnumType } from "../../dialect/reflection.ts";
import type { Column } from "../../schema/column.ts";
import type { Table } from "../../schema/table.ts";

/** A column of an enum type. */
export interface EnumUse {
  readonly table: Table;
  readonly column: Column;
}

/** What labels an enum type has and is to have. */
export interface EnumRequest {
  readonly existing: EnumType;
  readonly labels: readonly string[];
  /** The columns of the database that have the type. */
  readonly uses: readonly EnumUse[];
  /** Labels that the same revision writes into defaults. */
  readonly usedLabels: ReadonlySet<string>;
}

/** Statements there and back. */
export interface EnumChange {
  readonly description: string;
  readonly upgrade: string;
  readonly downgrade: string;
  /** What would be lost, or would stand in the way. */
  readonly warning?: string | undefined;
}

/** The statements that give an enum type other labels; `null` when it has them. */
export function enumChange(dialect: Dialect, request: EnumRequest): EnumChange | null {
  const { existing, labels } = request;
  if (JSON.stringify(existing.values) === JSON.stringify(labels)) return null;
  return renamedLabel(dialect, request) ?? addedLabels(dialect, request) ?? otherLabels(dialect, request);
}

function typeName({ identifiers }: Dialect, { existing }: EnumRequest): string {
  return identifiers.qualify(existing.name, existing.schema);
}

/** Another label in the place of one: it was renamed. */
function renamedLabel(dialect: Dialect, request: EnumRequest): EnumChange | null {
  const [before, after] = [request.existing.values, request.labels];
  const places = [...before.keys()].filter((place) => before[place] !== after[place]);
  const [place] = places;
  if (before.length !== after.length || places.length !== 1 || place === undefined) return null;
  const [old, wanted] = [before[place] ?? "", after[place] ?? ""];
  if (after.includes(old) || before.includes(wanted)) return null;
  const rename = (from: string, to: string): string =>
    `ALTER TYPE ${typeName(dialect, request)} RENAME VALUE ${dialect.literals.string(from)} TO ${dialect.literals.string(to)}`;
  return {
    description: `'${old}' renamed to '${wanted}'`,
    upgrade: rename(old, wanted),
    downgrade: rename(wanted, old),
    warning: `Label '${old}' is taken to be renamed to '${wanted}'.`,
  };
}

/** More labels among the old ones. A transaction cannot use a label that it has added (PostgreSQL docs, ALTER TYPE). */
function addedLabels(dialect: Dialect, request: EnumRequest): EnumChange | null {
  const { existing, labels, usedLabels } = request;
  const kept = labels.filter((label) => existing.values.includes(label));
  const added = labels.filter((label) => !existing.values.includes(label));
  if (JSON.stringify(kept) !== JSON.stringify(existing.values)) return null;
  if (added.some((label) => usedLabels.has(label))) return null;
  const { literals } = dialect;
  const statements = added.map((label) => {
    const place = labels.indexOf(label);
    const neighbour = place === 0 ? kept[0] : labels[place - 1];
    const where =
      neighbour === undefined ? "" : ` ${place === 0 ? "BEFORE" : "AFTER"} ${literals.string(neighbour)}`;
    return `ALTER TYPE ${typeName(dialect, request)} ADD VALUE ${literals.string(label)}${where}`;
  });
  return {
    description: `added ${added.map((label) => `'${label}'`).join(", ")}`,
    upgrade: statements.join(";\n"),
    downgrade: rebuild(dialect, request, existing.values),
  };
}

function otherLabels(dialect: Dialect, request: EnumRequest): EnumChange {
  const { existing, labels } = request;
  const removed = existing.values.filter((label) => !labels.includes(label));
  const shown = removed.map((label) => `'${label}'`).join(", ");
  return {
    description: `(${existing.values.join(", ")}) to (${labels.join(", ")})`,
    upgrade: rebuild(dialect, request, labels),
    downgrade: rebuild(dialect, request, existing.values),
    warning:
      removed.length === 0 ? undefined : `Fails while rows hold ${shown}: give them other labels before.`,
  };
}

/** Makes the type anew and converts its columns: the only way to take labels away or to change their order. */
function rebuild(dialect: Dialect, request: EnumRequest, labels: readonly string[]): string {
  const { existing, uses } = request;
  const name = typeName(dialect, request);
  const spare = `${existing.name}_before`;
  return [
    `ALTER TYPE ${name} RENAME TO ${dialect.identifiers.quote(spare)}`,
    `CREATE TYPE ${name} AS ENUM (${labels.map((label) => dialect.literals.string(label)).join(", ")})`,
    ...uses.flatMap((use) => conversion(dialect, { name, labels, use })),
    `DROP TYPE ${dialect.identifiers.qualify(spare, existing.schema)}`,
  ].join(";\n");
}

interface Conversion {
  readonly name: string;
  readonly labels: readonly string[];
  readonly use: EnumUse;
}

function conversion(
  dialect: Dialect,
  { name, labels, use: { table, column } }: Conversion,
): readonly string[] {
  const { identifiers, literals } = dialect;
  const alter = `ALTER TABLE ${identifiers.qualify(table.name, table.schema)} ALTER COLUMN ${identifiers.quote(column.name)}`;
  const brackets = column.type.options.item === undefined ? "" : "[]";
  const using = `${identifiers.quote(column.name)}::text${brackets}::${name}${brackets}`;
  const type = `${alter} TYPE ${name}${brackets} USING ${using}`;
  if (column.serverDefault === null) return [type];
  const text = literals.serverDefault(column.serverDefault, column.type);
  const label = stringValue(text.replace(/::.*$/s, ""));
  const isKept = label === null || labels.includes(label) || brackets !== "";
  return [`${alter} DROP DEFAULT`, type, ...(isKept ? [`${alter} SET DEFAULT ${text}`] : [])];
}
