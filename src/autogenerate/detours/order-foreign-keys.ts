import type { CreateForeignKeyOp, Directive, UpgradeOps } from "../../directives/index.ts";
import { addConstraintOpFrom } from "../../operations/add-constraint-op.ts";
import { modifyTableOps } from "../../operations/containers.ts";
import { dropConstraintOpFrom } from "../../operations/drop-constraint.ts";
import type { ForeignKeyConstraint } from "../../schema/constraints.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { nameUnnamedConstraints } from "../compare/unnamed-constraints.ts";
import { lastNeed, obstaclesTo, placeOfReturn } from "./foreign-key-needs.ts";
import { type Span, spansOf } from "./foreign-key-spans.ts";
import { targetOf } from "./placed-steps.ts";
import { type Schedule, scheduleOf } from "./schedule.ts";

/** What becomes of the entries of a revision, by their places. */
interface Edits {
  readonly before: Map<number, Directive[]>;
  readonly after: Map<number, Directive[]>;
  /** Foreign keys that go and come by steps of their own. */
  readonly taken: Set<ForeignKeyConstraint>;
  /** Steps that stand elsewhere now. */
  readonly moved: Set<Directive>;
}

/**
 * Drops foreign keys before what they refer to goes, and creates them once it is there, where the order of the tables
 * would not do; one that stays steps aside. All other steps keep their order, and the way back is the mirror image.
 */
export function orderForeignKeys(context: AutogenContext, upgradeOps: UpgradeOps): void {
  const { dialect, reflected, columnChanges } = context;
  if (reflected === null || !dialect.features.alterTable) return;
  const schedule = scheduleOf(dialect, { database: reflected, changes: columnChanges }, upgradeOps.ops);
  const edits: Edits = { before: new Map(), after: new Map(), taken: new Set(), moved: new Set() };
  for (const span of spansOf(schedule, reflected)) {
    if (span.made === null) dropInTime(schedule, span, edits);
    else createInTime(schedule, span, edits);
  }
  if (edits.before.size === 0 && edits.after.size === 0) return;
  upgradeOps.ops = upgradeOps.ops.flatMap((directive, entry) => [
    ...byTable(schedule, edits.before.get(entry) ?? []),
    ...withoutMoved(directive, edits),
    ...byTable(schedule, edits.after.get(entry) ?? []),
  ]);
  nameUnnamedConstraints(context, upgradeOps);
}

function dropInTime(schedule: Schedule, span: Span, edits: Edits): void {
  const { target, constraint, gone } = span;
  const obstacles = obstaclesTo(schedule, span);
  const [first] = obstacles;
  if (first === undefined) return;
  if (gone === null) {
    const place = placeOfReturn(schedule, span, obstacles);
    if (place === null) return;
    push(edits.after, place.entry, addConstraintOpFrom(target, constraint));
  }
  const isStep = gone?.directive.kind === "drop_constraint";
  push(edits.before, first.entry, isStep ? gone.directive : dropConstraintOpFrom(target, constraint));
  takeOut(edits, gone?.directive, constraint);
}

function createInTime(schedule: Schedule, span: Span, edits: Edits): void {
  const { target, constraint, made } = span;
  const need = lastNeed(schedule, span);
  if (need === null || made === null) return;
  const own: CreateForeignKeyOp = addConstraintOpFrom(target, constraint);
  push(edits.after, need.entry, made.directive.kind === "create_foreign_key" ? made.directive : own);
  takeOut(edits, made.directive, constraint);
}

function push(entries: Map<number, Directive[]>, entry: number, directive: Directive): void {
  entries.set(entry, [...(entries.get(entry) ?? []), directive]);
}

function takeOut(edits: Edits, directive: Directive | undefined, constraint: ForeignKeyConstraint): void {
  if (directive?.kind === "create_table" || directive?.kind === "drop_table") edits.taken.add(constraint);
  else if (directive !== undefined) edits.moved.add(directive);
}

/** Steps with those of the same table together. */
function byTable(schedule: Schedule, steps: readonly Directive[]): readonly Directive[] {
  const found: ReturnType<typeof modifyTableOps>[] = [];
  for (const step of steps) {
    const target = targetOf(step);
    if (target === null) continue;
    const known = found.find((each) => schedule.isSameTable(each, target));
    if (known === undefined) found.push(modifyTableOps(target.tableName, [step], { schema: target.schema }));
    else known.ops.push(step);
  }
  return found;
}

function withoutMoved(directive: Directive, { taken, moved }: Edits): readonly Directive[] {
  const slim = (table: Table): Table =>
    table.constraints.some((each) => taken.has(each as ForeignKeyConstraint))
      ? {
          ...table,
          constraints: table.constraints.filter((each) => !taken.has(each as ForeignKeyConstraint)),
        }
      : table;
  switch (directive.kind) {
    case "create_table":
      return [{ ...directive, table: slim(directive.table) }];
    case "drop_table":
      return [{ ...directive, existing: directive.existing === null ? null : slim(directive.existing) }];
    case "modify_table_ops": {
      const ops = directive.ops.filter((each) => !moved.has(each));
      return ops.length === 0 ? [] : [{ ...directive, ops }];
    }
    default:
      return [directive];
  }
}
