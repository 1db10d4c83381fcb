import type { Column } from "../schema/column.ts";
import type { DialectOptions } from "../schema/dialect-options.ts";
import type { Identifier } from "../schema/names.ts";
import type { GeneratedDefault } from "../schema/server-default.ts";
import type { SqlType } from "../schema/types/sql-type.ts";
import type { DirectiveBase } from "./table.ts";

/** ADD COLUMN, then the constraints, index and comment that the column declares. */
export interface AddColumnOp extends DirectiveBase {
  readonly kind: "add_column";
  readonly tableName: Identifier;
  readonly schema: string | null;
  readonly column: Column;
  readonly ifNotExists: boolean;
  /** Write a single foreign key as REFERENCES in the column. */
  readonly inlineReferences: boolean;
  readonly inlinePrimaryKey: boolean;
}

/** DROP COLUMN. `existing` is the column that goes. */
export interface DropColumnOp extends DirectiveBase {
  readonly kind: "drop_column";
  readonly tableName: Identifier;
  readonly schema: string | null;
  readonly columnName: Identifier;
  readonly ifExists: boolean;
  readonly existing: Column | null;
  /** Batch mode: a boolean's or enum's type, whose CHECK goes too. */
  readonly existingType: SqlType | null;
  readonly options: DialectOptions;
}

/**
 * Changes to one column. In `modify…`, absent (`undefined`) leaves alone and `null` removes.
 * `existing…` is what the column is now, as far as known.
 */
export interface AlterColumnOp extends DirectiveBase {
  readonly kind: "alter_column";
  readonly tableName: Identifier;
  readonly schema: string | null;
  readonly columnName: Identifier;
  readonly modifyNullable?: boolean | undefined;
  readonly modifyType?: SqlType | undefined;
  readonly modifyServerDefault?: GeneratedDefault | null | undefined;
  readonly modifyComment?: string | null | undefined;
  readonly modifyName?: Identifier | undefined;
  readonly autoincrement?: boolean | undefined;
  readonly existingType?: SqlType | undefined;
  readonly existingNullable?: boolean | undefined;
  readonly existingServerDefault?: GeneratedDefault | null | undefined;
  readonly existingComment?: string | null | undefined;
  readonly existingAutoincrement?: boolean | undefined;
  readonly options: DialectOptions;
}
