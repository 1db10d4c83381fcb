import { primaryKeyConstraint } from "../../schema/table.ts";
import { displayName, displayTuple } from "../diff-names.ts";
import type { ComparatorArguments } from "../plugins/comparators.ts";

/** Compares the columns of primary keys; a changed key is dropped and created. */
export function comparePrimaryKeys(
  ...[context, tableOps, , , database, metadata]: ComparatorArguments["table"]
): void {
  if (database === null || metadata === null) return;
  const [existing, constraint] = [primaryKeyConstraint(database), primaryKeyConstraint(metadata)];
  const [before, after] = [existing?.columns ?? [], constraint?.columns ?? []];
  if (before.join("\u0000") === after.join("\u0000")) return;
  const { tableName, schema } = tableOps;
  if (existing !== null) {
    tableOps.ops.push({
      kind: "drop_constraint",
      tableName,
      schema,
      constraintName: existing.name,
      constraintType: "primary",
      ifExists: false,
      existing,
    });
  }
  if (constraint !== null)
    tableOps.ops.push({
      kind: "create_primary_key",
      tableName,
      schema,
      constraint: context.declared(constraint),
    });
  const change = `${displayTuple(before)} to ${displayTuple(after)}`;
  context.log(
    "constraints",
    `Detected changed primary key on '${displayName(tableName, schema)}': ${change}`,
  );
}
