import type { CreatePrimaryKeyOp } from "../directives/index.ts";
import { type ConstraintOptions, primaryKey } from "../schema/constraints.ts";
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
    options?: Flags & { readonly schema?: string | null | undefined },
  ): OpResult<void>;
}

export interface BatchCreatePrimaryKey {
  /**
   * Makes columns the primary key of the block's table.
   *
   * @example batch.createPrimaryKey("pk_account", ["id"]);
   */
  (name: Name | null, columns: readonly string[], options?: Flags): OpResult<void>;
}

const check = argumentChecks("op.createPrimaryKey");
const batchCheck = argumentChecks("batch.createPrimaryKey");

/** `op.createPrimaryKey` */
export const createPrimaryKey: Operation<CreatePrimaryKey, BatchCreatePrimaryKey, CreatePrimaryKeyOp> = {
  kind: "create_primary_key",
  build(name, table, columns, options = {}) {
    check.name("name", name);
    check.identifier("table", table);
    check.columnNames("columns", columns);
    check.options(options, [...constraintKeys, "schema"]);
    const { schema, ...flags } = options;
    return addConstraintOpFrom(
      { tableName: table, schema: schema ?? null },
      primaryKey(columns, { ...flags, name }),
    );
  },
  inBatch(target, name, columns, options = {}) {
    batchCheck.name("name", name);
    batchCheck.columnNames("columns", columns);
    batchCheck.options(options, constraintKeys);
    return batchItem(addConstraintOpFrom(target, primaryKey(columns, { ...options, name })));
  },
  reverse: reverseAddConstraint,
  toDiffTuple: addConstraintDiff,
  render: (directive, r) =>
    r.operation("createPrimaryKey", [
      r.name(directive.constraint.name),
      ...onTable(directive, r),
      r.names(directive.constraint.columns),
      ...r.options({ ...r.schemaOption(directive.schema), ...constraintOptions(directive.constraint, r) }),
    ]),
};
