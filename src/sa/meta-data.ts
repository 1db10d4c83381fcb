import type { Connection } from "../connection/connection.ts";
import { MetaData as SchemaMetaData } from "../schema/meta-data.ts";
import { sortTables } from "../schema/sort-tables.ts";
import type { Table } from "../schema/table.ts";

export interface ReflectOptions {
  /** The schema to read; the connection's default one when absent. */
  readonly schema?: string | null | undefined;
  /** Names of tables to read, or a function that chooses; all tables when absent. */
  readonly only?: readonly string[] | ((name: string, schema: string | null) => boolean) | undefined;
}

export interface CreateOptions {
  /** Leaves out what exists already (createAll), or does not exist (dropAll). Default true. */
  readonly checkFirst?: boolean | undefined;
}

/**
 * The tables of an application. What it needs of databases is loaded when it is asked for, so that models and
 * revision files stay light.
 */
export class MetaData extends SchemaMetaData {
  /** The tables in an order in which they can be created: each behind those it refers to. */
  sortedTables(): readonly Table[] {
    return sortTables([...this.tables.values()]);
  }

  /** Reads tables of a database into this MetaData; tables that it has already stay as they are. */
  async reflect(connection: Connection, options: ReflectOptions = {}): Promise<void> {
    const { reflectInto } = await import("../dialect/inspect.ts");
    await reflectInto(this, connection, options);
  }

  /** Creates all tables, with what belongs to them. */
  async createAll(connection: Connection, options: CreateOptions = {}): Promise<void> {
    const { createAll } = await import("../dialect/create-all.ts");
    await createAll(connection, this, options);
  }

  /** Drops all tables, dependent ones first. */
  async dropAll(connection: Connection, options: CreateOptions = {}): Promise<void> {
    const { dropAll } = await import("../dialect/create-all.ts");
    await dropAll(connection, this, options);
  }
}
