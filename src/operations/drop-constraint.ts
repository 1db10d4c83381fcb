import type { AddConstraintOp, ConstraintTypeName, DropConstraintOp } from "../directives/index.ts";
import { type Constraint, constraintStub } from "../schema/constraints.ts";
import { ownKeysOf } from "../schema/dialect-options.ts";
import { type Identifier, type Name, nameText } from "../schema/names.ts";
import { freeze } from "../util/freeze.ts";
import { addConstraintOpFrom } from "./add-constraint-op.ts";
import { argumentChecks, shown } from "./check-arguments.ts";
import { batchItem } from "./column-place.ts";
import type { Diff } from "./diff-tuple.ts";
import type { OpResult } from "./host.ts";
import { onTable } from "./on-table.ts";
import type { BatchTarget, Operation } from "./operation.ts";
import { notReversible, operationError } from "./operation-error.ts";

/** The kind of the constraint, which MySQL has to know, and whether it may be missing. */
export interface DropConstraintFlags {
  /** What kind of constraint it is; MySQL and SQLite need to know. */
  readonly type?: ConstraintTypeName | null | undefined;
  /** `DROP CONSTRAINT IF EXISTS`. */
  readonly ifExists?: boolean | undefined;
}

/** How DROP CONSTRAINT is written, and the schema of the table. */
export interface DropConstraintOptions extends DropConstraintFlags {
  readonly schema?: string | null | undefined;
}

export interface DropConstraint {
  /**
   * Drops a constraint by its name. `null` is only for constraints that a naming convention names.
   *
   * @example await op.dropConstraint("uq_account_email", "account", { type: "unique" });
   */
  (name: Name | null, table: Identifier, options?: DropConstraintOptions): OpResult<void>;
}

export interface BatchDropConstraint {
  /**
   * Drops a constraint of the block's table, by its name; one without a name by what it says.
   *
   * @example batch.dropConstraint("uq_account_email", { type: "unique" });
   * @example batch.dropConstraint(sa.check("price > 0"));
   */
  (constraint: Name | Constraint | null, options?: DropConstraintFlags): OpResult<void>;
}

const check = argumentChecks("op.dropConstraint");
const batchCheck = argumentChecks("batch.dropConstraint");
const flagKeys = ownKeysOf<DropConstraintFlags>()(["type", "ifExists"]);
const optionKeys = ownKeysOf<DropConstraintOptions>()([...flagKeys, "schema"]);
const typeNames: readonly unknown[] = ["check", "foreignkey", "primary", "unique", null, undefined];

const typeOf = {
  primary_key: "primary",
  unique: "unique",
  foreign_key: "foreignkey",
  check: "check",
  exclude: null,
} as const satisfies Record<Constraint["kind"], ConstraintTypeName | null>;

/** `op.dropConstraint` */
export const dropConstraint: Operation<DropConstraint, BatchDropConstraint, DropConstraintOp> = {
  kind: "drop_constraint",
  build(name, table, options = {}) {
    check.name("name", name);
    check.identifier("table", table);
    check.options(options, optionKeys);
    return build({ tableName: table, schema: options.schema ?? null }, name, options);
  },
  inBatch(target, constraint, options = {}) {
    batchCheck.options(options, flagKeys);
    if (isConstraint(constraint)) return batchItem(dropConstraintOpFrom(target, constraint, options));
    batchCheck.name("name", constraint);
    return batchItem(build(target, constraint, options));
  },
  reverse,
  toDiffTuple: diff,
  render(directive, r) {
    const { constraintName, constraintType, existing, schema } = directive;
    const ifExists = directive.ifExists ? "true" : undefined;
    if (r.inBatch && constraintName === null && existing !== null) {
      return r.operation("dropConstraint", [
        r.constraint({ ...existing, name: null }),
        ...r.options({ ifExists }),
      ]);
    }
    return r.operation("dropConstraint", [
      r.name(constraintName),
      ...onTable(directive, r),
      ...r.options({
        ...r.schemaOption(schema),
        type: constraintType === null ? undefined : r.value(constraintType),
        ifExists,
      }),
    ]);
  },
};

function isConstraint(value: Name | Constraint | null): value is Constraint {
  return typeof value === "object" && value !== null && Object.hasOwn(typeOf, value.kind);
}

function build(target: BatchTarget, name: Name | null, flags: DropConstraintFlags): DropConstraintOp {
  if (!typeNames.includes(flags.type)) {
    throw operationError(
      `'type' can be one of 'check', 'foreignkey', 'primary', 'unique', None (left out); it was ${shown(flags.type)}.`,
      { hint: "Give the kind of the constraint, or leave `type` out.", details: { type: flags.type } },
    );
  }
  return freeze({
    kind: "drop_constraint",
    constraintName: name,
    tableName: target.tableName,
    schema: target.schema,
    constraintType: flags.type ?? null,
    ifExists: flags.ifExists ?? false,
    existing: null,
  } as const);
}

/** The step that drops a constraint that is known, so that it can be taken back. */
export function dropConstraintOpFrom(
  target: BatchTarget,
  existing: Constraint,
  options: { readonly ifExists?: boolean | undefined } = {},
): DropConstraintOp {
  const { ifExists } = options;
  return freeze({ ...build(target, existing.name, { type: typeOf[existing.kind], ifExists }), existing });
}

function reverse({ existing, tableName, schema, constraintName }: DropConstraintOp): AddConstraintOp {
  if (existing === null) {
    const name = constraintName === null ? "without a name" : `'${nameText(constraintName)}'`;
    throw notReversible(
      "constraint cannot be produced; original constraint is not present",
      `Set \`existing\` of the directive that drops constraint ${name} to the constraint that goes.`,
    );
  }
  return addConstraintOpFrom({ tableName, schema }, existing);
}

function diff(directive: DropConstraintOp): Diff {
  const { tableName, schema } = directive;
  const constraint =
    directive.existing ?? constraintStub(directive.constraintType ?? "unique", directive.constraintName);
  return constraint.kind === "foreign_key"
    ? ["remove_fk", { ...constraint, tableName, schema }]
    : ["remove_constraint", { ...constraint, tableName, schema }];
}
