import type { ReflectedDatabase, ReflectedTable } from "../../dialect/reflection.ts";
import type { Directive } from "../../directives/index.ts";
import type { BatchTarget } from "../../operations/operation.ts";
import type { Constraint, ForeignKeyConstraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { PlacedStep } from "./placed-steps.ts";
import type { Schedule } from "./schedule.ts";

/** A foreign key, and the steps between which it is there. */
export interface Span {
  readonly target: BatchTarget;
  readonly constraint: ForeignKeyConstraint;
  /** `null`: it was there before. */
  readonly made: PlacedStep | null;
  /** `null`: it stays. */
  readonly gone: PlacedStep | null;
}

/** The foreign keys of a database and of a revision that changes it. */
export function spansOf(schedule: Schedule, database: ReflectedDatabase): readonly Span[] {
  const existing = database.tables.filter(({ isPartition }) => !isPartition);
  return [
    ...existing.flatMap((table) => existingSpans(schedule, table)),
    ...schedule.steps.flatMap((step) => madeSpans(schedule, step)),
  ];
}

function existingSpans(schedule: Schedule, table: ReflectedTable): readonly Span[] {
  const target = { tableName: table.name, schema: table.schema };
  return foreignKeysOf(table)
    .filter(({ name }) => name !== null)
    .map((constraint) => ({
      target,
      constraint,
      made: null,
      gone: schedule.stepsOn(target).find(({ directive }) => drops(directive, constraint)) ?? null,
    }));
}

function madeSpans(schedule: Schedule, made: PlacedStep): readonly Span[] {
  return madeKeys(made.directive).map(({ target, constraint }) => {
    const later = schedule.stepsOn(target).filter(({ place }) => place > made.place);
    const gone = later.find(({ directive }) => drops(directive, constraint)) ?? null;
    return { target, constraint, made, gone };
  });
}

function madeKeys(directive: Directive): readonly Pick<Span, "target" | "constraint">[] {
  if (directive.kind === "create_foreign_key")
    return [{ target: directive, constraint: directive.constraint }];
  if (directive.kind !== "create_table") return [];
  const target = { tableName: directive.table.name, schema: directive.table.schema };
  return foreignKeysOf(directive.table).map((constraint) => ({ target, constraint }));
}

function foreignKeysOf({ constraints }: Table): readonly ForeignKeyConstraint[] {
  return constraints.filter((constraint) => constraint.kind === "foreign_key");
}

/** Whether a step on the table of a foreign key takes it away. */
function drops(directive: Directive, constraint: ForeignKeyConstraint): boolean {
  if (directive.kind === "drop_table") return true;
  return (
    directive.kind === "drop_constraint" &&
    directive.existing?.kind === "foreign_key" &&
    isSame(directive.existing, constraint)
  );
}

function isSame(one: Constraint, other: Constraint): boolean {
  if (one.name === null || other.name === null) return one === other;
  return nameText(one.name) === nameText(other.name);
}
