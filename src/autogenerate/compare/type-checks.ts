import { typeCheck } from "../../dialect/default/type-checks.ts";
import type { AlterColumnOp, Directive } from "../../directives/index.ts";
import type { CheckConstraint } from "../../schema/constraints.ts";
import { type Identifier, nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import { type SqlType, withOptionsOn } from "../../schema/types/sql-type.ts";
import { freeze } from "../../util/freeze.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { constraintDepends } from "../detours/mentions.ts";
import { type CheckChange, type CheckSubject, dropCheck, nameOf } from "./check-steps.ts";
import { typeCheckPlace } from "./expressions.ts";

/**
 * Takes the CHECKs that the types of columns bring along out of those of the database that are not accounted for, and
 * says which of them allow other values or have another name.
 */
export async function changedTypeChecks(
  subject: CheckSubject,
  metadata: Table,
  open: CheckConstraint[],
): Promise<readonly CheckChange[]> {
  const { context } = subject;
  const changed: CheckChange[] = [];
  for (const [wanted, found] of await counterparts(context, metadata, open)) {
    const { made, column } = wanted;
    const retyped = isRetyped(subject, column);
    if (retyped && made.name !== null) {
      remakeTypeCheck(subject, found, made);
      continue;
    }
    if (retyped) leaveOutTypeCheck(subject, column);
    if (!(await isSame(context, metadata, wanted, found)) || !isNamedSo(wanted, found))
      changed.push([found, { ...made, typeBound: false }]);
  }
  return changed;
}

interface TypeCheck {
  readonly column: Identifier;
  /** With the name that the naming convention gives it. */
  readonly made: CheckConstraint;
  /** Its name with and without the convention, which revisions for several MetaData do not apply. */
  readonly names: readonly (string | null)[];
  /** The place of its text among the expressions of the table. */
  readonly place: string;
}

function typeChecksOf(context: AutogenContext, table: Table): readonly TypeCheck[] {
  return table.columns.flatMap(({ name: column, type }, index) => {
    const plain = typeCheck(context.dialect, column, type);
    if (plain === null) return [];
    const made = withConvention(context, table, plain);
    return [{ column, made, names: [nameOf(made), nameOf(plain)], place: typeCheckPlace(plain, index) }];
  });
}

/** A CHECK without a name stays so: many conventions cannot name it. */
function withConvention(context: AutogenContext, table: Table, check: CheckConstraint): CheckConstraint {
  if (check.name === null) return check;
  const alone = freeze({ ...table, constraints: freeze([check]), indexes: freeze([]) });
  const [named] = context.dialect.nameTable(alone, context.namingConventionOf(table)).constraints;
  return freeze({ ...check, name: named?.name ?? check.name });
}

/** The CHECKs of types with those of the database: by name or text, then any other that is about the column. */
async function counterparts(
  context: AutogenContext,
  metadata: Table,
  open: CheckConstraint[],
): Promise<ReadonlyMap<TypeCheck, CheckConstraint>> {
  const wanted = typeChecksOf(context, metadata);
  const pairs = new Map<TypeCheck, CheckConstraint>();
  for (const fits of [isOfType, isOfColumn]) {
    for (const each of wanted) {
      if (pairs.has(each)) continue;
      const found = await firstOf(open, (check) => fits(context, metadata, each, check));
      if (found === undefined) continue;
      open.splice(open.indexOf(found), 1);
      pairs.set(each, found);
    }
  }
  return pairs;
}

async function firstOf(
  checks: readonly CheckConstraint[],
  fits: (check: CheckConstraint) => boolean | Promise<boolean>,
): Promise<CheckConstraint | undefined> {
  for (const check of checks) if (await fits(check)) return check;
  return undefined;
}

type Fits = (
  context: AutogenContext,
  table: Table,
  wanted: TypeCheck,
  check: CheckConstraint,
) => boolean | Promise<boolean>;

/** Whether a check of the database is what a boolean or enum column brings along, whatever its labels were before. */
const isOfType: Fits = (context, table, wanted, check) =>
  wanted.made.name === null ? isSame(context, table, wanted, check) : isNamedSo(wanted, check);

function isNamedSo({ made, names }: TypeCheck, check: CheckConstraint): boolean {
  return made.name === null || names.includes(nameOf(check));
}

/** It would be dropped, and the models have this one in its place. */
const isOfColumn: Fits = ({ dialect }, _table, { column }, check) => {
  const change = {
    columns: new Set([nameText(column)]),
    words: new Set<string>(),
    kind: "replaced",
  } as const;
  return !check.typeBound && constraintDepends(dialect, check, change);
};

function isSame(...[context, table, { place }, check]: Parameters<Fits>): Promise<boolean> {
  return context.normalForms.same(table, place, context.dialect.literals.sqlText(check.condition));
}

/** Whether a column is to get another type. */
function isRetyped({ tableOps }: CheckSubject, column: Identifier): boolean {
  return tableOps.ops.some((each) => givesType(each, column));
}

function givesType(
  directive: Directive,
  column: Identifier,
): directive is AlterColumnOp & { readonly modifyType: SqlType } {
  if (directive.kind !== "alter_column" || directive.modifyType === undefined) return false;
  return nameText(directive.columnName) === nameText(column);
}

/** The old CHECK goes before the column gets its type, which brings the new one along. */
function remakeTypeCheck(
  { context, tableOps }: CheckSubject,
  existing: CheckConstraint,
  made: CheckConstraint,
): void {
  const earlier = [...tableOps.ops];
  tableOps.ops = [];
  dropCheck({ context, tableOps }, existing, made);
  tableOps.ops.push(...earlier);
}

/** A CHECK without a name that a type brings along could not be dropped on the way back. */
function leaveOutTypeCheck({ context, tableOps }: CheckSubject, column: Identifier): void {
  tableOps.ops = tableOps.ops.map((each) =>
    givesType(each, column)
      ? {
          ...each,
          modifyType: withOptionsOn(each.modifyType, context.dialect.name, { createConstraint: false }),
        }
      : each,
  );
}
