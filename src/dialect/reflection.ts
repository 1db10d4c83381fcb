import type { Connection } from "../connection/connection.ts";
import type { Sequence } from "../schema/sequence.ts";
import type { Table } from "../schema/table.ts";
import type { SqlType } from "../schema/types/sql-type.ts";

/** What to read from a database. */
export interface ReflectRequest {
  /** Schemas to read; `null` is the connection's default one. */
  readonly schemas: readonly (string | null)[];
  /** Reads only tables for which this is true. */
  readonly only?: ((name: string, schema: string | null) => boolean) | undefined;
}

/** A sequence that belongs to a column (PostgreSQL's SERIAL): dropped with it. */
export interface OwnedSequence {
  readonly column: string;
  readonly sequence: string;
  readonly schema: string | null;
}

/**
 * A table with what the catalogue says beyond the schema model.
 *
 * A unique constraint stands once, in `constraints`: never also in `indexes`. Where the catalogue does not tell unique
 * constraints from unique indexes (MySQL), a unique index of whole columns in ascending order is a unique constraint.
 */
export interface ReflectedTable extends Table {
  /** Names of those `indexes` that look as if a foreign key had brought them along (MySQL). */
  readonly impliedIndexes: readonly string[];
  /** Names of unique constraints that the catalogue also shows as indexes. */
  readonly uniqueConstraintIndexes: readonly string[];
  /**
   * PostgreSQL: the sequences behind integer columns whose default is their next value; such a column has
   * `autoincrement: true` and no server default.
   */
  readonly ownedSequences: readonly OwnedSequence[];
  /** PostgreSQL: whether the table is a partition of another one. */
  readonly isPartition: boolean;
  /** SQLite: the statement that made the table, and those of its triggers. */
  readonly sourceSql?: string | undefined;
  /** SQLite: the type of each column as it was declared; types that SQLite does not know come back by affinity. */
  readonly declaredTypes?: Readonly<Record<string, string>> | undefined;
  readonly triggers?: readonly { readonly name: string; readonly sql: string }[] | undefined;
}

/** A database enum type. */
export interface EnumType {
  readonly name: string;
  readonly schema: string | null;
  readonly values: readonly string[];
}

/** A view as the catalogue shows it. */
export interface ReflectedView {
  readonly name: string;
  readonly schema: string | null;
  /** The query, or on SQLite the whole statement; `null` when the server does not show it to this user. */
  readonly sql: string | null;
  readonly materialized: boolean;
}

/**
 * What was read, sorted by schema and name. The default schema comes back as `null`, in foreign keys too, unless it
 * was requested by its name.
 * Constraint and index names are final names; types are the dialect's own or standard ones.
 */
export interface ReflectedDatabase {
  readonly defaultSchema: string | null;
  readonly tables: readonly ReflectedTable[];
  readonly views: readonly ReflectedView[];
  readonly enums: readonly EnumType[];
  /** PostgreSQL: the domains of the schemas that were read. */
  readonly domains: readonly SqlType[];
  /** Sequences that belong to no column. */
  readonly sequences: readonly Sequence[];
  /** What could not be read, in words. */
  readonly warnings: readonly string[];
}

/** Reads catalogues, set-based: the number of queries does not depend on the number of tables. */
export interface Reflector {
  reflect(connection: Connection, request: ReflectRequest): Promise<ReflectedDatabase>;
  /** The schemas of the database, without the system's own ones, sorted. */
  schemaNames(connection: Connection): Promise<readonly string[]>;
  /** The schema of names without one; `null` when the session has none. */
  defaultSchemaName(connection: Connection): Promise<string | null>;
}
