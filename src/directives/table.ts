import type { DialectOptions } from "../schema/dialect-options.ts";
import type { Identifier } from "../schema/names.ts";
import type { Table } from "../schema/table.ts";

/** What every directive has: its kind, and a bag for users' own notes. */
export interface DirectiveBase {
  readonly kind: string;
  readonly info?: Readonly<Record<string, unknown>> | undefined;
}

/** CREATE TABLE, with the table's indexes and comments. */
export interface CreateTableOp extends DirectiveBase {
  readonly kind: "create_table";
  readonly table: Table;
  readonly ifNotExists: boolean;
}

/** DROP TABLE. `existing` is the table that goes, so that the step can be taken back. */
export interface DropTableOp extends DirectiveBase {
  readonly kind: "drop_table";
  readonly tableName: Identifier;
  readonly schema: string | null;
  readonly ifExists: boolean;
  readonly existing: Table | null;
  readonly options: DialectOptions;
}

/** ALTER TABLE … RENAME TO; the schema stays. */
export interface RenameTableOp extends DirectiveBase {
  readonly kind: "rename_table";
  readonly tableName: Identifier;
  readonly newName: Identifier;
  readonly schema: string | null;
}

/** Sets a table's comment. */
export interface CreateTableCommentOp extends DirectiveBase {
  readonly kind: "create_table_comment";
  readonly tableName: Identifier;
  readonly schema: string | null;
  readonly comment: string | null;
  readonly existingComment: string | null;
}

/** Removes a table's comment. `existingComment` is the one that goes, so that the step can be taken back. */
export interface DropTableCommentOp extends DirectiveBase {
  readonly kind: "drop_table_comment";
  readonly tableName: Identifier;
  readonly schema: string | null;
  readonly existingComment: string | null;
}
