import type { Connection } from "../connection/connection.ts";
import { SchemaError } from "../errors/index.ts";
import type { MetaData } from "../schema/meta-data.ts";
import { nameText } from "../schema/names.ts";
import { type Table, tableKey } from "../schema/table.ts";

import type { ReflectedTable } from "./reflection.ts";
import { reflectorOf } from "./reflector-of.ts";

export interface ReflectIntoOptions {
  /** The schema to read; that of the MetaData, or the connection's default one, when absent. */
  readonly schema?: string | null | undefined;
  /** Names, or a function that says true for those to read; all when absent. */
  readonly only?: readonly string[] | ((name: string, schema: string | null) => boolean) | undefined;
}

/**
 * Adds a database's tables and sequences to a MetaData; tables that it already knows stay as they are. Partitions are
 * left out: they belong to their table. Gives the added tables back. Rejects with SCHEMA when `only` names a table that
 * does not exist.
 */
export async function reflectInto(
  metadata: MetaData,
  connection: Connection,
  options: ReflectIntoOptions = {},
): Promise<readonly Table[]> {
  const schema = options.schema ?? metadata.schema;
  const { only } = options;
  const wanted = typeof only === "object" ? (name: string): boolean => only.includes(name) : only;
  const database = await reflectorOf(connection).reflect(connection, { schemas: [schema], only: wanted });
  if (typeof only === "object") assertAllFound(only, database.tables, schema);
  const added = database.tables
    .filter((table) => !table.isPartition && !metadata.tables.has(tableKey(table.name, table.schema)))
    .map((table) => metadata.add(plainTable(table)));
  if (only === undefined) {
    for (const sequence of database.sequences) {
      metadata.sequences.set(tableKey(nameText(sequence.name), sequence.schema), sequence);
    }
  }
  return added;
}

function assertAllFound(
  names: readonly string[],
  tables: readonly ReflectedTable[],
  schema: string | null,
): void {
  const found = new Set(tables.map((table) => nameText(table.name)));
  const absent = names.filter((name) => !found.has(name));
  if (absent.length === 0) return;
  const where = schema === null ? "the default schema" : `schema '${schema}'`;
  throw new SchemaError(`There is no table ${absent.map((name) => `'${name}'`).join(", ")} in ${where}.`, {
    hint: "Correct the names in `only`.",
    details: { absent, schema },
  });
}

/** The table as the model knows it, without what only reflection says. */
export function plainTable(table: ReflectedTable): Table {
  const { impliedIndexes, uniqueConstraintIndexes, ownedSequences, isPartition, ...rest } = table;
  const { sourceSql, declaredTypes, triggers, ...plain } = rest;
  return Object.freeze(plain);
}
