import type { ReflectedTable } from "../../dialect/reflection.ts";
import type { BatchAlterTableOp } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import type { Constraint } from "../../schema/constraints.ts";
import type { DialectOptions } from "../../schema/dialect-options.ts";
import { nameText } from "../../schema/names.ts";
import type { NamingConvention } from "../../schema/naming-convention.ts";
import type { Table } from "../../schema/table.ts";
import { freeze } from "../../util/freeze.ts";
import { applyItem } from "./apply-item.ts";
import { type BatchContext, rebuildRules } from "./batch-context.ts";
import { draftRules, withTypeNames } from "./batch-names.ts";
import { partialOrder } from "./column-order.ts";
import { type RebuildPlan, rebuildPlan } from "./rebuild-steps.ts";
import { finishDraft, type RebuiltTable } from "./rebuilt-table.ts";
import { TableDraft } from "./table-draft.ts";

/** Plans the rebuild of a table. Throws OPERATION for changes that do not fit the table. */
export function planRebuild(
  batch: BatchAlterTableOp,
  table: Table | ReflectedTable,
  context: BatchContext,
): RebuildPlan {
  const before = namedTable(batch, table, context);
  const written = namedTable(batch, declaredTable(table, context), context);
  const draft = new TableDraft(written, draftRules(context));
  for (const item of batch.items) applyItem(draft, item);
  for (const element of batch.tableElements) draft.constraints.push(element);
  const rebuilt = ordered(batch, draft, finishDraft(draft, context.dialect));
  const after = withOptions(batch, withTypeNames(rebuilt.table, context));
  return rebuildPlan({ before, after, columns: rebuilt.columns }, context);
}

/** The table as the block takes it, with names for its constraints: those of a model as the convention has it, those read on request. */
function namedTable(batch: BatchAlterTableOp, table: Table, { dialect, ddl }: BatchContext): Table {
  const convention =
    batch.copyFrom === null
      ? forTheUnnamed(batch.namingConvention ?? {})
      : (batch.namingConvention ?? ddl.namingConvention);
  const replaced = new Map(batch.reflectColumns.map((column) => [nameText(column.name), column]));
  const columns = table.columns.map(
    (column) => replaced.get(nameText(column.name)) ?? readColumn(batch, column, table),
  );
  return dialect.nameTable(
    freeze({ ...table, columns, constraints: sorted(withoutRepeats(table)) }),
    convention,
  );
}

/** A table that was read has its final names: a pattern that wraps a given name has nothing to name in it. */
function forTheUnnamed(convention: NamingConvention): NamingConvention {
  const patterns = Object.entries(convention).filter(
    ([, pattern]) => typeof pattern !== "string" || !pattern.includes("%(constraint_name)s"),
  );
  return Object.fromEntries(patterns);
}

function readColumn({ copyFrom, reflectOptions }: BatchAlterTableOp, column: Column, table: Table): Column {
  return copyFrom === null ? (reflectOptions.columnReflect?.(column, table) ?? column) : column;
}

/** A CHECK that a type brings along beside the one that was read is read twice the next time. */
function withoutRepeats({ constraints }: Table): readonly Constraint[] {
  const texts = constraints.map((each) => JSON.stringify(each));
  return constraints.filter(
    (each, index) => each.name === null || texts.indexOf(texts[index] ?? "") === index,
  );
}

const kindOrder: Readonly<Record<Constraint["kind"], number>> = {
  primary_key: 0,
  check: 1,
  foreign_key: 2,
  unique: 3,
  exclude: 4,
};

/** One order for what databases give back in different ones: named constraints first, kind by kind. */
function sorted(constraints: readonly Constraint[]): readonly Constraint[] {
  const rank = (each: Constraint): number =>
    kindOrder[each.kind] + (each.name === null && each.kind !== "primary_key" ? 10 : 0);
  return [...constraints].sort((a, b) => rank(a) - rank(b));
}

function declaredTable(table: Table, { dialect }: BatchContext): Table {
  const { asDeclared } = rebuildRules(dialect);
  // A table that was read carries what its declaration says; one of the user's does not, and stays as it is.
  return asDeclared === undefined || !("ownedSequences" in table)
    ? table
    : asDeclared(table as ReflectedTable);
}

function ordered(batch: BatchAlterTableOp, draft: TableDraft, rebuilt: RebuiltTable): RebuiltTable {
  if (batch.partialReordering.length === 0) return rebuilt;
  const { columns, table } = rebuilt;
  const order = partialOrder(
    columns.map((each) => each.key),
    batch.partialReordering.map((group) => group.map((name) => draft.find(name).key)),
  );
  const sortedColumns = [...columns].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  return {
    columns: sortedColumns,
    table: freeze({ ...table, columns: freeze(sortedColumns.map((each) => each.column)) }),
  };
}

function withOptions({ tableOptions }: BatchAlterTableOp, table: Table): Table {
  const { prefixes, ...given } = tableOptions;
  const options: Record<string, unknown> = { ...table.options };
  for (const [dialect, values] of Object.entries(given)) {
    options[dialect] = { ...(options[dialect] as object | undefined), ...(values as object) };
  }
  // Each value is the merge of two option objects of its dialect.
  return freeze({ ...table, prefixes: prefixes ?? table.prefixes, options: options as DialectOptions });
}
