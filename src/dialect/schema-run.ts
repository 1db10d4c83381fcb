import type { Connection } from "../connection/connection.ts";
import type { SqlDirective } from "../directives/index.ts";
import type { MetaData } from "../schema/meta-data.ts";
import type { Sequence } from "../schema/sequence.ts";
import { type Table, tableKey } from "../schema/table.ts";
import type { DdlContext, Dialect } from "./dialect.ts";
import { typeKeysOf } from "./named-types.ts";
import { reflectorOf } from "./reflector-of.ts";
import { dialectNamed } from "./registry.ts";

/** What `metadata.createAll` does about tables that are there, and who hears its warnings. */
export interface CreateAllOptions {
  /** Leave alone what is there already (default true); without it an existing table is the database's error. */
  readonly checkFirst?: boolean | undefined;
  /** Hears what a dialect has to say about the models, e.g. that it leaves a constraint out. */
  readonly warn?: ((message: string) => void) | undefined;
}

/** What one run works with. */
export interface SchemaRun {
  readonly dialect: Dialect;
  readonly context: DdlContext;
  readonly tables: readonly Table[];
  readonly sequences: readonly Sequence[];
  /** The schema of what names none. */
  readonly defaultSchema: string | null;
  /** Whether a table or sequence is there, or is taken to be. */
  readonly exists: (object: Pick<Table, "name" | "schema">) => boolean;
}

/** `unchecked`: whether things are taken to be there when the database is not asked. */
export async function prepareRun(
  connection: Connection,
  metadata: MetaData,
  { checkFirst = true, unchecked, warn }: CreateAllOptions & { readonly unchecked: boolean },
): Promise<SchemaRun> {
  const dialect = dialectNamed(connection.dialectName);
  const tables = [...metadata.tables.values()];
  const sequences = dialect.features.sequences ? [...metadata.sequences.values()] : [];
  const existing = checkFirst ? await readExisting(connection, [...tables, ...sequences]) : null;
  return {
    dialect,
    context: {
      namingConvention: metadata.namingConvention,
      serverVersion: await connection.serverVersion(),
      asSql: false,
      createdTypes: new Set(existing?.types),
      warn: warn ?? (() => undefined),
    },
    tables,
    sequences,
    defaultSchema:
      existing?.defaultSchema ?? (await dialect.reflector?.defaultSchemaName(connection)) ?? null,
    exists: (object) => (existing === null ? unchecked : existing.has(object)),
  };
}

/** What the database has. */
interface Existing {
  readonly defaultSchema: string | null;
  has(object: Pick<Table, "name" | "schema">): boolean;
  /** As in `DdlContext.createdTypes`. */
  readonly types: readonly string[];
}

async function readExisting(
  connection: Connection,
  objects: readonly Pick<Table, "name" | "schema">[],
): Promise<Existing> {
  const keys = new Set<string>();
  const schemas = [...new Set([null, ...objects.map((object) => object.schema)])];
  const database = await reflectorOf(connection).reflect(connection, {
    schemas,
    // Names are all that is asked for: no table is read.
    only: (name, schema) => {
      keys.add(tableKey(name, schema));
      return false;
    },
  });
  for (const { name, schema } of database.sequences) keys.add(tableKey(name, schema));
  return {
    defaultSchema: database.defaultSchema,
    has: ({ name, schema }) => keys.has(tableKey(name, schema, database.defaultSchema)),
    types: typeKeysOf(database),
  };
}

export async function execute(
  connection: Connection,
  run: SchemaRun,
  directive: SqlDirective,
): Promise<void> {
  for (const statement of run.dialect.ddl.compile(directive, run.context)) {
    await connection.execute(statement.sql, statement.parameters);
  }
}
