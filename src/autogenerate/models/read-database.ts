import { plainTable } from "../../dialect/reflect-into.ts";
import type { ReflectedTable } from "../../dialect/reflection.ts";
import { reflectorOf } from "../../dialect/reflector-of.ts";
import { nameText } from "../../schema/names.ts";
import type { Sequence } from "../../schema/sequence.ts";
import { type Table, tableKey } from "../../schema/table.ts";
import { type AutogenContext, type AutogenerateHost, createAutogenContext } from "../autogen-context.ts";

/** What models are made of: a database's tables and sequences, sorted by schema and name. */
export interface PulledDatabase {
  readonly tables: readonly Table[];
  readonly sequences: readonly Sequence[];
  /** The schemas that are not the default one. */
  readonly schemas: readonly string[];
  /** What is in the database and not in the tables, in words. */
  readonly leftOut: readonly string[];
}

/**
 * Reads the tables that the environment's filters let through, without the version table. Without schemas it reads the
 * default one. Rejects with DATABASE, and with COMMAND in offline mode.
 */
export async function readDatabase(
  host: AutogenerateHost,
  schemas: readonly string[],
): Promise<PulledDatabase> {
  const context = createAutogenContext(host, []);
  const reflector = reflectorOf(context.connection);
  const defaultSchema = await reflector.defaultSchemaName(context.connection);
  const wanted = schemas.map((schema) => (schema === defaultSchema ? null : schema));
  const database = await reflector.reflect(context.connection, {
    schemas: wanted.length === 0 ? [null] : [...new Set(wanted)],
    only: (name, schema) =>
      !isVersionTable(host, name, schema) && context.runNameFilters(name, "table", { schemaName: schema }),
  });
  const kept = new Set(database.tables.map((table) => tableKey(table.name, table.schema)));
  const tables = database.tables.filter(
    (table) => !isPartOfAnother(table, kept) && isIncluded(context, table),
  );
  return {
    tables: tables.map(plainTable),
    sequences: database.sequences,
    schemas: [...new Set(wanted)].filter((schema) => schema !== null).sort(),
    leftOut: [...database.warnings, ...database.views.map(({ name }) => `View '${name}' is no table.`)],
  };
}

function isVersionTable({ opts }: AutogenerateHost, name: string, schema: string | null): boolean {
  const { versionTable = "alembic_version", versionTableSchema = null } = opts;
  return name === versionTable && schema === versionTableSchema;
}

/** Whether a table is a partition of one that is read too. */
function isPartOfAnother({ isPartition, options }: ReflectedTable, kept: ReadonlySet<string>): boolean {
  const parents = options.postgresql?.inherits ?? [];
  return isPartition && [parents].flat().some((parent) => kept.has(parent));
}

function isIncluded(context: AutogenContext, table: ReflectedTable): boolean {
  return context.runObjectFilters(table, nameText(table.name), "table", true, null);
}
