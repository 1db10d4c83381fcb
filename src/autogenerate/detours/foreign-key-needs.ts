import type { BatchTarget } from "../../operations/operation.ts";
import type { ForeignKeyConstraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import { predicateOf } from "../compare/expressions.ts";
import {
  droppedBy,
  type IndexLike,
  isSameKey,
  isUnique,
  madeBy,
  serves,
} from "../compare/serving-indexes.ts";
import type { Span } from "./foreign-key-spans.ts";
import type { PlacedStep } from "./placed-steps.ts";
import type { Schedule } from "./schedule.ts";

/** The steps that fail while a foreign key is there, first to last. */
export function obstaclesTo(schedule: Schedule, span: Span): readonly PlacedStep[] {
  const [from, until] = [span.made?.place ?? -1, span.gone?.place ?? Number.POSITIVE_INFINITY];
  return stepsAround(schedule, span).filter(
    (step) => step.place > from && step.place < until && failsWith(schedule, span, step),
  );
}

/** The last step that a new foreign key has to be behind, `null` where it stands well. */
export function lastNeed(schedule: Schedule, span: Span): PlacedStep | null {
  const { made, constraint } = span;
  if (made === null || span.gone !== null) return null;
  const referred = referredBy(span);
  // A new table refers to its own keys, too.
  const keys = schedule.keysBefore(referred, made.place + 1);
  const hasKey =
    keys === null ||
    keys.some((key) => isWhole(schedule, key, constraint) && carries(schedule, key, constraint));
  const later = schedule.stepsOn(referred).filter(({ place }) => place > made.place);
  return lastOf([
    ...later.filter(
      (step) => addsColumn(step, constraint) || (!hasKey && makesCarrier(schedule, step, constraint)),
    ),
    ...obstaclesTo(schedule, span),
  ]);
}

/** Where a foreign key that steps aside can come back; `null` where no key would be left that it could refer to. */
export function placeOfReturn(
  schedule: Schedule,
  span: Span,
  obstacles: readonly PlacedStep[],
): PlacedStep | null {
  const { constraint, target } = span;
  const keys = schedule.keysBefore(referredBy(span), Number.POSITIVE_INFINITY);
  if (keys !== null && !keys.some((key) => carries(schedule, key, constraint))) return null;
  return lastOf([
    ...obstacles,
    ...schedule.stepsOn(referredBy(span)).filter((step) => makesCarrier(schedule, step, constraint)),
    ...(holdsIndexes(schedule)
      ? schedule.stepsOn(target).filter((step) => makesServing(step, constraint))
      : []),
  ]);
}

function lastOf(steps: readonly PlacedStep[]): PlacedStep | null {
  return steps.reduce<PlacedStep | null>(
    (last, step) => (last === null || step.place > last.place ? step : last),
    null,
  );
}

function referredBy({ constraint }: Span): BatchTarget {
  return { tableName: constraint.referredTable, schema: constraint.referredSchema };
}

/** The steps on both tables of a foreign key. */
function stepsAround(schedule: Schedule, span: Span): readonly PlacedStep[] {
  const [own, referred] = [schedule.stepsOn(span.target), schedule.stepsOn(referredBy(span))];
  if (own === referred || own.length === 0) return referred;
  return referred.length === 0 ? own : [...own, ...referred].sort((a, b) => a.place - b.place);
}

function holdsIndexes({ dialect }: Schedule): boolean {
  return dialect.comparison?.foreignKeysHoldIndexes === true;
}

function failsWith(schedule: Schedule, span: Span, step: PlacedStep): boolean {
  const sides = [
    { table: referredBy(span), columns: span.constraint.referredColumns, isReferred: true },
    { table: span.target, columns: span.constraint.columns, isReferred: false },
  ];
  const { directive } = step;
  return sides.some(({ table, columns, isReferred }) => {
    if (!schedule.stepsOn(table).includes(step)) return false;
    if (directive.kind === "drop_column")
      return isReferred && columns.includes(nameText(directive.columnName));
    if (directive.kind === "alter_column") {
      const name = nameText(directive.columnName);
      return directive.modifyType !== undefined && columns.includes(name) && isHeld(schedule, table, name);
    }
    return isReferred ? takesCarrier(schedule, span, step) : takesServing(schedule, span, step);
  });
}

function isHeld(schedule: Schedule, table: BatchTarget, column: string): boolean {
  return schedule.dialect.comparison?.foreignKeysHoldTypes === true || schedule.isConverted(table, column);
}

/** Whether a step drops the key that a foreign key refers to. */
function takesCarrier(schedule: Schedule, span: Span, step: PlacedStep): boolean {
  const gone = droppedBy(step.directive);
  if (gone === null || !carries(schedule, gone, span.constraint)) return false;
  // Elsewhere a foreign key belongs to one key, whatever others there are.
  if (!holdsIndexes(schedule)) return true;
  const others = otherKeys(schedule, referredBy(span), { step, gone });
  return !others.some((key) => carries(schedule, key, span.constraint));
}

/** Whether a step drops the last index over the columns of a foreign key; those of a dropped table go with it. */
function takesServing(schedule: Schedule, span: Span, step: PlacedStep): boolean {
  const gone = droppedBy(step.directive);
  if (gone === null || !holdsIndexes(schedule) || span.gone?.directive.kind === "drop_table") return false;
  if (!serves(gone, span.constraint)) return false;
  return !otherKeys(schedule, span.target, { step, gone }).some((key) => serves(key, span.constraint));
}

/** What else a table has when a key of it is dropped. */
function otherKeys(
  schedule: Schedule,
  table: BatchTarget,
  { step, gone }: { readonly step: PlacedStep; readonly gone: IndexLike },
): readonly IndexLike[] {
  // A primary key may have to go first of all that happens to a table.
  const first = schedule.stepsOn(table).find(({ entry }) => entry === step.entry) ?? step;
  const before = gone.kind === "primary_key" ? first.place : step.place;
  return (schedule.keysBefore(table, before) ?? []).filter((key) => !isSameKey(key, gone));
}

function addsColumn({ directive }: PlacedStep, { referredColumns }: ForeignKeyConstraint): boolean {
  return directive.kind === "add_column" && referredColumns.includes(nameText(directive.column.name));
}

function makesCarrier(
  schedule: Schedule,
  { directive }: PlacedStep,
  constraint: ForeignKeyConstraint,
): boolean {
  const made = madeBy(directive);
  return made !== null && carries(schedule, made, constraint);
}

function makesServing({ directive }: PlacedStep, constraint: ForeignKeyConstraint): boolean {
  const made = madeBy(directive);
  return made !== null && serves(made, constraint);
}

/** Whether a foreign key can refer to the columns of a key. */
function carries(schedule: Schedule, key: IndexLike, constraint: ForeignKeyConstraint): boolean {
  return holdsIndexes(schedule)
    ? serves(key, { columns: constraint.referredColumns })
    : isWhole(schedule, key, constraint);
}

/** Whether a key is unique over just the columns that a foreign key refers to. */
function isWhole({ dialect }: Schedule, key: IndexLike, { referredColumns }: ForeignKeyConstraint): boolean {
  if (key.kind === "index" && predicateOf(dialect, key.options) !== null) return false;
  return isUnique(key, referredColumns);
}
