import type { CheckConstraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import { displayName } from "../diff-names.ts";
import type { ComparatorArguments } from "../plugins/comparators.ts";

/** Compares named CHECK constraints by name only; those that types bring along are left out. */
export function compareChecksByName(
  ...[context, tableOps, schema, tableName, database, metadata]: ComparatorArguments["table"]
): void {
  if (database === null || metadata === null) return;
  const parents = { tableName, schemaName: schema };
  const inspected = namedChecks(database);
  const modelled = namedChecks(metadata);
  const where = `on table '${displayName(tableOps.tableName, tableOps.schema)}'`;

  for (const name of [...inspected.keys()].sort()) {
    const existing = inspected.get(name);
    if (existing === undefined || modelled.has(name)) continue;
    if (!context.runNameFilters(name, "check_constraint", parents)) continue;
    if (!context.runObjectFilters(existing, name, "check_constraint", true, null)) continue;
    tableOps.ops.push({
      kind: "drop_constraint",
      tableName: tableOps.tableName,
      schema: tableOps.schema,
      constraintName: existing.name,
      constraintType: "check",
      ifExists: false,
      existing,
    });
    context.log("check_constraints", `Detected removed check constraint '${name}' ${where}`);
  }
  for (const name of [...modelled.keys()].sort()) {
    const constraint = modelled.get(name);
    if (constraint === undefined || inspected.has(name)) continue;
    if (!context.runObjectFilters(constraint, name, "check_constraint", false, null)) continue;
    const { tableName: table, schema: tableSchema } = tableOps;
    tableOps.ops.push({ kind: "create_check_constraint", tableName: table, schema: tableSchema, constraint });
    context.log("check_constraints", `Detected added check constraint '${name}' ${where}`);
  }
}

/** The CHECKs of a table by name: its own and those of its columns. */
function namedChecks(table: Table): ReadonlyMap<string, CheckConstraint> {
  const own = table.constraints.filter((constraint) => constraint.kind === "check");
  const ofColumns = table.columns.flatMap((column) => column.checks);
  const named = new Map<string, CheckConstraint>();
  for (const check of [...own, ...ofColumns]) {
    if (check.name !== null && !check.typeBound) named.set(nameText(check.name), check);
  }
  return named;
}
