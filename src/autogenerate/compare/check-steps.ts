import type { ModifyTableOps } from "../../directives/index.ts";
import type { CheckConstraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";

/** A table whose CHECKs are compared. */
export interface CheckSubject {
  readonly context: AutogenContext;
  readonly tableOps: ModifyTableOps;
}

/** A CHECK of the database and the one that takes its place. */
export type CheckChange = readonly [CheckConstraint, CheckConstraint];

export function nameOf(check: CheckConstraint): string | null {
  return check.name === null ? null : nameText(check.name);
}

export function dropCheck(
  { context, tableOps }: CheckSubject,
  existing: CheckConstraint,
  compareTo: CheckConstraint | null,
): void {
  const name = nameOf(existing);
  if (!context.runObjectFilters(existing, name, "check_constraint", true, compareTo)) return;
  const { tableName, schema } = tableOps;
  const where = `on table '${displayName(tableName, schema)}'`;
  tableOps.ops.push({
    kind: "drop_constraint",
    tableName,
    schema,
    constraintName: existing.name,
    constraintType: "check",
    ifExists: false,
    existing,
  });
  const what = compareTo === null ? "removed" : "changed";
  context.log(
    "check_constraints",
    `Detected ${what} check constraint ${name === null ? "None" : `'${name}'`} ${where}`,
  );
}

export function createCheck(
  { context, tableOps }: CheckSubject,
  wanted: CheckConstraint,
  compareTo: CheckConstraint | null,
): void {
  const name = nameOf(wanted);
  if (!context.runObjectFilters(wanted, name, "check_constraint", false, compareTo)) return;
  const { tableName, schema } = tableOps;
  tableOps.ops.push({
    kind: "create_check_constraint",
    tableName,
    schema,
    constraint: context.declared(wanted),
  });
  if (compareTo !== null) return;
  const shown = name === null ? "None" : `'${name}'`;
  context.log(
    "check_constraints",
    `Detected added check constraint ${shown} on table '${displayName(tableName, schema)}'`,
  );
}
