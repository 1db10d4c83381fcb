import type { ReflectedDatabase, ReflectedTable } from "../../dialect/reflection.ts";
import { nameText } from "../../schema/names.ts";
import { parentKeys } from "../../schema/sort-tables.ts";
import { type Table, tableKey } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import type { IsBookkeeping } from "../bookkeeping-tables.ts";
import { ownSchema } from "../own-schema.ts";
import { sortByLevel } from "../sort-by-level.ts";

/** A table that both sides may have. */
export interface TablePair {
  readonly schema: string | null;
  readonly name: string;
  readonly database: ReflectedTable | null;
  readonly metadata: Table | null;
}

/** What is compared at all. */
export interface Compared {
  readonly schemas: ReadonlySet<string | null>;
  readonly isBookkeeping: IsBookkeeping;
}

/** The tables of the models with those of the database, then those that no model has. */
export function pairTables(
  context: AutogenContext,
  database: ReflectedDatabase,
  { schemas, isBookkeeping }: Compared,
): readonly TablePair[] {
  const found = new Map(
    database.tables
      .filter(({ schema }) => schemas.has(schema) || (schema !== null && context.modelSchemas.has(schema)))
      .map((table) => [tableKey(table.name, table.schema), table] as const),
  );
  const wanted = sortedFor(database, context.sortedTables).filter(
    (table) => !isBookkeeping(nameText(table.name), ownSchema(database, table.schema)),
  );
  const wantedKeys = new Set(wanted.map((table) => tableKey(table.name, ownSchema(database, table.schema))));
  const modelled = wanted.map((metadata) => ({
    schema: ownSchema(database, metadata.schema),
    name: nameText(metadata.name),
    database: found.get(tableKey(metadata.name, ownSchema(database, metadata.schema))) ?? null,
    metadata,
  }));
  // Partitions come and go with their table.
  const gone = [...found.entries()]
    .filter(([key, table]) => !wantedKeys.has(key) && !table.isPartition)
    .map(([, table]) => ({
      schema: table.schema,
      name: nameText(table.name),
      database: table,
      metadata: null,
    }));
  return [...modelled, ...gone];
}

/** The models' tables in dependency order, once it is known which schema they may call by its name, or leave out. */
function sortedFor({ defaultSchema }: ReflectedDatabase, tables: readonly Table[]): readonly Table[] {
  const mayNameIt = (table: Table): boolean =>
    table.schema === defaultSchema ||
    parentKeys(table, defaultSchema).length > 0 ||
    table.constraints.some((each) => each.kind === "foreign_key" && each.referredSchema === defaultSchema);
  return defaultSchema !== null && tables.some(mayNameIt) ? sortByLevel(tables, defaultSchema) : tables;
}
