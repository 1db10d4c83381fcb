import type { Directive, ModifyTableOps } from "../../directives/index.ts";
import type { ForeignKeyConstraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { ComparatorArguments } from "../plugins/comparators.ts";
import { droppedBy, type IndexLike, isSameKey, keysOf, madeBy, serves } from "./serving-indexes.ts";

/**
 * Where a foreign key holds the index that it uses: leaves an index alone that is the only one for a key that stays, and
 * drops one whose place another takes after that one was made.
 */
export function keepNeededIndexes(
  ...[context, tableOps, , , database, metadata]: ComparatorArguments["table"]
): void {
  if (context.dialect.comparison?.foreignKeysHoldIndexes !== true) return;
  if (database === null || metadata === null) return;
  const dropped = tableOps.ops.map(droppedBy).filter((each) => each !== null);
  const staying = database.constraints.filter(
    (each) => each.kind === "foreign_key" && !dropped.includes(each),
  ) as readonly ForeignKeyConstraint[]; // The kind was asked for.
  if (staying.length === 0) return;
  const isKept = (key: IndexLike): boolean => !dropped.some((each) => isSameKey(each, key));
  const kept = keysOf(database).filter(isKept);
  const made = tableOps.ops.map(madeBy).filter((each) => each !== null);
  for (const directive of [...tableOps.ops]) {
    const gone = droppedBy(directive);
    const keys = gone === null ? [] : staying.filter((key) => serves(gone, key));
    const bare = keys.filter((key) => !kept.some((each) => serves(each, key)));
    if (gone === null || bare.length === 0) continue;
    if (!bare.every((key) => made.some((each) => serves(each, key))))
      leave(context, tableOps, directive, gone);
    // What takes over its name too can only be made behind it: then the foreign key steps aside.
    else if (!made.some((each) => isSameKey(each, gone))) moveToEnd(tableOps, directive);
  }
}

function moveToEnd(tableOps: ModifyTableOps, directive: Directive): void {
  tableOps.ops = [...tableOps.ops.filter((each) => each !== directive), directive];
}

function leave(
  context: AutogenContext,
  tableOps: ModifyTableOps,
  directive: Directive,
  { name }: IndexLike,
): void {
  tableOps.ops = tableOps.ops.filter((each) => each !== directive);
  const where = displayName(tableOps.tableName, tableOps.schema);
  const shown = name === null ? "without a name" : `'${nameText(name)}'`;
  context.log(
    "constraints",
    `Left index ${shown} on '${where}' alone: a foreign key needs it, and the models have no other one for that key`,
  );
}
