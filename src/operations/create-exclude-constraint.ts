import type { CreateExcludeConstraintOp } from "../directives/index.ts";
import { type ConstraintOptions, type ExcludeOptions, exclude } from "../schema/constraints.ts";
import { ownKeysOf } from "../schema/dialect-options.ts";
import type { Identifier, Name } from "../schema/names.ts";
import type { SqlExpression } from "../schema/sql-text.ts";
import { addConstraintDiff, reverseAddConstraint } from "./add-constraint.ts";
import { addConstraintOpFrom } from "./add-constraint-op.ts";
import { argumentChecks } from "./check-arguments.ts";
import { batchItem } from "./column-place.ts";
import { constraintKeys, constraintOptions } from "./constraint-options.ts";
import type { OpResult } from "./host.ts";
import { onTable } from "./on-table.ts";
import type { Operation } from "./operation.ts";
import { operationError } from "./operation-error.ts";

type Flags = Omit<ExcludeOptions, "name">;
type ExcludePairs = readonly (readonly [string | SqlExpression, string])[];

export interface CreateExcludeConstraint {
  /**
   * Adds an EXCLUDE constraint (PostgreSQL only). A string element is a column name.
   *
   * @example
   * await op.createExcludeConstraint("no_overlap", "booking", [["room", "="], ["during", "&&"]], { using: "gist" });
   */
  (
    name: Name | null,
    table: Identifier,
    elements: ExcludePairs,
    options?: Flags & { readonly schema?: string | null | undefined },
  ): OpResult<void>;
}

export interface BatchCreateExcludeConstraint {
  /**
   * Adds an EXCLUDE constraint to the block's table (PostgreSQL only).
   *
   * @example batch.createExcludeConstraint("no_overlap", [["room", "="], ["during", "&&"]]);
   */
  (name: Name | null, elements: ExcludePairs, options?: Flags): OpResult<void>;
}

const flagKeys = [
  ...constraintKeys,
  ...ownKeysOf<Omit<ExcludeOptions, keyof ConstraintOptions>>()(["using", "where", "ops"]),
];

/** `op.createExcludeConstraint` */
export const createExcludeConstraint: Operation<
  CreateExcludeConstraint,
  BatchCreateExcludeConstraint,
  CreateExcludeConstraintOp
> = {
  kind: "create_exclude_constraint",
  build(name, table, elements, options = {}) {
    const check = argumentChecks("op.createExcludeConstraint");
    check.name("name", name);
    check.identifier("table", table);
    check.options(options, [...flagKeys, "schema"]);
    assertPairs("op.createExcludeConstraint", elements);
    const { schema, ...flags } = options;
    return addConstraintOpFrom(
      { tableName: table, schema: schema ?? null },
      exclude(elements, { ...flags, name }),
    );
  },
  inBatch(target, name, elements, options = {}) {
    const check = argumentChecks("batch.createExcludeConstraint");
    check.name("name", name);
    check.options(options, flagKeys);
    assertPairs("batch.createExcludeConstraint", elements);
    return batchItem(addConstraintOpFrom(target, exclude(elements, { ...options, name })));
  },
  reverse: reverseAddConstraint,
  toDiffTuple: addConstraintDiff,
  render(directive, r) {
    const { constraint } = directive;
    return r.operation("createExcludeConstraint", [
      r.name(constraint.name),
      ...onTable(directive, r),
      r.list(
        constraint.elements.map((each) => r.list([r.expression(each.expression), r.value(each.operator)])),
      ),
      ...r.options({
        ...r.schemaOption(directive.schema),
        using: constraint.using === "gist" ? undefined : r.value(constraint.using),
        where: constraint.where === null ? undefined : r.rawSql(constraint.where),
        ops: Object.keys(constraint.ops).length === 0 ? undefined : r.value(constraint.ops),
        ...constraintOptions(constraint, r),
      }),
    ]);
  },
};

const pairs = 'pairs such as ["during", "&&"]';

function assertPairs(operation: string, elements: ExcludePairs): void {
  argumentChecks(operation).array("elements", elements, pairs);
  if (elements.length === 0)
    throw operationError(`${operation}: 'elements' is empty.`, { hint: `Give ${pairs}.` });
  const stray = elements.find(
    (pair) => !Array.isArray(pair) || pair.length !== 2 || typeof pair[1] !== "string",
  );
  if (stray !== undefined) {
    throw operationError(`${operation}: each of 'elements' must be [column or sql\`…\`, operator].`, {
      hint: 'Write pairs such as ["during", "&&"].',
      details: { operation, element: stray },
    });
  }
}
