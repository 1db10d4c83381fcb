import type { Directive } from "../../directives/index.ts";
import { autoincrementColumn } from "../../schema/autoincrement.ts";
import { primaryKey } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import { table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";

/**
 * Where a column can only count up while it is the key: adds the two together, drops them together, and lets other
 * columns begin and end to count while they are keys.
 */
export function keepCountingKeys(context: AutogenContext): void {
  if (context.dialect.comparison?.countingColumnsAreKeys !== true) return;
  // First of all: an index that has to be there when a key goes is put before it later.
  context.afterReverse.unshift((container) => {
    for (const directive of container.ops) {
      if (directive.kind === "modify_table_ops") directive.ops = withCountingKeys(directive.ops);
    }
  });
}

/** A table has one key, so the old one goes before the new one comes. */
function withCountingKeys(ops: readonly Directive[]): Directive[] {
  const before = keyColumn(ops, "drop_constraint");
  const after = keyColumn(ops, "create_primary_key");
  if (before === null && after === null) return [...ops];
  const comes = ops.some((each) => isCounting(each, "add_column", after));
  const goes = ops.some((each) => isCounting(each, "drop_column", before));
  return ops
    .filter((each) => !(goes && dropsKey(each)) && !(comes && each.kind === "create_primary_key"))
    .map((each) =>
      each.kind === "add_column" && isCounting(each, "add_column", after)
        ? { ...each, inlinePrimaryKey: true }
        : each,
    )
    .sort((a, b) => rank(a, before) - rank(b, before));
}

/** The columns of the key that comes or goes, as one text; `null` where none does. */
function keyColumn(ops: readonly Directive[], kind: "drop_constraint" | "create_primary_key"): string | null {
  for (const each of ops) {
    if (each.kind !== kind) continue;
    const key = each.kind === "drop_constraint" ? each.existing : each.constraint;
    if (key?.kind === "primary_key") return key.columns.join("\u0000");
  }
  return null;
}

/** Whether a step adds or drops a column that counts up and is the whole key. */
function isCounting(directive: Directive, kind: "add_column" | "drop_column", key: string | null): boolean {
  if (directive.kind !== kind) return false;
  const column = directive.kind === "add_column" ? directive.column : directive.existing;
  if (column === null || nameText(column.name) !== key) return false;
  return autoincrementColumn(table("t", [column, primaryKey([key])])) !== null;
}

function dropsKey(directive: Directive): boolean {
  return directive.kind === "drop_constraint" && directive.constraintType === "primary";
}

function rank(directive: Directive, key: string | null): number {
  if (dropsKey(directive)) return 3;
  switch (directive.kind) {
    case "drop_constraint":
      return directive.constraintType === "foreignkey" ? 0 : 5;
    case "drop_column":
      return directive.existing?.autoincrement === true || isCounting(directive, "drop_column", key) ? 2 : 5;
    case "add_column":
      return directive.inlinePrimaryKey ? 4 : 5;
    case "alter_column":
      if (directive.existingAutoincrement === undefined) return 5;
      return directive.existingAutoincrement ? 1 : 6;
    default:
      return 5;
  }
}
