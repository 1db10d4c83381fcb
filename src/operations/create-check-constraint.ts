import type { CreateCheckConstraintOp } from "../directives/index.ts";
import { type ConstraintOptions, check as checkConstraint } from "../schema/constraints.ts";
import type { Identifier, Name } from "../schema/names.ts";
import type { SqlExpression } from "../schema/sql-text.ts";
import { addConstraintDiff, reverseAddConstraint } from "./add-constraint.ts";
import { addConstraintOpFrom } from "./add-constraint-op.ts";
import { argumentChecks } from "./check-arguments.ts";
import { batchItem } from "./column-place.ts";
import { constraintKeys, constraintOptions } from "./constraint-options.ts";
import type { OpResult } from "./host.ts";
import { onTable } from "./on-table.ts";
import type { BatchTarget, Operation } from "./operation.ts";

type Flags = Omit<ConstraintOptions, "name">;

export interface CreateCheckConstraint {
  /**
   * Adds a CHECK. A string is raw SQL. With a naming convention that has `%(constraint_name)s` the name is its
   * `constraint_name`, unless it is `op.f(…)`.
   *
   * @example await op.createCheckConstraint("positive", "account", "balance >= 0");
   */
  (
    name: Name | null,
    table: Identifier,
    condition: string | SqlExpression,
    options?: Flags & { readonly schema?: string | null | undefined },
  ): OpResult<void>;
}

export interface BatchCreateCheckConstraint {
  /**
   * Adds a CHECK to the block's table.
   *
   * @example batch.createCheckConstraint("positive", "balance >= 0");
   */
  (name: Name | null, condition: string | SqlExpression, options?: Flags): OpResult<void>;
}

const check = argumentChecks("op.createCheckConstraint");
const batchCheck = argumentChecks("batch.createCheckConstraint");

/** `op.createCheckConstraint` */
export const createCheckConstraint: Operation<
  CreateCheckConstraint,
  BatchCreateCheckConstraint,
  CreateCheckConstraintOp
> = {
  kind: "create_check_constraint",
  build(name, table, condition, options = {}) {
    check.name("name", name);
    check.identifier("table", table);
    check.sqlText("condition", condition);
    check.options(options, [...constraintKeys, "schema"]);
    const { schema, ...flags } = options;
    return build({ tableName: table, schema: schema ?? null }, condition, { ...flags, name });
  },
  inBatch(target, name, condition, options = {}) {
    batchCheck.name("name", name);
    batchCheck.sqlText("condition", condition);
    batchCheck.options(options, constraintKeys);
    return batchItem(build(target, condition, { ...options, name }));
  },
  reverse: reverseAddConstraint,
  toDiffTuple: addConstraintDiff,
  render: (directive, r) =>
    r.operation("createCheckConstraint", [
      r.name(directive.constraint.name),
      ...onTable(directive, r),
      r.rawSql(directive.constraint.condition),
      ...r.options({ ...r.schemaOption(directive.schema), ...constraintOptions(directive.constraint, r) }),
    ]),
};

function build(
  target: BatchTarget,
  condition: string | SqlExpression,
  options: ConstraintOptions,
): CreateCheckConstraintOp {
  return addConstraintOpFrom(target, checkConstraint(condition, options));
}
