import type { Directive, ModifyTableOps, UpgradeOps } from "../../directives/index.ts";
import type { Constraint } from "../../schema/constraints.ts";
import { finalName, nameText } from "../../schema/names.ts";
import type { AutogenContext } from "../autogen-context.ts";

/**
 * Gives new constraints without a name the name that PostgreSQL would choose, so that `downgrade()` can drop them on
 * every database.
 */
export function nameUnnamedConstraints(_context: AutogenContext, upgradeOps: UpgradeOps): void {
  for (const directive of upgradeOps.ops) {
    if (directive.kind === "modify_table_ops") directive.ops = namedOps(directive);
  }
}

function namedOps({ tableName, ops }: ModifyTableOps): Directive[] {
  const taken = new Set(ops.flatMap(usedNames));
  return ops.map((directive) => {
    if (!("constraint" in directive) || directive.constraint.name !== null) return directive;
    if (directive.constraint.kind === "primary_key") return directive;
    const name = freeName(`${nameText(tableName)}_${ending(directive.constraint)}`, taken);
    taken.add(name);
    // Only the name changes, which every kind of constraint has.
    return { ...directive, constraint: { ...directive.constraint, name: finalName(name) } } as Directive;
  });
}

function usedNames(directive: Directive): readonly string[] {
  if ("constraint" in directive && directive.constraint.name !== null)
    return [nameText(directive.constraint.name)];
  if (directive.kind === "drop_constraint" && directive.constraintName !== null) {
    return [nameText(directive.constraintName)];
  }
  return [];
}

const endings = {
  unique: "key",
  foreign_key: "fkey",
  check: "check",
  exclude: "excl",
  primary_key: "pkey",
} as const;

function ending(constraint: Constraint): string {
  const columns = "columns" in constraint ? constraint.columns : [];
  return [...columns, endings[constraint.kind]].join("_");
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 1;
  while (taken.has(`${name}${number}`)) number += 1;
  return `${name}${number}`;
}
