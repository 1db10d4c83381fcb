import type { CreateUniqueConstraintOp } from "../directives/index.ts";
import { unique } from "../schema/constraints.ts";
import type { Identifier, Name } from "../schema/names.ts";
import { type ColumnConstraintFlags, columnConstraint } from "./column-constraint.ts";
import type { OpResult } from "./host.ts";
import type { Operation } from "./operation.ts";

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
    options?: ColumnConstraintFlags & { readonly schema?: string | null | undefined },
  ): OpResult<void>;
}

export interface BatchCreateUniqueConstraint {
  /**
   * Adds a unique constraint to the block's table.
   *
   * @example batch.createUniqueConstraint("uq_account_email", ["email"]);
   */
  (name: Name | null, columns: readonly string[], options?: ColumnConstraintFlags): OpResult<void>;
}

/** `op.createUniqueConstraint` */
export const createUniqueConstraint: Operation<
  CreateUniqueConstraint,
  BatchCreateUniqueConstraint,
  CreateUniqueConstraintOp
> = {
  kind: "create_unique_constraint",
  ...columnConstraint("createUniqueConstraint", unique),
};
