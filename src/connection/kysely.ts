import type { Kysely } from "kysely";
import { DriverMissingError, UnsupportedError } from "../errors/index.ts";
import { own } from "../util/own.ts";
import type { Connection } from "./connection.ts";
import { requirePackage } from "./import-package.ts";
import { isKyselyDialect, type KyselyAdapterLike } from "./kysely-shape.ts";

/** The exports of a copy of Kysely that are used. */
type KyselyModule = Readonly<Record<string, new (...args: readonly never[]) => unknown>>;

/** The prefix of Kysely's classes for a dialect of ours. */
const classPrefixes: Readonly<Record<string, string>> = {
  postgresql: "Postgres",
  mysql: "Mysql",
  mariadb: "Mysql",
  sqlite: "Sqlite",
  mssql: "Mssql",
};

const made = new WeakMap<Connection, Kysely<unknown>>();

/**
 * Typed queries on a migration's connection: a Kysely of the user's own installed copy whose statements all run in the
 * migration's transaction, after the operations called before. `db.transaction()` inside is a savepoint. On MySQL and
 * MariaDB DDL commits what came before it, savepoints included.
 *
 * @throws DriverMissingError when the project has no Kysely; UnsupportedError for a dialect that Kysely does not
 * have.
 * @example const db = kysely<Database>(op.getBind());
 */
export function kysely<DB>(connection: Connection): Kysely<DB> {
  const known = made.get(connection);
  // The tables are a matter of types only, so one instance serves every view of them.
  if (known !== undefined) return known as unknown as Kysely<DB>;
  // The copy of the user's project, so that its classes are those of the user's other code.
  const module = requirePackage("kysely", "kysely") as KyselyModule;
  const KyselyClass = module.Kysely as unknown as new (config: unknown) => Kysely<DB>;
  const db = new KyselyClass({ dialect: pinnedDialect(connection, module) });
  made.set(connection, db as unknown as Kysely<unknown>);
  return db;
}

interface DialectParts {
  createAdapter(): KyselyAdapterLike;
  createQueryCompiler(): unknown;
  createIntrospector(db: unknown): unknown;
}

function pinnedDialect(connection: Connection, module: KyselyModule): unknown {
  const parts = dialectParts(connection, module);
  return {
    createAdapter: () => manyConnections(parts.createAdapter()),
    createQueryCompiler: () => parts.createQueryCompiler(),
    createIntrospector: (db: unknown) => parts.createIntrospector(db),
    createDriver: () => pinnedDriver(connection),
  };
}

function dialectParts(connection: Connection, module: KyselyModule): DialectParts {
  const given = connection.kyselyDialect;
  if (isKyselyDialect(given)) return given;
  const prefix = own(classPrefixes, connection.dialectName);
  if (prefix === undefined) {
    throw new UnsupportedError(`Kysely has no dialect for '${connection.dialectName}'.`, {
      hint: "Use connection.execute(), or make the engine of a Kysely dialect: createEngine({ dialect }).",
    });
  }
  const create = (name: string, ...args: readonly unknown[]): unknown => {
    const type = module[`${prefix}${name}`];
    if (type === undefined) throw new DriverMissingError("kysely", "kysely");
    return Reflect.construct(type, args);
  };
  return {
    // Kysely's own classes of these names.
    createAdapter: () => create("Adapter") as KyselyAdapterLike,
    createQueryCompiler: () => create("QueryCompiler"),
    createIntrospector: (db) => create("Introspector", db),
  };
}

/**
 * Adapters that allow one connection make Kysely wait until it is free, so that the outer `db` used inside
 * `db.transaction()` would wait for ever. Here all statements go to one connection anyway.
 */
function manyConnections(adapter: KyselyAdapterLike): KyselyAdapterLike {
  return new Proxy(adapter, {
    get: (target, key) => {
      if (key === "supportsMultipleConnections") return true;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

interface CompiledStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly query?: { readonly kind: string } | undefined;
}

const readsRows = new Set(["SelectQueryNode", "RawNode"]);

function pinnedConnection(connection: Connection): unknown {
  return {
    executeQuery: async ({ sql, parameters, query }: CompiledStatement) => {
      await connection.beforeExecute?.();
      const { rows, rowCount } = await connection.execute(sql, parameters);
      const counts = rowCount !== null && !readsRows.has(query?.kind ?? "RawNode");
      return { rows, ...(counts ? { numAffectedRows: BigInt(rowCount) } : {}) };
    },
    async *streamQuery({ sql, parameters }: CompiledStatement): AsyncGenerator<unknown> {
      await connection.beforeExecute?.();
      yield await connection.execute(sql, parameters);
    },
  };
}

/** Begins as a savepoint where a transaction is open already, and nests. */
function pinnedDriver(connection: Connection): unknown {
  const pinned = pinnedConnection(connection);
  const open: (string | null)[] = [];
  let count = 0;
  return {
    init: async () => {},
    acquireConnection: async () => pinned,
    releaseConnection: async () => {},
    destroy: async () => {},
    beginTransaction: async () => {
      await connection.beforeExecute?.();
      const savepoint = connection.inTransaction() ? `kysely_${++count}` : null;
      if (savepoint === null) await connection.begin();
      else await connection.savepoint(savepoint);
      open.push(savepoint);
    },
    commitTransaction: async () => {
      const savepoint = open.pop() ?? null;
      if (savepoint === null) await connection.commit();
      else await connection.release(savepoint);
    },
    rollbackTransaction: async () => {
      const savepoint = open.pop() ?? null;
      if (savepoint === null) await connection.rollback();
      else await connection.rollbackTo(savepoint);
    },
    savepoint: async (_connection: unknown, name: string) => connection.savepoint(name),
    rollbackToSavepoint: async (_connection: unknown, name: string) => connection.rollbackTo(name),
    releaseSavepoint: async (_connection: unknown, name: string) => connection.release(name),
  };
}
