import type { Connection } from "../connection/connection.ts";
import type { Sequence } from "../schema/sequence.ts";
import type { Table } from "../schema/table.ts";

/** What to read from a database. */
export interface ReflectRequest {
  /** Schemas to read; `null` is the connection's default one. */
  readonly schemas: readonly (string | null)[];
  /** Reads only tables for which this is true. */
  readonly only?: ((name: string, schema: string | null) => boolean) | undefined;
}

/** A table with what the catalogue says beyond the schema model. */
export interface ReflectedTable extends Table {
  /** Names of indexes that only carry a unique constraint or a foreign key. */
  readonly impliedIndexes: readonly string[];
  /** Names of unique constraints that the catalogue also shows as indexes. */
  readonly uniqueConstraintIndexes: readonly string[];
  /** PostgreSQL: whether the table is a partition of another one. */
  readonly isPartition: boolean;
  /** SQLite: the statement that made the table, and those of its triggers. */
  readonly sourceSql?: string | undefined;
  readonly triggers?: readonly { readonly name: string; readonly sql: string }[] | undefined;
}

/** A database enum type. */
export interface EnumType {
  readonly name: string;
  readonly schema: string | null;
  readonly values: readonly string[];
}

export interface ReflectedView {
  readonly name: string;
  readonly schema: string | null;
  readonly sql: string | null;
  readonly materialized: boolean;
}

/**
 * What was read, in catalogue order by name. Schemas equal to the requested `null` come back as `null`.
 * Constraint and index names are final names; types are the dialect's own or standard ones.
 */
export interface ReflectedDatabase {
  readonly defaultSchema: string | null;
  readonly tables: readonly ReflectedTable[];
  readonly views: readonly ReflectedView[];
  readonly enums: readonly EnumType[];
  readonly sequences: readonly Sequence[];
  /** What could not be read, in words. */
  readonly warnings: readonly string[];
}

/** Reads catalogues, set-based: the number of queries does not depend on the number of tables. */
export interface Reflector {
  reflect(connection: Connection, request: ReflectRequest): Promise<ReflectedDatabase>;
  schemaNames(connection: Connection): Promise<readonly string[]>;
  defaultSchemaName(connection: Connection): Promise<string | null>;
}
