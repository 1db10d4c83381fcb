import type { Directive, ModifyTableOps } from "../../directives/index.ts";
import type { Constraint, ForeignKeyConstraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { ComparatorArguments } from "../plugins/comparators.ts";

type Key = Index | Constraint;

/**
 * Where a foreign key holds the index that it uses: leaves an index alone that is the only one for a key that stays, and
 * drops one whose place another takes after that one was made.
 */
export function keepNeededIndexes(
  ...[context, tableOps, , , database, metadata]: ComparatorArguments["table"]
): void {
  if (context.dialect.comparison?.foreignKeysHoldIndexes !== true) return;
  if (database === null || metadata === null) return;
  const dropped = new Set<unknown>(tableOps.ops.map(droppedBy).filter((each) => each !== null));
  const staying = database.constraints.filter(
    (each) => each.kind === "foreign_key" && !dropped.has(each),
  ) as readonly ForeignKeyConstraint[]; // The kind was asked for.
  if (staying.length === 0) return;
  const isKept = (key: Key): boolean => !dropped.has(key);
  const kept: readonly Key[] = [...database.indexes, ...database.constraints].filter(isKept);
  const made = tableOps.ops.map(madeBy).filter((each) => each !== null);
  for (const directive of [...tableOps.ops]) {
    const gone = droppedBy(directive);
    const keys = gone === null ? [] : staying.filter((key) => serves(gone, key));
    const bare = keys.filter((key) => !kept.some((each) => serves(each, key)));
    if (gone === null || bare.length === 0) continue;
    if (bare.every((key) => made.some((each) => serves(each, key)))) moveToEnd(tableOps, directive);
    else leave(context, tableOps, directive, gone);
  }
}

function droppedBy(directive: Directive): Key | null {
  const isDrop = directive.kind === "drop_index" || directive.kind === "drop_constraint";
  return isDrop ? directive.existing : null;
}

function madeBy(directive: Directive): Key | null {
  if (directive.kind === "create_index") return directive.index;
  return directive.kind === "create_unique_constraint" || directive.kind === "create_primary_key"
    ? directive.constraint
    : null;
}

/** Whether a foreign key can use an index: its columns are the first ones of it. */
function serves(index: Key, key: ForeignKeyConstraint): boolean {
  const columns = columnsOf(index);
  return key.columns.every((column, place) => columns[place] === column);
}

function columnsOf(index: Key): readonly unknown[] {
  if (index.kind === "index") return index.parts.map(({ expression }) => expression);
  return index.kind === "unique" || index.kind === "primary_key" ? index.columns : [];
}

function moveToEnd(tableOps: ModifyTableOps, directive: Directive): void {
  tableOps.ops = [...tableOps.ops.filter((each) => each !== directive), directive];
}

function leave(context: AutogenContext, tableOps: ModifyTableOps, directive: Directive, { name }: Key): void {
  tableOps.ops = tableOps.ops.filter((each) => each !== directive);
  const where = displayName(tableOps.tableName, tableOps.schema);
  const shown = name === null ? "without a name" : `'${nameText(name)}'`;
  context.log(
    "constraints",
    `Left index ${shown} on '${where}' alone: a foreign key needs it, and the models have no other one for that key`,
  );
}
