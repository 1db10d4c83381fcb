import type { Constraint } from "../../schema/constraints.ts";

/** MySQL names a unique key without a name after its first column; foreign keys it counts. */
export function usualName(constraint: Constraint): string | null {
  return constraint.kind === "unique" ? (constraint.columns[0] ?? null) : null;
}
