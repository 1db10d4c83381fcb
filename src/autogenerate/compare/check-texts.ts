import type { CheckConstraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import type { ComparatorArguments, CompareResult } from "../plugins/comparators.ts";
import { type CheckChange, type CheckSubject, createCheck, dropCheck, nameOf } from "./check-steps.ts";
import { detailDifferences } from "./constraint-details.ts";
import { checksOf, scratchName } from "./expressions.ts";
import { inheritedBy } from "./inherited.ts";
import { changedTypeChecks } from "./type-checks.ts";

/**
 * Compares CHECK constraints by name and text, those without a name by text alone. The CHECKs that the types of columns
 * bring along differ by the values that they allow.
 */
export function compareCheckTexts(
  ...[context, tableOps, schema, tableName, database, metadata]: ComparatorArguments["table"]
): CompareResult | Promise<CompareResult> {
  if (database === null || metadata === null) return "stop";
  const { checks: inherited } = inheritedBy(context, { database, metadata });
  const isOwn = ({ name }: CheckConstraint): boolean => name === null || !inherited.has(nameText(name));
  const found = [...checksOf(database), ...typeBoundChecks(database)].filter(isOwn);
  const wanted = namedFirst(checksOf(metadata)).filter(([check]) => isOwn(check));
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

async function compareGivenChecks(
  subject: CheckSubject,
  metadata: Table,
  checks: { readonly open: CheckConstraint[]; readonly wanted: readonly PlacedCheck[] },
): Promise<CompareResult> {
  const { context } = subject;
  const { open } = checks;
  const take = (check: CheckConstraint): void => {
    open.splice(open.indexOf(check), 1);
  };
  const added: CheckConstraint[] = [];
  const changed: CheckChange[] = [];
  for (const [wanted, place] of checks.wanted) {
    const found = await counterpart(context, metadata, { wanted, place, open });
    if (found === null) added.push(wanted);
    else {
      take(found);
      const differs = detailDifferences(context.dialect, found, wanted).length > 0;
      if (differs || !(await isSame(context, metadata, place, found))) changed.push([found, wanted]);
    }
  }
  changed.push(...(await changedTypeChecks(subject, metadata, open)));
  const removed = open.filter(({ typeBound }) => !typeBound);
  for (const check of sorted(removed)) dropCheck(subject, check, null);
  for (const [existing, wanted] of changed) {
    dropCheck(subject, existing, wanted);
    createCheck(subject, wanted, existing);
  }
  for (const check of sorted(added)) createCheck(subject, check, null);
  return "stop";
}

function sorted(checks: readonly CheckConstraint[]): readonly CheckConstraint[] {
  return [...checks].sort((a, b) => ((nameOf(a) ?? "") < (nameOf(b) ?? "") ? -1 : 1));
}

/** A check with the place of its text. */
type PlacedCheck = readonly [check: CheckConstraint, place: string];

/** Those with a name choose their counterparts first. */
function namedFirst(checks: readonly CheckConstraint[]): readonly PlacedCheck[] {
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
