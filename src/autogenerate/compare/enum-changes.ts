import type { Dialect } from "../../dialect/dialect.ts";
import type { EnumType } from "../../dialect/reflection.ts";
import type { Column } from "../../schema/column.ts";
import type { Table } from "../../schema/table.ts";
import { spareName } from "../spare-name.ts";

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
  /** Whether new labels have to be of use in the transaction that adds them. */
  readonly isUsedAtOnce: (labels: readonly string[]) => boolean;
  readonly canSplitTransaction: boolean;
}

/** Statements there and back. */
export interface EnumChange {
  /** `added`: what follows may need the upgrade to be final; the downgrade makes the type anew, as `remade` always does. */
  readonly kind: "renamed" | "added" | "remade";
  readonly outsideTransaction: boolean;
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
    kind: "renamed",
    outsideTransaction: false,
    description: `'${old}' renamed to '${wanted}'`,
    upgrade: rename(old, wanted),
    downgrade: rename(wanted, old),
    warning: `Label '${old}' is taken to be renamed to '${wanted}'.`,
  };
}

/**
 * More labels among the old ones. A transaction cannot use a label that it has added (PostgreSQL docs, ALTER TYPE), and
 * what else a run does in it cannot be known here: a default, a CHECK, an index, a statement added by hand, or a later
 * revision. So the transaction is split; where that is not possible, a type with labels that are used is made anew.
 */
function addedLabels(dialect: Dialect, request: EnumRequest): EnumChange | null {
  const { existing, labels, canSplitTransaction, isUsedAtOnce } = request;
  const kept = labels.filter((label) => existing.values.includes(label));
  const added = labels.filter((label) => !existing.values.includes(label));
  if (JSON.stringify(kept) !== JSON.stringify(existing.values)) return null;
  if (!canSplitTransaction && isUsedAtOnce(added)) return null;
  const { literals } = dialect;
  const statements = added.map((label) => {
    const place = labels.indexOf(label);
    const neighbour = place === 0 ? kept[0] : labels[place - 1];
    const where =
      neighbour === undefined ? "" : ` ${place === 0 ? "BEFORE" : "AFTER"} ${literals.string(neighbour)}`;
    return `ALTER TYPE ${typeName(dialect, request)} ADD VALUE ${literals.string(label)}${where}`;
  });
  return {
    kind: "added",
    outsideTransaction: canSplitTransaction,
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
    kind: "remade",
    outsideTransaction: false,
    description: `(${existing.values.join(", ")}) to (${labels.join(", ")})`,
    upgrade: rebuild(dialect, request, labels),
    downgrade: rebuild(dialect, request, existing.values),
    warning:
      removed.length === 0 ? undefined : `Fails while rows hold ${shown}: give them other labels before.`,
  };
}

/**
 * Makes the type anew and converts its columns: the only way to take labels away or to change their order. Defaults,
 * and what else is made of the old type, must be out of the way.
 */
function rebuild(dialect: Dialect, request: EnumRequest, labels: readonly string[]): string {
  const { existing, uses } = request;
  const name = typeName(dialect, request);
  const spare = spareName(dialect, existing.name, new Set());
  return [
    `ALTER TYPE ${name} RENAME TO ${dialect.identifiers.quote(spare)}`,
    `CREATE TYPE ${name} AS ENUM (${labels.map((label) => dialect.literals.string(label)).join(", ")})`,
    ...uses.map((use) => conversion(dialect, name, use)),
    `DROP TYPE ${dialect.identifiers.qualify(spare, existing.schema)}`,
  ].join(";\n");
}

function conversion(dialect: Dialect, name: string, { table, column }: EnumUse): string {
  const { identifiers } = dialect;
  const alter = `ALTER TABLE ${identifiers.qualify(table.name, table.schema)} ALTER COLUMN ${identifiers.quote(column.name)}`;
  const brackets = column.type.options.item === undefined ? "" : "[]";
  const using = `${identifiers.quote(column.name)}::text${brackets}::${name}${brackets}`;
  return `${alter} TYPE ${name}${brackets} USING ${using}`;
}
