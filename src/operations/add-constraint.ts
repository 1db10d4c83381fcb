import type { AddConstraintOp, DropConstraintOp } from "../directives/index.ts";
import type { Diff } from "./diff-tuple.ts";
import { dropConstraintOpFrom } from "./drop-constraint.ts";

/** The step back of adding a constraint. */
export function reverseAddConstraint(directive: AddConstraintOp): DropConstraintOp {
  return dropConstraintOpFrom(directive, directive.constraint);
}

/** The difference that adding a constraint stands for. */
export function addConstraintDiff({ constraint, tableName, schema }: AddConstraintOp): Diff {
  return constraint.kind === "foreign_key"
    ? ["add_fk", { ...constraint, tableName, schema }]
    : ["add_constraint", { ...constraint, tableName, schema }];
}
