import type { BatchAlterTableOp } from "./batch.ts";
import type { AddColumnOp, AlterColumnOp, DropColumnOp } from "./column.ts";
import type { AddConstraintOp, DropConstraintOp } from "./constraint.ts";
import type { DowngradeOps, MigrationScript, ModifyTableOps, UpgradeOps } from "./containers.ts";
import type { BulkInsertOp, ExecuteSqlOp } from "./data.ts";
import type { CreateIndexOp, DropIndexOp } from "./index-op.ts";
import type {
  CreateTableCommentOp,
  CreateTableOp,
  DropTableCommentOp,
  DropTableOp,
  RenameTableOp,
} from "./table.ts";

/** Directives of third parties, by kind; filled by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: it exists to be merged into.
export interface CustomDirectives {}

/** A directive that a dialect turns into SQL by itself. */
export type SqlDirective =
  | CreateTableOp
  | DropTableOp
  | RenameTableOp
  | CreateTableCommentOp
  | DropTableCommentOp
  | AddColumnOp
  | DropColumnOp
  | AlterColumnOp
  | CreateIndexOp
  | DropIndexOp
  | AddConstraintOp
  | DropConstraintOp
  | BulkInsertOp
  | ExecuteSqlOp;

/** The directives of this package's own operations, batch blocks and changes of one table among them. */
export type BuiltInDirective = SqlDirective | BatchAlterTableOp | ModifyTableOps;

/** Any step of a migration. */
export type Directive = BuiltInDirective | CustomDirectives[keyof CustomDirectives];

/** Whatever hooks and rewriters walk through. */
export type DirectiveNode = Directive | UpgradeOps | DowngradeOps | MigrationScript;

/** The kinds of directives that a dialect compiles to SQL: `create_table`, `add_column`, … */
export type SqlDirectiveKind = SqlDirective["kind"];
/** The kinds of everything that hooks and rewriters walk through. */
export type DirectiveKind = DirectiveNode["kind"];

/** The directive of a kind. */
export type DirectiveOf<K extends DirectiveKind> = Extract<DirectiveNode, { readonly kind: K }>;
