import type { Directive } from "../../directives/index.ts";
import type { BatchTarget } from "../../operations/operation.ts";

/** A step of a revision, and where it stands. */
export interface PlacedStep {
  readonly directive: Directive;
  /** Its place among all steps. */
  readonly place: number;
  /** The place of its entry: the changes of a table are one. */
  readonly entry: number;
}

/** The steps of a revision one by one. */
export function placedSteps(ops: readonly Directive[]): readonly PlacedStep[] {
  return ops
    .flatMap((directive, entry) =>
      (directive.kind === "modify_table_ops" ? directive.ops : [directive]).map((each) => ({
        directive: each,
        entry,
      })),
    )
    .map((step, place) => ({ ...step, place }));
}

/** The table that a step is about, `null` for steps of other kinds. */
export function targetOf(directive: Directive): BatchTarget | null {
  if (directive.kind === "create_table")
    return { tableName: directive.table.name, schema: directive.table.schema };
  if (!("tableName" in directive) || directive.tableName === null) return null;
  return { tableName: directive.tableName, schema: directive.schema };
}
