import type { CreatePrimaryKeyOp, CreateUniqueConstraintOp } from "../directives/index.ts";
import type { ConstraintOptions, PrimaryKeyConstraint, UniqueConstraint } from "../schema/constraints.ts";
import type { Identifier, Name } from "../schema/names.ts";
import { addConstraintDiff, reverseAddConstraint } from "./add-constraint.ts";
import { type AddConstraintOpOf, addConstraintOpFrom } from "./add-constraint-op.ts";
import { argumentChecks } from "./check-arguments.ts";
import { batchItem } from "./column-place.ts";
import { constraintKeys, constraintOptions } from "./constraint-options.ts";
import type { OpResult } from "./host.ts";
import { onTable } from "./on-table.ts";
import type { Operation } from "./operation.ts";

/** Options of a constraint over columns. */
export type ColumnConstraintFlags = Omit<ConstraintOptions, "name">;

type Call = (
  name: Name | null,
  table: Identifier,
  columns: readonly string[],
  options?: ColumnConstraintFlags & { readonly schema?: string | null | undefined },
) => OpResult<void>;

type BatchCall = (
  name: Name | null,
  columns: readonly string[],
  options?: ColumnConstraintFlags,
) => OpResult<void>;

/** What the operations that add a constraint over columns share: all but their kind. */
export function columnConstraint<C extends PrimaryKeyConstraint | UniqueConstraint>(
  functionName: "createPrimaryKey" | "createUniqueConstraint",
  construct: (columns: readonly string[], options: ConstraintOptions) => C,
): Omit<Operation<Call, BatchCall, AddConstraintOpOf<C>>, "kind" | "signatures"> {
  const check = argumentChecks(`op.${functionName}`);
  const batchCheck = argumentChecks(`batch.${functionName}`);
  return {
    build(name, table, columns, options = {}) {
      check.name("name", name);
      check.identifier("table", table);
      check.columnNames("columns", columns);
      check.options(options, [...constraintKeys, "schema"]);
      const { schema, ...flags } = options;
      return addConstraintOpFrom(
        { tableName: table, schema: schema ?? null },
        construct(columns, { ...flags, name }),
      );
    },
    inBatch(target, name, columns, options = {}) {
      batchCheck.name("name", name);
      batchCheck.columnNames("columns", columns);
      batchCheck.options(options, constraintKeys);
      return batchItem(addConstraintOpFrom(target, construct(columns, { ...options, name })));
    },
    reverse: reverseAddConstraint,
    toDiffTuple: addConstraintDiff,
    render: (directive: CreatePrimaryKeyOp | CreateUniqueConstraintOp, r) =>
      r.operation(functionName, [
        r.name(directive.constraint.name),
        ...onTable(directive, r),
        r.names(directive.constraint.columns),
        ...r.options({ ...r.schemaOption(directive.schema), ...constraintOptions(directive.constraint, r) }),
      ]),
  };
}
