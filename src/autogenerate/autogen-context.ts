import { type Config, getLogger } from "../config/index.ts";
import type { Connection } from "../connection/connection.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { ReflectedDatabase, ReflectedTable } from "../dialect/reflection.ts";
import type { DowngradeOps, UpgradeOps } from "../directives/index.ts";
import { CommandError, SchemaError } from "../errors/index.ts";
import type { Constraint } from "../schema/constraints.ts";
import type { Index } from "../schema/index-def.ts";
import type { MetaData } from "../schema/meta-data.ts";
import { type Identifier, nameText } from "../schema/names.ts";
import { resolveName } from "../schema/naming.ts";
import { defaultNamingConvention, type NamingConvention } from "../schema/naming-convention.ts";
import { type Table, tableKey } from "../schema/table.ts";
import type { ColumnChange } from "./detours/mentions.ts";
import { displayName } from "./diff-names.ts";
import { createNormalForms, type NormalForms } from "./normal-forms.ts";
import type { AutogenerateOptions, ObjectKind, ParentNames, Rename, SchemaObject } from "./options.ts";
import { ownSchema } from "./own-schema.ts";
import { type Comparators, comparatorsFor } from "./plugins/comparators.ts";
import { sortByLevel } from "./sort-by-level.ts";

/** What autogenerate needs of a migration context, and what its callbacks see of it. */
export interface AutogenerateHost {
  readonly dialect: Dialect;
  /** The configuration of the command that runs, `null` where there is none. */
  readonly config: Config | null;
  readonly connection: Connection | null;
  readonly opts: AutogenerateOptions;
  /** Whether a revision can end the transaction that it runs in, and begin another one. */
  readonly canSplitTransaction: boolean;
}

/** Everything that one comparison of models and database works with. */
export interface AutogenContext {
  readonly migrationContext: AutogenerateHost;
  readonly metadata: readonly MetaData[];
  readonly connection: Connection;
  readonly dialect: Dialect;
  readonly opts: AutogenerateOptions;
  /** Import lines that the rendered file needs. */
  readonly imports: Set<string>;
  readonly comparators: Comparators;
  /** The models' tables with their conventional names, in dependency order. */
  readonly sortedTables: readonly Table[];
  /** The same by `schema.name`. */
  readonly tableKeyToTable: ReadonlyMap<string, Table>;
  /** What comparators want done to both directions when the way back is known. */
  readonly afterReverse: ((container: UpgradeOps | DowngradeOps) => void)[];
  /** Columns that get another type in a way that their dependents do not survive, by the keys of reflected tables. */
  readonly columnChanges: Map<string, ColumnChange[]>;
  /** What was read of the database; filled by the comparison of schemas. */
  reflected: ReflectedDatabase | null;
  /** Schemas of which only what the models name is looked at. */
  modelSchemas: ReadonlySet<string>;
  /** Whether revisions name columns as they were declared instead of what the database made of them. */
  namesDeclared: boolean;
  /** Whether renames are followed instead of coming out as drops and adds. */
  followsRenames: boolean;
  /** Those of `opts.renames` that were found. */
  readonly followedRenames: Set<Rename>;
  /** Compares expressions. */
  readonly normalForms: NormalForms;
  /** A constraint or index of the models with its whole name, where the database would cut it. */
  declared<T extends Constraint | Index>(item: T): T;
  /** The naming convention of the models that a table belongs to. */
  namingConventionOf(table: Table): NamingConvention;
  log(channel: LogChannel, message: string): void;
  warn(message: string): void;
  runNameFilters(name: string | null, type: ObjectKind, parentNames: ParentNames): boolean;
  runObjectFilters(
    object: SchemaObject,
    name: string | null,
    type: ObjectKind,
    reflected: boolean,
    compareTo: SchemaObject | null,
  ): boolean;
}

/** The last part of the logger's name `alembic.autogenerate.compare.<channel>`. */
export type LogChannel = string;

/** The reflected table that the models or an operation name so, `null` when the database has none. */
export function reflectedTable(
  context: AutogenContext,
  name: Identifier,
  schema: string | null | undefined,
): ReflectedTable | null {
  const { reflected } = context;
  if (reflected === null) return null;
  const known = tablesByKey.get(reflected) ?? reflectedByKey(reflected);
  tablesByKey.set(reflected, known);
  return known.get(tableKey(name, ownSchema(reflected, schema))) ?? null;
}

const tablesByKey: WeakMap<ReflectedDatabase, ReadonlyMap<string, ReflectedTable>> = new WeakMap();

function reflectedByKey({ tables }: ReflectedDatabase): ReadonlyMap<string, ReflectedTable> {
  return new Map(tables.map((table) => [tableKey(table.name, table.schema), table]));
}

/**
 * Prepares a comparison. Throws COMMAND without a connection or without models, SCHEMA when two MetaData define the
 * same table.
 */
export function createAutogenContext(host: AutogenerateHost, metadata: readonly MetaData[]): AutogenContext {
  if (host.connection === null) {
    throw new CommandError(
      "autogenerate can't use as_sql=True as it prevents querying the database for schema information",
    );
  }
  const { dialect, opts, connection } = host;
  const { tables, declared, conventions } = nameTables(dialect, metadata);
  const context: Omit<AutogenContext, "normalForms"> = {
    migrationContext: host,
    metadata,
    connection,
    dialect,
    opts,
    imports: new Set(),
    comparators: comparatorsFor(dialect, opts.autogeneratePlugins),
    sortedTables: sortByLevel(tables),
    tableKeyToTable: byKey(tables),
    afterReverse: [],
    columnChanges: new Map(),
    reflected: null,
    modelSchemas: new Set(),
    namesDeclared: false,
    followsRenames: false,
    followedRenames: new Set(),
    // The map holds for each item the same item with another name.
    declared: <T extends Constraint | Index>(item: T) => (declared.get(item) as T | undefined) ?? item,
    namingConventionOf: (table) =>
      conventions.get(tableKey(table.name, table.schema)) ?? defaultNamingConvention,
    log: (channel, message) => getLogger(`alembic.autogenerate.compare.${channel}`).info(message),
    warn: (message) => getLogger("alembic.autogenerate").warn(message),
    runNameFilters: (name, type, parentNames) => runNameFilter(opts, name, type, parentNames),
    runObjectFilters: (object, name, type, reflected, compareTo) =>
      opts.includeObject?.(object, name, type, reflected, compareTo) ?? true,
  };
  // The normal forms need the context that they belong to.
  return Object.assign(context, { normalForms: createNormalForms(context as AutogenContext) });
}

interface NamedTables {
  /** With the names that constraints and indexes have in the database. */
  readonly tables: readonly Table[];
  /** Items whose name the database cuts, with the whole name. */
  readonly declared: ReadonlyMap<Constraint | Index, Constraint | Index>;
  /** The conventions behind the names, by `schema.name` of the tables. */
  readonly conventions: ReadonlyMap<string, NamingConvention>;
}

function nameTables(dialect: Dialect, metadata: readonly MetaData[]): NamedTables {
  const declared = new Map<Constraint | Index, Constraint | Index>();
  const conventions = new Map<string, NamingConvention>();
  const tables = metadata.flatMap(({ namingConvention, tables: given }) =>
    [...given.values()].map((table) => {
      conventions.set(tableKey(table.name, table.schema), namingConvention);
      const named = dialect.nameTable(table, namingConvention);
      if (named === table) return table;
      for (const kind of ["constraints", "indexes"] as const) {
        named[kind].forEach((item, place) => {
          const original = table[kind][place];
          const name = original === undefined ? null : resolveName(original, table, namingConvention);
          if (name !== null && item.name !== null && nameText(name) !== nameText(item.name)) {
            declared.set(item, { ...item, name });
          }
        });
      }
      return named;
    }),
  );
  return { tables, declared, conventions };
}

function runNameFilter(
  opts: AutogenerateOptions,
  name: string | null,
  type: ObjectKind,
  parentNames: ParentNames,
): boolean {
  if (opts.includeName === undefined) return true;
  const { tableName, schemaName } = parentNames;
  const table = type === "table" ? (name ?? undefined) : tableName;
  const schemaQualifiedTableName = table === undefined ? undefined : displayName(table, schemaName ?? null);
  return opts.includeName(name, type, { ...parentNames, ...(table && { schemaQualifiedTableName }) });
}

function byKey(tables: readonly Table[]): ReadonlyMap<string, Table> {
  const map = new Map<string, Table>();
  for (const table of tables) {
    const key = tableKey(table.name, table.schema);
    if (map.has(key)) {
      throw new SchemaError(`Duplicate table keys across multiple MetaData objects: "${key}"`);
    }
    map.set(key, table);
  }
  return map;
}
