import type { CreateForeignKeyOp } from "../directives/index.ts";
import { type ConstraintOptions, type ForeignKeyOptions, foreignKeyTo } from "../schema/constraints.ts";
import { ownKeysOf } from "../schema/dialect-options.ts";
import { type Identifier, type Name, nameText } from "../schema/names.ts";
import { addConstraintDiff, reverseAddConstraint } from "./add-constraint.ts";
import { addConstraintOpFrom } from "./add-constraint-op.ts";
import { argumentChecks } from "./check-arguments.ts";
import { batchItem } from "./column-place.ts";
import { constraintKeys, constraintOptions } from "./constraint-options.ts";
import type { OpResult } from "./host.ts";
import { onTable } from "./on-table.ts";
import type { BatchTarget, Operation } from "./operation.ts";
import { operationError } from "./operation-error.ts";

/** What a foreign key does, when it is checked, and the schema of the referred table. */
export interface BatchForeignKeyOptions extends Omit<ForeignKeyOptions, "name"> {
  readonly referentSchema?: string | null | undefined;
}

/** The options of a foreign key, and the schema of its own table. */
export interface CreateForeignKeyOptions extends BatchForeignKeyOptions {
  readonly sourceSchema?: string | null | undefined;
}

export interface CreateForeignKey {
  /**
   * Adds a foreign key. `null` as name leaves naming to the convention.
   *
   * @example
   * await op.createForeignKey("fk_user_team", "user", "team", ["team_id"], ["id"], { onDelete: "CASCADE" });
   */
  (
    name: Name | null,
    sourceTable: Identifier,
    referentTable: Identifier,
    localCols: readonly string[],
    remoteCols: readonly string[],
    options?: CreateForeignKeyOptions,
  ): OpResult<void>;
}

export interface BatchCreateForeignKey {
  /**
   * Adds a foreign key to the block's table.
   *
   * @example batch.createForeignKey("fk_user_team", "team", ["team_id"], ["id"]);
   */
  (
    name: Name | null,
    referentTable: Identifier,
    localCols: readonly string[],
    remoteCols: readonly string[],
    options?: BatchForeignKeyOptions,
  ): OpResult<void>;
}

const flagKeys = [
  ...constraintKeys,
  ...ownKeysOf<Omit<BatchForeignKeyOptions, keyof ConstraintOptions>>()([
    "onDelete",
    "onUpdate",
    "match",
    "useAlter",
    "referentSchema",
  ]),
];

interface Parts {
  readonly name: Name | null;
  readonly referentTable: Identifier;
  readonly localCols: readonly string[];
  readonly remoteCols: readonly string[];
}

/** `op.createForeignKey` */
export const createForeignKey: Operation<CreateForeignKey, BatchCreateForeignKey, CreateForeignKeyOp> = {
  kind: "create_foreign_key",
  build(name, sourceTable, referentTable, localCols, remoteCols, options = {}) {
    const check = argumentChecks("op.createForeignKey");
    check.identifier("sourceTable", sourceTable);
    check.options(options, [...flagKeys, "sourceSchema"]);
    const { sourceSchema, ...flags } = options;
    assertParts("op.createForeignKey", { name, referentTable, localCols, remoteCols });
    const target = { tableName: sourceTable, schema: sourceSchema ?? null };
    return build(target, { name, referentTable, localCols, remoteCols }, flags);
  },
  inBatch(target, name, referentTable, localCols, remoteCols, options = {}) {
    argumentChecks("batch.createForeignKey").options(options, flagKeys);
    assertParts("batch.createForeignKey", { name, referentTable, localCols, remoteCols });
    return batchItem(build(target, { name, referentTable, localCols, remoteCols }, options));
  },
  reverse: reverseAddConstraint,
  toDiffTuple: addConstraintDiff,
  render(directive, r) {
    const { constraint } = directive;
    const value = (given: string | null) => (given === null ? undefined : r.value(given));
    return r.operation("createForeignKey", [
      r.name(constraint.name),
      ...onTable(directive, r),
      r.name(constraint.referredTable),
      r.names(constraint.columns),
      r.names(constraint.referredColumns),
      ...r.options({
        sourceSchema: r.inBatch ? undefined : value(directive.schema),
        referentSchema: value(constraint.referredSchema),
        onDelete: value(constraint.onDelete),
        onUpdate: value(constraint.onUpdate),
        match: value(constraint.match),
        useAlter: constraint.useAlter ? "true" : undefined,
        ...constraintOptions(constraint, r),
      }),
    ]);
  },
};

function assertParts(operation: string, parts: Parts): void {
  const check = argumentChecks(operation);
  check.name("name", parts.name);
  check.identifier("referentTable", parts.referentTable);
  check.columnNames("localCols", parts.localCols);
  check.columnNames("remoteCols", parts.remoteCols);
  if (parts.localCols.length !== parts.remoteCols.length) {
    throw operationError(
      `${operation}: 'localCols' has ${parts.localCols.length} columns (${parts.localCols.join(", ")}), ` +
        `'remoteCols' has ${parts.remoteCols.length} (${parts.remoteCols.join(", ")}).`,
      { hint: "Give as many referenced columns as referencing ones." },
    );
  }
}

function build(target: BatchTarget, parts: Parts, flags: BatchForeignKeyOptions): CreateForeignKeyOp {
  const { referentSchema, ...options } = flags;
  const constraint = foreignKeyTo(
    {
      columns: parts.localCols,
      referredSchema: referentSchema ?? null,
      referredTable: nameText(parts.referentTable),
      referredColumns: parts.remoteCols,
    },
    { ...options, name: parts.name },
  );
  return addConstraintOpFrom(target, constraint);
}
