import type { AddConstraintOp } from "../directives/index.ts";
import type { Constraint } from "../schema/constraints.ts";
import { freeze } from "../util/freeze.ts";
import type { BatchTarget } from "./operation.ts";

const kindOf = {
  primary_key: "create_primary_key",
  unique: "create_unique_constraint",
  foreign_key: "create_foreign_key",
  check: "create_check_constraint",
  exclude: "create_exclude_constraint",
} as const;

/** The directive that carries a kind of constraint. */
export type AddConstraintOpOf<C extends Constraint> = Extract<
  AddConstraintOp,
  { readonly kind: (typeof kindOf)[C["kind"]] }
>;

/** The step that adds a constraint. */
export function addConstraintOpFrom<C extends Constraint>(
  target: BatchTarget,
  constraint: C,
): AddConstraintOpOf<C> {
  const directive: unknown = freeze({
    kind: kindOf[constraint.kind],
    tableName: target.tableName,
    schema: target.schema,
    constraint,
  });
  // The table above pairs each kind of constraint with its directive, which the type system cannot follow.
  return directive as AddConstraintOpOf<C>;
}
