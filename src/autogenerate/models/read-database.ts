import { plainTable } from "../../dialect/reflect-into.ts";
import type { ReflectedTable } from "../../dialect/reflection.ts";
import { reflectorOf } from "../../dialect/reflector-of.ts";
import { CommandError } from "../../errors/index.ts";
import { nameText } from "../../schema/names.ts";
import type { Sequence } from "../../schema/sequence.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenerateHost } from "../autogen-context.ts";
import { bookkeepingTables } from "../bookkeeping-tables.ts";
import { displayName } from "../diff-names.ts";
import { ownSchema } from "../own-schema.ts";

/** What models are made of: a database's tables and sequences, sorted by schema and name. */
export interface PulledDatabase {
  readonly tables: readonly Table[];
  readonly sequences: readonly Sequence[];
  /** The schemas that are not the default one. */
  readonly schemas: readonly string[];
  /** What the database has and the models cannot say, in words. */
  readonly leftOut: readonly string[];
}

/**
 * Reads the tables that the environment's filters let through, without the tool's own; partitions belong to their
 * table. Without schemas it reads the default one. Rejects with DATABASE, and with COMMAND in offline mode.
 */
export async function readDatabase(
  host: AutogenerateHost,
  schemas: readonly string[],
): Promise<PulledDatabase> {
  const { connection, opts } = host;
  if (connection === null) throw new CommandError("Tables cannot be read in offline mode.");
  const reflector = reflectorOf(connection);
  const defaultSchema = await reflector.defaultSchemaName(connection);
  const isBookkeeping = await bookkeepingTables(host);
  const wanted = new Set(schemas.map((schema) => ownSchema({ defaultSchema }, schema)));
  const database = await reflector.reflect(connection, {
    schemas: wanted.size === 0 ? [null] : [...wanted],
    only: (name, schema) =>
      !isBookkeeping(name, schema) &&
      (opts.includeName?.(name, "table", {
        schemaName: schema,
        schemaQualifiedTableName: displayName(name, schema),
      }) ??
        true),
  });
  return {
    tables: database.tables
      .filter((table) => !table.isPartition && isIncluded(host, table))
      .map((table) => declared(plainTable(table), host)),
    sequences: database.sequences,
    schemas: [...wanted].filter((schema) => schema !== null).sort(),
    leftOut: [
      ...database.warnings,
      ...database.tables
        .filter((table) => table.isPartition)
        .map(
          ({ name, schema }) =>
            `Partition '${displayName(name, schema)}' is left out: it belongs to its table.`,
        ),
      ...database.views.map(
        ({ name, schema }) => `View '${displayName(name, schema)}' is left out: models hold tables only.`,
      ),
    ],
  };
}

function declared(table: Table, { dialect }: AutogenerateHost): Table {
  const { declaredColumn } = dialect;
  return declaredColumn === undefined ? table : { ...table, columns: table.columns.map(declaredColumn) };
}

function isIncluded({ opts }: AutogenerateHost, table: ReflectedTable): boolean {
  return opts.includeObject?.(table, nameText(table.name), "table", true, null) ?? true;
}
