import type { CreatePrimaryKeyOp } from "../directives/index.ts";
import { primaryKey } from "../schema/constraints.ts";
import type { Identifier, Name } from "../schema/names.ts";
import { type ColumnConstraintFlags, columnConstraint } from "./column-constraint.ts";
import type { OpResult } from "./host.ts";
import type { Operation } from "./operation.ts";

export interface CreatePrimaryKey {
  /**
   * Adds a primary key to a table that has none.
   *
   * @example await op.createPrimaryKey("pk_account", "account", ["id"]);
   */
  (
    name: Name | null,
    table: Identifier,
    columns: readonly string[],
    options?: ColumnConstraintFlags & { readonly schema?: string | null | undefined },
  ): OpResult<void>;
}

export interface BatchCreatePrimaryKey {
  /**
   * Makes columns the primary key of the block's table.
   *
   * @example batch.createPrimaryKey("pk_account", ["id"]);
   */
  (name: Name | null, columns: readonly string[], options?: ColumnConstraintFlags): OpResult<void>;
}

/** `op.createPrimaryKey` */
export const createPrimaryKey: Operation<CreatePrimaryKey, BatchCreatePrimaryKey, CreatePrimaryKeyOp> = {
  kind: "create_primary_key",
  ...columnConstraint("createPrimaryKey", primaryKey),
};
