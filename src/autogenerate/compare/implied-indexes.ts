import type { ReflectedTable } from "../../dialect/reflection.ts";
import type { Directive, DowngradeOps, ModifyTableOps, UpgradeOps } from "../../directives/index.ts";
import type { ForeignKeyConstraint, UniqueConstraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { ComparatorArguments } from "../plugins/comparators.ts";

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

/** Indexes that foreign keys brought along and that the models do not have. */
function orphans(database: ReflectedTable, metadata: Table): readonly Index[] {
  const modelled = new Set(metadata.indexes.flatMap(({ name }) => (name === null ? [] : [nameText(name)])));
  return database.indexes.filter(
    ({ name }) =>
      name !== null && database.impliedIndexes.includes(nameText(name)) && !modelled.has(nameText(name)),
  );
}

function keysBehind(database: Table, { parts }: Index): readonly ForeignKeyConstraint[] {
  return database.constraints.filter(
    (each) =>
      each.kind === "foreign_key" &&
      each.columns.every((column, place) => parts[place]?.expression === column),
  ) as readonly ForeignKeyConstraint[]; // The kind was asked for.
}

/** Whether a new foreign key takes the index over. */
function needs(directive: Directive, { parts }: Index): boolean {
  return (
    directive.kind === "create_foreign_key" &&
    directive.constraint.columns.every((column, place) => parts[place]?.expression === column)
  );
}

function remakeOnTheWayBack(
  context: AutogenContext,
  { tableName, schema, ops }: ModifyTableOps,
  index: Index,
): void {
  const [heir] = ops.map(madeBy).filter((made) => made !== null && beginsWith(made, index));
  if (heir === undefined) return;
  context.afterReverse.push((container: UpgradeOps | DowngradeOps) => {
    for (const directive of container.ops) {
      if (
        directive.kind !== "modify_table_ops" ||
        directive.tableName !== tableName ||
        directive.schema !== schema
      )
        continue;
      const place = directive.ops.findIndex((each) => isDropOf(each, heir));
      if (place >= 0)
        directive.ops.splice(place, 0, {
          kind: "create_index",
          tableName,
          schema,
          index,
          ifNotExists: false,
        });
    }
  });
}

/** The index that a directive makes. */
function madeBy(directive: Directive): Index | UniqueConstraint | null {
  if (directive.kind === "create_index") return directive.index;
  return directive.kind === "create_unique_constraint" ? directive.constraint : null;
}

function beginsWith(made: Index | UniqueConstraint | null, { parts }: Index): boolean {
  const columns =
    made?.kind === "unique" ? made.columns : (made?.parts.map(({ expression }) => expression) ?? []);
  return parts.every(({ expression }, place) => columns[place] === expression);
}

function isDropOf(directive: Directive, made: Index | UniqueConstraint | null): boolean {
  const isDrop = directive.kind === "drop_index" || directive.kind === "drop_constraint";
  return isDrop && directive.existing === made;
}

function dropPlace(ops: readonly Directive[], key: ForeignKeyConstraint): number {
  return ops.findIndex((directive) => directive.kind === "drop_constraint" && directive.existing === key);
}
