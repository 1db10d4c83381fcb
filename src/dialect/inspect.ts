import { type Connection, isConnection } from "../connection/connection.ts";
import { SchemaError } from "../errors/index.ts";
import type { Column } from "../schema/column.ts";
import type {
  CheckConstraint,
  Constraint,
  ForeignKeyConstraint,
  PrimaryKeyConstraint,
  UniqueConstraint,
} from "../schema/constraints.ts";
import type { DialectOptions } from "../schema/dialect-options.ts";
import type { Index } from "../schema/index-def.ts";
import { nameText } from "../schema/names.ts";
import { primaryKeyConstraint, type Table, tableKey } from "../schema/table.ts";
import { runAsCall } from "../util/ambient-scope.ts";
import { forgetRejected } from "../util/forget-rejected.ts";
import type { EnumType, ReflectedDatabase, ReflectedTable, Reflector } from "./reflection.ts";
import { reflectorOf } from "./reflector-of.ts";

export { reflectInto } from "./reflect-into.ts";

/** Where to look; without a schema, in the connection's default one. */
export interface InspectOptions {
  readonly schema?: string | null | undefined;
}

/** Which tables of a schema to read. */
export interface InspectTablesOptions extends InspectOptions {
  /** Names, or a function that says true for those to read; all when absent. */
  readonly only?: readonly string[] | ((name: string, schema: string | null) => boolean) | undefined;
}

/** What tables have in common, by the table's key (`name`, or `schema.name` outside the default schema). */
export type ByTable<T> = ReadonlyMap<string, T>;

/**
 * Reads what a database holds. Answers are kept: a second question about the same schema asks nothing. Questions about
 * one table reject with SCHEMA when there is no such table.
 *
 * @example const columns = await sa.inspect(connection).getColumns("user");
 */
export interface Inspector {
  getSchemaNames(): Promise<readonly string[]>;
  getDefaultSchemaName(): Promise<string | null>;
  getTableNames(options?: InspectOptions): Promise<readonly string[]>;
  getViewNames(options?: InspectOptions): Promise<readonly string[]>;
  getSequenceNames(options?: InspectOptions): Promise<readonly string[]>;
  getEnums(options?: InspectOptions): Promise<readonly EnumType[]>;
  hasTable(name: string, options?: InspectOptions): Promise<boolean>;
  /** The text of a view; rejects with SCHEMA when there is no such view. */
  getViewDefinition(name: string, options?: InspectOptions): Promise<string | null>;

  getTables(options?: InspectTablesOptions): Promise<readonly ReflectedTable[]>;
  getTable(name: string, options?: InspectOptions): Promise<ReflectedTable>;
  getColumns(table: string, options?: InspectOptions): Promise<readonly Column[]>;
  getPkConstraint(table: string, options?: InspectOptions): Promise<PrimaryKeyConstraint | null>;
  getForeignKeys(table: string, options?: InspectOptions): Promise<readonly ForeignKeyConstraint[]>;
  getUniqueConstraints(table: string, options?: InspectOptions): Promise<readonly UniqueConstraint[]>;
  getCheckConstraints(table: string, options?: InspectOptions): Promise<readonly CheckConstraint[]>;
  getIndexes(table: string, options?: InspectOptions): Promise<readonly Index[]>;
  getTableComment(table: string, options?: InspectOptions): Promise<string | null>;
  getTableOptions(table: string, options?: InspectOptions): Promise<DialectOptions>;

  getMultiColumns(options?: InspectTablesOptions): Promise<ByTable<readonly Column[]>>;
  getMultiPkConstraint(options?: InspectTablesOptions): Promise<ByTable<PrimaryKeyConstraint | null>>;
  getMultiForeignKeys(options?: InspectTablesOptions): Promise<ByTable<readonly ForeignKeyConstraint[]>>;
  getMultiUniqueConstraints(options?: InspectTablesOptions): Promise<ByTable<readonly UniqueConstraint[]>>;
  getMultiCheckConstraints(options?: InspectTablesOptions): Promise<ByTable<readonly CheckConstraint[]>>;
  getMultiIndexes(options?: InspectTablesOptions): Promise<ByTable<readonly Index[]>>;
  getMultiTableComment(options?: InspectTablesOptions): Promise<ByTable<string | null>>;
  getMultiTableOptions(options?: InspectTablesOptions): Promise<ByTable<DialectOptions>>;

  /** Forgets all answers, so that the next question reads the database again. */
  clearCache(): void;
}

const checksOf = (table: Table): readonly CheckConstraint[] => [
  ...ofKind(table, "check"),
  ...table.columns.flatMap((column) => column.checks),
];

/** Reads the database behind a connection. Throws UNSUPPORTED when its dialect cannot be read. */
export function inspect(connection: Connection): Inspector {
  if (!isConnection(connection)) {
    throw new SchemaError("inspect() was not given a connection.", {
      hint: "Pass the connection that engine.connect() or op.getBind() gives.",
    });
  }
  const source = cachedSource(connection, reflectorOf(connection));
  const one =
    <T>(pick: (table: ReflectedTable) => T) =>
    async (table: string, options: InspectOptions = {}): Promise<T> =>
      pick(await source.table(table, options.schema ?? null));
  const multi =
    <T>(pick: (table: ReflectedTable) => T) =>
    async (options: InspectTablesOptions = {}): Promise<ByTable<T>> =>
      new Map(
        (await source.tables(options)).map((table) => [tableKey(table.name, table.schema), pick(table)]),
      );
  const names =
    (pick: (database: ReflectedDatabase) => readonly { readonly name: Table["name"] }[]) =>
    async (options: InspectOptions = {}): Promise<readonly string[]> =>
      pick(await source.schema(options.schema ?? null)).map((each) => nameText(each.name));

  return asCalls({
    getSchemaNames: () => source.reflector.schemaNames(connection),
    getDefaultSchemaName: () => source.reflector.defaultSchemaName(connection),
    getTableNames: names((database) => database.tables),
    getViewNames: names((database) => database.views),
    getSequenceNames: names((database) => database.sequences),
    getEnums: async (options: InspectOptions = {}) => (await source.schema(options.schema ?? null)).enums,
    hasTable: async (name: string, options: InspectOptions = {}) =>
      (await source.tables({ schema: options.schema, only: [name] })).length > 0,
    getViewDefinition: async (name: string, options: InspectOptions = {}) => {
      const { views } = await source.schema(options.schema ?? null);
      const found = views.find((view) => view.name === name);
      if (found === undefined)
        throw missing(
          "view",
          name,
          options.schema ?? null,
          views.map((view) => view.name),
        );
      return found.sql;
    },
    getTables: (options: InspectTablesOptions = {}) => source.tables(options),
    getTable: one((table) => table),
    getColumns: one((table) => table.columns),
    getPkConstraint: one(primaryKeyConstraint),
    getForeignKeys: one((table) => ofKind(table, "foreign_key")),
    getUniqueConstraints: one((table) => ofKind(table, "unique")),
    getCheckConstraints: one(checksOf),
    getIndexes: one((table) => table.indexes),
    getTableComment: one((table) => table.comment),
    getTableOptions: one((table) => table.options),
    getMultiColumns: multi((table) => table.columns),
    getMultiPkConstraint: multi(primaryKeyConstraint),
    getMultiForeignKeys: multi((table) => ofKind(table, "foreign_key")),
    getMultiUniqueConstraints: multi((table) => ofKind(table, "unique")),
    getMultiCheckConstraints: multi(checksOf),
    getMultiIndexes: multi((table) => table.indexes),
    getMultiTableComment: multi((table) => table.comment),
    getMultiTableOptions: multi((table) => table.options),
    clearCache: source.clear,
  });
}

/** An inspector whose questions are said to come from the user's calls of it. */
function asCalls(inspector: Inspector): Inspector {
  const entries = Object.entries(inspector).map(([name, method]: [string, (...args: never[]) => unknown]) => {
    const call = (...args: never[]): unknown => runAsCall(call, () => method(...args));
    return [name, call];
  });
  // The methods are the same, with something around each.
  return Object.freeze(Object.fromEntries(entries)) as Inspector;
}

function ofKind<K extends Constraint["kind"]>(
  table: Table,
  kind: K,
): readonly Extract<Constraint, { readonly kind: K }>[] {
  const isOfKind = (each: Constraint): each is Extract<Constraint, { readonly kind: K }> =>
    each.kind === kind;
  return table.constraints.filter(isOfKind);
}

function missing(
  what: "table" | "view",
  name: string,
  schema: string | null,
  known: readonly string[],
): SchemaError {
  const where = schema === null ? "" : ` in schema '${schema}'`;
  return new SchemaError(`There is no ${what} '${name}'${where}.`, {
    hint: `Use one of: ${known.slice(0, 20).join(", ") || "(there are none)"}.`,
    details: { name, schema },
  });
}

/** Reads each schema once, and single tables alone while their schema has not been read. */
interface Source {
  readonly reflector: Reflector;
  schema(schema: string | null): Promise<ReflectedDatabase>;
  tables(options: InspectTablesOptions): Promise<readonly ReflectedTable[]>;
  table(name: string, schema: string | null): Promise<ReflectedTable>;
  clear(): void;
}

function cachedSource(connection: Connection, reflector: Reflector): Source {
  const schemas = new Map<string | null, Promise<ReflectedDatabase>>();
  const single = new Map<string, Promise<ReflectedDatabase>>();
  const schemaOf = (schema: string | null): Promise<ReflectedDatabase> =>
    askedOnce(schemas, schema, () => reflector.reflect(connection, { schemas: [schema] }));
  const tables = async ({
    schema = null,
    only,
  }: InspectTablesOptions): Promise<readonly ReflectedTable[]> => {
    if (only === undefined) return (await schemaOf(schema)).tables;
    const wanted = typeof only === "function" ? only : (name: string): boolean => only.includes(name);
    const whole = schemas.get(schema);
    if (whole !== undefined)
      return (await whole).tables.filter((table) => wanted(nameText(table.name), schema));
    const read = (): Promise<ReflectedDatabase> =>
      reflector.reflect(connection, { schemas: [schema], only: wanted });
    if (typeof only === "function") return (await read()).tables;
    return (await askedOnce(single, JSON.stringify([schema, only]), read)).tables;
  };
  return {
    reflector,
    schema: schemaOf,
    tables,
    table: async (name, schema) => {
      const [found] = await tables({ schema, only: [name] });
      if (found !== undefined) return found;
      const known = (await schemaOf(schema)).tables.map((table) => nameText(table.name));
      throw missing("table", name, schema, known);
    },
    clear: () => {
      schemas.clear();
      single.clear();
    },
  };
}

function askedOnce<K, V>(answers: Map<K, Promise<V>>, key: K, ask: () => Promise<V>): Promise<V> {
  const known = answers.get(key);
  if (known !== undefined) return known;
  const asked = forgetRejected(ask(), () => answers.delete(key));
  answers.set(key, asked);
  return asked;
}
