import type { Connection } from "../connection/connection.ts";
import { type CreateAllOptions, createAll, dropAll } from "../dialect/create-all.ts";
import { type InspectTablesOptions, reflectInto } from "../dialect/inspect.ts";
import { MetaData as SchemaMetaData } from "../schema/meta-data.ts";
import { sortTables } from "../schema/sort-tables.ts";
import type { Table } from "../schema/table.ts";

/** The tables of an application, in the order in which they were declared, and what can be done with all of them. */
export class MetaData extends SchemaMetaData {
  /** The tables in an order in which they can be created: each behind those it refers to. */
  sortedTables(): readonly Table[] {
    return sortTables([...this.tables.values()]);
  }

  /** Reads tables of a database into this MetaData; tables that it has already stay as they are. */
  async reflect(connection: Connection, options: InspectTablesOptions = {}): Promise<void> {
    await reflectInto(this, connection, options);
  }

  /** Creates all tables that do not exist, with what belongs to them. */
  createAll(connection: Connection, options: CreateAllOptions = {}): Promise<void> {
    return createAll(connection, this, options);
  }

  /** Drops all tables that exist, dependent ones first. */
  dropAll(connection: Connection, options: CreateAllOptions = {}): Promise<void> {
    return dropAll(connection, this, options);
  }
}
