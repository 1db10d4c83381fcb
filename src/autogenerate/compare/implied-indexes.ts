import type { ReflectedTable } from "../../dialect/reflection.ts";
import type { Directive, ModifyTableOps } from "../../directives/index.ts";
import type { ForeignKeyConstraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";

/** Drops the indexes that dropped foreign keys had brought along, each right behind its last key. */
export function dropImpliedIndexes(
  context: AutogenContext,
  tableOps: ModifyTableOps,
  _schema: string | null,
  _tableName: string,
  database: ReflectedTable | null,
  metadata: Table | null,
): void {
  if (database === null || metadata === null) return;
  const { tableName, schema } = tableOps;
  for (const index of orphans(database, metadata)) {
    const { name } = index;
    const places = keysBehind(database, index).map((key) => dropPlace(tableOps.ops, key));
    if (name === null || places.length === 0 || places.includes(-1)) continue;
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

function dropPlace(ops: readonly Directive[], key: ForeignKeyConstraint): number {
  return ops.findIndex((directive) => directive.kind === "drop_constraint" && directive.existing === key);
}
