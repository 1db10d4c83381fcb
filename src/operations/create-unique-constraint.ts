import type { CreateUniqueConstraintOp } from "../directives/index.ts";
import { type ConstraintOptions, unique } from "../schema/constraints.ts";
import type { Identifier, Name } from "../schema/names.ts";
import { addConstraintDiff, reverseAddConstraint } from "./add-constraint.ts";
import { addConstraintOpFrom } from "./add-constraint-op.ts";
import { argumentChecks } from "./check-arguments.ts";
import { batchItem } from "./column-place.ts";
import { constraintKeys, constraintOptions } from "./constraint-options.ts";
import type { OpResult } from "./host.ts";
import { onTable } from "./on-table.ts";
import type { Operation } from "./operation.ts";

type Flags = Omit<ConstraintOptions, "name">;

export interface CreateUniqueConstraint {
  /**
   * Adds a unique constraint. `null` as name leaves naming to the convention.
   *
   * @example await op.createUniqueConstraint("uq_account_email", "account", ["email"]);
   */
  (
    name: Name | null,
    table: Identifier,
    columns: readonly string[],
    options?: Flags & { readonly schema?: string | null | undefined },
  ): OpResult<void>;
}

export interface BatchCreateUniqueConstraint {
  /**
   * Adds a unique constraint to the block's table.
   *
   * @example batch.createUniqueConstraint("uq_account_email", ["email"]);
   */
  (name: Name | null, columns: readonly string[], options?: Flags): OpResult<void>;
}

const check = argumentChecks("op.createUniqueConstraint");
const batchCheck = argumentChecks("batch.createUniqueConstraint");

/** `op.createUniqueConstraint` */
export const createUniqueConstraint: Operation<
  CreateUniqueConstraint,
  BatchCreateUniqueConstraint,
  CreateUniqueConstraintOp
> = {
  kind: "create_unique_constraint",
  build(name, table, columns, options = {}) {
    check.name("name", name);
    check.identifier("table", table);
    check.columnNames("columns", columns);
    check.options(options, [...constraintKeys, "schema"]);
    const { schema, ...flags } = options;
    return addConstraintOpFrom(
      { tableName: table, schema: schema ?? null },
      unique(columns, { ...flags, name }),
    );
  },
  inBatch(target, name, columns, options = {}) {
    batchCheck.name("name", name);
    batchCheck.columnNames("columns", columns);
    batchCheck.options(options, constraintKeys);
    return batchItem(addConstraintOpFrom(target, unique(columns, { ...options, name })));
  },
  reverse: reverseAddConstraint,
  toDiffTuple: addConstraintDiff,
  render: (directive, r) =>
    r.operation("createUniqueConstraint", [
      r.name(directive.constraint.name),
      ...onTable(directive, r),
      r.names(directive.constraint.columns),
      ...r.options({ ...r.schemaOption(directive.schema), ...constraintOptions(directive.constraint, r) }),
    ]),
};
