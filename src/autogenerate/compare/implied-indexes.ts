import type { ReflectedTable } from "../../dialect/reflection.ts";
import type { Directive, ModifyTableOps } from "../../directives/index.ts";
import type { ForeignKeyConstraint } from "../../schema/constraints.ts";
import { type Index, index } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { ComparatorArguments } from "../plugins/comparators.ts";
import { droppedBy, type IndexLike, isSameKey, keysOf, madeBy, replaces, serves } from "./serving-indexes.ts";

/**
 * Drops the indexes that dropped foreign keys had brought along, each right behind its last key. Such an index goes by
 * itself when a new key or index can take its place, so the way back makes it again before that one is dropped.
 */
export function dropImpliedIndexes(
  ...[context, tableOps, , , database, metadata]: ComparatorArguments["table"]
): void {
  if (database === null || metadata === null) return;
  const { tableName, schema } = tableOps;
  for (const index of orphans(database, metadata)) {
    const { name } = index;
    const places = keysBehind(database, index).map((key) => dropPlace(tableOps.ops, key));
    if (places.includes(-1)) remakeOnTheWayBack(context, tableOps, index);
    if (name === null || places.length === 0 || places.includes(-1)) continue;
    if (tableOps.ops.some((each) => needs(each, index))) continue;
    tableOps.ops.splice(Math.max(...places) + 1, 0, {
      kind: "drop_index",
      indexName: name,
      tableName,
      schema,
      ifExists: false,
      existing: index,
      options: {},
    });
    context.log(
      "constraints",
      `Detected removed index '${nameText(name)}' on '${displayName(tableName, schema)}'`,
    );
  }
}

/** Drops the indexes that new foreign keys bring along, on the way back behind the key for which each was made. */
export function dropMadeIndexesOnTheWayBack(
  ...[context, tableOps, , , database, metadata]: ComparatorArguments["table"]
): void {
  if (context.dialect.comparison?.foreignKeysHoldIndexes !== true) return;
  if (database === null || metadata === null) return;
  const dropped = tableOps.ops.map(droppedBy).filter((each) => each !== null);
  const isKept = (key: IndexLike): boolean => !dropped.some((each) => isSameKey(each, key));
  const keys = [...keysOf(metadata), ...keysOf(database).filter(isKept)];
  context.afterReverse.push((container) => {
    if (container.kind !== "downgrade_ops") return;
    const { tableName, schema } = tableOps;
    const ofTable = container.ops.filter(
      (each): each is ModifyTableOps =>
        each.kind === "modify_table_ops" && each.tableName === tableName && each.schema === schema,
    );
    const gone = ofTable.flatMap(({ ops }) =>
      ops.flatMap((each) => (each.kind === "drop_column" ? [nameText(each.columnName)] : [])),
    );
    const made: Index[] = [];
    // The key that was made first is dropped last.
    for (const steps of ofTable.toReversed()) {
      for (const directive of steps.ops.toReversed()) {
        const key = droppedBy(directive);
        if (key?.kind !== "foreign_key" || key.name === null) continue;
        const isServed = [...keys, ...made].some((each) => serves(each, key));
        if (isServed || key.columns.every((column) => gone.includes(column))) continue;
        const existing = index(key.name, key.columns);
        made.push(existing);
        steps.ops.splice(steps.ops.indexOf(directive) + 1, 0, {
          kind: "drop_index",
          indexName: key.name,
          tableName,
          schema,
          ifExists: false,
          existing,
          options: {},
        });
      }
    }
  });
}

/** Indexes that foreign keys brought along and that the models do not have. */
function orphans(database: ReflectedTable, metadata: Table): readonly Index[] {
  const modelled = new Set(metadata.indexes.flatMap(({ name }) => (name === null ? [] : [nameText(name)])));
  return database.indexes.filter(
    ({ name }) =>
      name !== null && database.impliedIndexes.includes(nameText(name)) && !modelled.has(nameText(name)),
  );
}

function keysBehind(database: Table, index: Index): readonly ForeignKeyConstraint[] {
  return database.constraints.filter(
    (each) => each.kind === "foreign_key" && serves(index, each),
  ) as readonly ForeignKeyConstraint[]; // The kind was asked for.
}

/** Whether a new foreign key takes the index over. */
function needs(directive: Directive, index: Index): boolean {
  return directive.kind === "create_foreign_key" && serves(index, directive.constraint);
}

function remakeOnTheWayBack(
  context: AutogenContext,
  { tableName, schema, ops }: ModifyTableOps,
  index: Index,
): void {
  const isHeir = (made: IndexLike | null): boolean => made !== null && replaces(made, index);
  if (!ops.some((each) => isHeir(madeBy(each)))) return;
  context.afterReverse.push((container) => {
    if (container.kind !== "downgrade_ops") return;
    for (const directive of container.ops) {
      if (directive.kind !== "modify_table_ops") continue;
      if (directive.tableName !== tableName || directive.schema !== schema) continue;
      const place = directive.ops.findIndex((each) => isHeir(droppedBy(each)));
      const make = { kind: "create_index", tableName, schema, index, ifNotExists: false } as const;
      if (place >= 0) directive.ops.splice(place, 0, make);
    }
  });
}

function dropPlace(ops: readonly Directive[], key: ForeignKeyConstraint): number {
  return ops.findIndex((directive) => directive.kind === "drop_constraint" && directive.existing === key);
}
