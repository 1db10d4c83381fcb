import type { DialectOptions } from "../schema/dialect-options.ts";
import type { Index } from "../schema/index-def.ts";
import type { Identifier, Name } from "../schema/names.ts";
import type { DirectiveBase } from "./table.ts";

/** CREATE INDEX on a table. */
export interface CreateIndexOp extends DirectiveBase {
  readonly kind: "create_index";
  readonly tableName: Identifier;
  readonly schema: string | null;
  readonly index: Index;
  readonly ifNotExists: boolean;
}

/** DROP INDEX. `existing` is the index that goes. */
export interface DropIndexOp extends DirectiveBase {
  readonly kind: "drop_index";
  readonly indexName: Name;
  /** `null` where the dialect finds an index without its table. */
  readonly tableName: Identifier | null;
  readonly schema: string | null;
  readonly ifExists: boolean;
  readonly existing: Index | null;
  readonly options: DialectOptions;
}
