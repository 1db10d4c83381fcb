import type { Constraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";

/**
 * The name that PostgreSQL gives to a key without one, as long as it need not be cut and is not taken
 * (PostgreSQL source, `ChooseConstraintName`).
 */
export function usualName(constraint: Constraint, table: Table): string | null {
  const name = nameText(table.name);
  switch (constraint.kind) {
    case "primary_key":
      return `${name}_pkey`;
    case "unique":
      return `${name}_${constraint.columns.join("_")}_key`;
    case "foreign_key":
      return `${name}_${constraint.columns.join("_")}_fkey`;
    default:
      return null;
  }
}
