import { typeCheck } from "../../dialect/default/type-checks.ts";
import type { ModifyTableOps } from "../../directives/index.ts";
import type { CheckConstraint } from "../../schema/constraints.ts";
import { type Identifier, nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { ComparatorArguments, CompareResult } from "../plugins/comparators.ts";
import { sameText } from "../same-text.ts";
import { detailDifferences } from "./constraint-details.ts";
import { checksOf, scratchName } from "./expressions.ts";

/**
 * Compares CHECK constraints by name and text, those without a name by text alone. The CHECKs that the types of columns
 * bring along differ by the values that they allow.
 */
export function compareCheckTexts(
  ...[context, tableOps, schema, tableName, database, metadata]: ComparatorArguments["table"]
): CompareResult | Promise<CompareResult> {
  if (database === null || metadata === null) return "stop";
  const found = [...checksOf(database), ...typeBoundChecks(database)];
  const wanted = checksOf(metadata);
  // As it is for most tables.
  if (found.length === 0 && wanted.length === 0) return "stop";
  const open = found.filter((check) =>
    context.runNameFilters(nameOf(check), "check_constraint", { tableName, schemaName: schema }),
  );
  return compareGivenChecks({ context, tableOps }, metadata, { open, wanted });
}

/** What types of the database brought along, which models may have spelled out (MariaDB's JSON). */
function typeBoundChecks({ columns }: Table): readonly CheckConstraint[] {
  return columns.flatMap(({ checks }) => checks.filter(({ typeBound }) => typeBound));
}

interface Subject {
  readonly context: AutogenContext;
  readonly tableOps: ModifyTableOps;
}

async function compareGivenChecks(
  subject: Subject,
  metadata: Table,
  checks: { readonly open: CheckConstraint[]; readonly wanted: readonly CheckConstraint[] },
): Promise<CompareResult> {
  const { context } = subject;
  const { open } = checks;
  const take = (check: CheckConstraint): void => {
    open.splice(open.indexOf(check), 1);
  };
  const added: CheckConstraint[] = [];
  const changed: (readonly [CheckConstraint, CheckConstraint])[] = [];
  for (const [wanted, place] of namedFirst(checks.wanted)) {
    const found = await counterpart(context, metadata, { wanted, place, open });
    if (found === null) added.push(wanted);
    else {
      take(found);
      const differs = detailDifferences(context.dialect, found, wanted).length > 0;
      if (differs || !(await isSame(context, metadata, place, found))) changed.push([found, wanted]);
    }
  }
  for (const { name, type } of metadata.columns) {
    const made = typeCheck(context.dialect, name, type);
    const found = made === null ? undefined : open.find((check) => isTypeCheck(context, check, made));
    if (made === null || found === undefined) continue;
    take(found);
    if (isRetyped(subject, name)) remakeTypeCheck(subject, found, made);
    else if (made.name !== null && !(await isSame(context, metadata, `check:${nameOf(made)}`, found)))
      changed.push([found, { ...made, typeBound: false }]);
  }
  const removed = open.filter(({ typeBound }) => !typeBound);
  for (const check of sorted(removed)) dropCheck(subject, check, null);
  for (const [existing, wanted] of changed) {
    dropCheck(subject, existing, wanted);
    createCheck(subject, wanted, existing);
  }
  for (const check of sorted(added)) createCheck(subject, check, null);
  return "stop";
}

function nameOf(check: CheckConstraint): string | null {
  return check.name === null ? null : nameText(check.name);
}

function sorted(checks: readonly CheckConstraint[]): readonly CheckConstraint[] {
  return [...checks].sort((a, b) => ((nameOf(a) ?? "") < (nameOf(b) ?? "") ? -1 : 1));
}

/** Checks with the place of their text; those with a name choose their counterparts first. */
function namedFirst(checks: readonly CheckConstraint[]): readonly (readonly [CheckConstraint, string])[] {
  const placed = checks.map(
    (check, index) => [check, `check:${nameOf(check) ?? scratchName(index)}`] as const,
  );
  return [
    ...placed.filter(([check]) => check.name !== null),
    ...placed.filter(([check]) => check.name === null),
  ];
}

interface Search {
  readonly wanted: CheckConstraint;
  readonly place: string;
  readonly open: readonly CheckConstraint[];
}

/** The database's check of that name; for one without a name any check of the same text. */
async function counterpart(
  context: AutogenContext,
  table: Table,
  { wanted, place, open }: Search,
): Promise<CheckConstraint | null> {
  const name = nameOf(wanted);
  if (name !== null) return open.find((check) => nameOf(check) === name) ?? null;
  for (const check of open) if (await isSame(context, table, place, check)) return check;
  return null;
}

function isSame(
  context: AutogenContext,
  table: Table,
  place: string,
  check: CheckConstraint,
): Promise<boolean> {
  return context.normalForms.same(table, place, context.dialect.literals.sqlText(check.condition));
}

/** Whether a column is to get another type. */
function isRetyped({ tableOps }: Subject, column: Identifier): boolean {
  return tableOps.ops.some(
    (each) =>
      each.kind === "alter_column" &&
      each.modifyType !== undefined &&
      nameText(each.columnName) === nameText(column),
  );
}

/** The old CHECK goes before the column gets its type, which brings the new one along. */
function remakeTypeCheck(
  { context, tableOps }: Subject,
  existing: CheckConstraint,
  made: CheckConstraint,
): void {
  const earlier = [...tableOps.ops];
  tableOps.ops = [];
  dropCheck({ context, tableOps }, existing, made);
  tableOps.ops.push(...earlier);
}

/** Whether a check of the database is what a boolean or enum column brings along, whatever its labels were before. */
function isTypeCheck(
  { dialect }: AutogenContext,
  check: CheckConstraint,
  typeCheck: CheckConstraint,
): boolean {
  if (typeCheck.name !== null) return nameOf(check) === nameOf(typeCheck);
  const [text, expected] = [check, typeCheck].map(({ condition }) => dialect.literals.sqlText(condition));
  return sameText(dialect, text ?? "", expected ?? "");
}

function dropCheck(
  { context, tableOps }: Subject,
  existing: CheckConstraint,
  compareTo: CheckConstraint | null,
): void {
  const name = nameOf(existing);
  if (!context.runObjectFilters(existing, name, "check_constraint", true, compareTo)) return;
  const { tableName, schema } = tableOps;
  const where = `on table '${displayName(tableName, schema)}'`;
  tableOps.ops.push({
    kind: "drop_constraint",
    tableName,
    schema,
    constraintName: existing.name,
    constraintType: "check",
    ifExists: false,
    existing,
  });
  const what = compareTo === null ? "removed" : "changed";
  context.log(
    "check_constraints",
    `Detected ${what} check constraint ${name === null ? "None" : `'${name}'`} ${where}`,
  );
}

function createCheck(
  { context, tableOps }: Subject,
  wanted: CheckConstraint,
  compareTo: CheckConstraint | null,
): void {
  const name = nameOf(wanted);
  if (!context.runObjectFilters(wanted, name, "check_constraint", false, compareTo)) return;
  const { tableName, schema } = tableOps;
  tableOps.ops.push({
    kind: "create_check_constraint",
    tableName,
    schema,
    constraint: context.declared(wanted),
  });
  if (compareTo !== null) return;
  const shown = name === null ? "None" : `'${name}'`;
  context.log(
    "check_constraints",
    `Detected added check constraint ${shown} on table '${displayName(tableName, schema)}'`,
  );
}
