import type { AlterColumnOp, Directive } from "../../directives/index.ts";
import { addColumnOpFrom } from "../../operations/add-column.ts";
import { addConstraintOpFrom } from "../../operations/add-constraint-op.ts";
import { modifyTableOps } from "../../operations/containers.ts";
import { createIndexOpFrom } from "../../operations/create-index.ts";
import { dropColumnOpFrom } from "../../operations/drop-column.ts";
import { dropConstraintOpFrom } from "../../operations/drop-constraint.ts";
import { dropIndexOpFrom } from "../../operations/drop-index.ts";
import type { BatchTarget } from "../../operations/operation.ts";
import type { Column } from "../../schema/column.ts";
import type { GeneratedDefault } from "../../schema/server-default.ts";
import type { Dependents } from "./dependents.ts";

/** What goes before a change of a table's columns, and what comes behind it. */
export interface Steps {
  readonly target: BatchTarget;
  readonly before: readonly Directive[];
  readonly after: readonly Directive[];
}

/** Takes away what is in the way, and brings it back as it was. */
export function stepsAround(dependents: Dependents): Steps {
  const { table, indexes, constraints, generated, defaults } = dependents;
  const target = { tableName: table.name, schema: table.schema };
  return {
    target,
    before: [
      ...indexes.map((index) => dropIndexOpFrom(target, index)),
      ...constraints.map((constraint) => dropConstraintOpFrom(target, constraint)),
      ...defaults.map(({ column, filledBy }) =>
        changeOfDefault(target, column, { from: filledBy, to: null }),
      ),
      ...generated.map((column) => dropColumnOpFrom(target, column)),
    ],
    after: [
      ...generated.map((column) => addColumnOpFrom(target, column)),
      ...defaults.map(({ column, filledBy }) =>
        changeOfDefault(target, column, { from: null, to: filledBy }),
      ),
      ...constraints.map((constraint) => addConstraintOpFrom(target, constraint)),
      ...indexes.map((index) => createIndexOpFrom(target, index)),
    ],
  };
}

/** The step that gives a column another default, or none. */
export function changeOfDefault(
  target: BatchTarget,
  { name, type, nullable }: Column,
  { from, to }: { readonly from: GeneratedDefault | null; readonly to: GeneratedDefault | null },
): AlterColumnOp {
  return {
    kind: "alter_column",
    tableName: target.tableName,
    schema: target.schema,
    columnName: name,
    modifyServerDefault: to,
    existingType: type,
    existingNullable: nullable,
    existingServerDefault: from,
    options: {},
  };
}

/** What goes before a change of columns of any tables, and what comes behind it. */
export interface Detour {
  readonly before: readonly Directive[];
  readonly after: readonly Directive[];
}

/** The steps of all tables: foreign keys, which need what they refer to, go first and come last. */
export function detourOf(steps: readonly Steps[]): Detour {
  const part = (which: "before" | "after", foreignKeys: boolean): readonly Directive[] =>
    steps.flatMap(({ target, ...each }) => {
      const ops = each[which].filter((directive) => isForeignKey(directive) === foreignKeys);
      return ops.length === 0 ? [] : [modifyTableOps(target.tableName, ops, { schema: target.schema })];
    });
  return {
    before: [...part("before", true), ...part("before", false)],
    after: [...part("after", false), ...part("after", true)],
  };
}

function isForeignKey(directive: Directive): boolean {
  if (directive.kind === "drop_constraint") return directive.constraintType === "foreignkey";
  return directive.kind === "create_foreign_key";
}
