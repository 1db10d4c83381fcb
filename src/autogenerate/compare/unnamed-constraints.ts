import type { Directive, ModifyTableOps, UpgradeOps } from "../../directives/index.ts";
import type { Constraint } from "../../schema/constraints.ts";
import { finalName, type Name, nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import { type AutogenContext, reflectedTable } from "../autogen-context.ts";

/**
 * Gives new constraints without a name the name that PostgreSQL would choose, so that `downgrade()` can drop them on
 * every database; those of the database that are dropped without a name come back with one.
 */
export function nameUnnamedConstraints(context: AutogenContext, upgradeOps: UpgradeOps): void {
  for (const directive of upgradeOps.ops) {
    if (directive.kind !== "modify_table_ops") continue;
    directive.ops = withNames(directive, reflectedTable(context, directive.tableName, directive.schema));
  }
}

function withNames({ tableName, ops }: ModifyTableOps, table: Table | null): Directive[] {
  const existing = [...(table?.constraints ?? []), ...(table?.indexes ?? [])];
  const dropped = new Set<unknown>(
    ops.map((each) => (each.kind === "drop_constraint" || each.kind === "drop_index" ? each.existing : null)),
  );
  const taken = new Set(
    [...ops.flatMap(created), ...existing.filter((each) => !dropped.has(each))].flatMap(({ name }) =>
      name === null ? [] : [nameText(name)],
    ),
  );
  return ops.map((directive) => {
    const unnamed = unnamedIn(directive);
    if (unnamed === null) return directive;
    const name = freeName(`${nameText(tableName)}_${ending(unnamed)}`, taken);
    taken.add(name);
    const constraint = { ...unnamed, name: finalName(name) };
    // Only the name changes, which every kind of constraint has.
    return {
      ...directive,
      [directive.kind === "drop_constraint" ? "existing" : "constraint"]: constraint,
    } as Directive;
  });
}

/** The constraint without a name that a directive makes or drops. */
function unnamedIn(directive: Directive): Constraint | null {
  const isDrop = directive.kind === "drop_constraint";
  const constraint = isDrop ? directive.existing : "constraint" in directive ? directive.constraint : null;
  return constraint?.name === null ? constraint : null;
}

function created(directive: Directive): readonly { readonly name: Name | null }[] {
  if (directive.kind === "create_index") return [directive.index];
  return "constraint" in directive ? [directive.constraint] : [];
}

const endings = {
  unique: "key",
  foreign_key: "fkey",
  check: "check",
  exclude: "excl",
  primary_key: "pkey",
} as const;

function ending(constraint: Constraint): string {
  const isKey = constraint.kind === "unique" || constraint.kind === "foreign_key";
  return [...(isKey ? constraint.columns : []), endings[constraint.kind]].join("_");
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 1;
  while (taken.has(`${name}${number}`)) number += 1;
  return `${name}${number}`;
}
