import type { Connection } from "../connection/connection.ts";
import type { SqlDirective } from "../directives/index.ts";
import type { Column } from "../schema/column.ts";
import type { Constraint, ForeignKeyConstraint } from "../schema/constraints.ts";
import type { Table } from "../schema/table.ts";
import type { SqlType } from "../schema/types/sql-type.ts";
import type { DdlContext } from "./dialect.ts";
import type { ReflectedTable } from "./reflection.ts";

/** What names a table. */
export type TableName = Pick<Table, "name" | "schema">;

/** A value that is copied into a column of another type. */
export interface CastRequest {
  /** The old column, qualified and quoted. */
  readonly expression: string;
  readonly from: SqlType;
  readonly to: SqlType;
  /** The column as it will be. */
  readonly column: Column;
  warn(message: string): void;
}

/** A table before and after its rebuild; `temporaryName` is what the new one is called until the old one is gone. */
export interface RebuildPair {
  readonly before: Table;
  readonly after: Table;
  readonly temporaryName: string;
  /** The foreign keys of other tables of the schema that refer to the table; none in a script. */
  readonly references: readonly { readonly table: Table; readonly constraint: ForeignKeyConstraint }[];
  /** Whether a script is written. */
  readonly isScript: boolean;
}

/** What one dialect needs around the copy of a table. */
export interface RebuildStatements {
  /** Before the new table is made. */
  readonly beforeCreate?: readonly string[] | undefined;
  /** When the new table stands, right before the rows are copied. */
  readonly beforeCopy?: readonly string[] | undefined;
  /** When the rows are copied and the old table still stands. */
  readonly beforeDrop?: readonly string[] | undefined;
  /** Instead of DROP and RENAME. */
  readonly replace?: readonly string[] | undefined;
  /** When the new table has its name. */
  readonly afterRename?: readonly string[] | undefined;
  /** Between the columns of INSERT and SELECT. */
  readonly copyWords?: string | undefined;
  /** Constraints that the new table gets last, when the old one is gone. */
  readonly isLater?: ((constraint: Constraint) => boolean) | undefined;
  /** Whether the old table's constraints of the same names are dropped first. */
  readonly freesNames?: boolean | undefined;
  /** Whether the foreign keys of other tables are taken off and put back. */
  readonly detachesReferences?: boolean | undefined;
}

/** What a function finds out; where an earlier run was killed on the way, what it found out then. It has to survive JSON. */
export type Remember = <T>(what: string, find: () => Promise<T>) => Promise<T>;

/** What a rebuild changes on its session. */
export interface RebuildSession {
  /** When everything is done: runs what a plan cannot know; throws OPERATION when something is broken now. */
  finish?(run: (sql: string) => Promise<unknown>): Promise<void>;
  /** Whether ALTER TABLE can rename and drop columns: not while something else in the schema is broken. */
  readonly canAlter: boolean;
  /** Puts the settings of the session back. */
  restore(): Promise<void>;
}

/**
 * How a dialect rebuilds a table: a new one is made, the rows are copied, the old one is dropped and the new one gets
 * its name (batch mode).
 */
export interface RebuildRules {
  /** Whether ALTER TABLE does the change with the same result, so that `recreate: "auto"` needs no rebuild. */
  canAlter(directive: SqlDirective): boolean;
  /** Whether ALTER TABLE does the change and leaves the table as a rebuild writes it, once it was written that way. */
  altersLikeRebuild?(directive: SqlDirective, table: Table, context: DdlContext): boolean;
  /** `CAST(… AS …)`; `null` when the value is copied as it is. */
  cast(request: CastRequest): string | null;
  /** The reflected table as it has to be written again. */
  asDeclared?(table: ReflectedTable): Table;
  around?(pair: RebuildPair): RebuildStatements;
  /** The table that a name means to the database, as the catalogue spells it; by default a name means itself. */
  locate?(connection: Connection, table: TableName): Promise<TableName>;
  /** Prepares the session for a rebuild that runs at once. Throws OPERATION where rows would be lost. */
  openSession?(connection: Connection, table: TableName, remember: Remember): Promise<RebuildSession>;
  /**
   * Whether RENAME COLUMN also renames the column in triggers, views and other tables, which a rebuild leaves alone:
   * then columns that are used there are renamed first.
   */
  readonly renamesEverywhere?: boolean | undefined;
}
