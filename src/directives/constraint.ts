import type {
  CheckConstraint,
  Constraint,
  ExcludeConstraint,
  ForeignKeyConstraint,
  PrimaryKeyConstraint,
  UniqueConstraint,
} from "../schema/constraints.ts";
import type { Identifier, Name } from "../schema/names.ts";
import type { DirectiveBase } from "./table.ts";

/** Where a constraint goes. */
export interface TableConstraintOp extends DirectiveBase {
  readonly tableName: Identifier;
  readonly schema: string | null;
}

/** ADD PRIMARY KEY to a table that has none. */
export interface CreatePrimaryKeyOp extends TableConstraintOp {
  readonly kind: "create_primary_key";
  readonly constraint: PrimaryKeyConstraint;
}

/** ADD UNIQUE over columns of a table. */
export interface CreateUniqueConstraintOp extends TableConstraintOp {
  readonly kind: "create_unique_constraint";
  readonly constraint: UniqueConstraint;
}

/** ADD FOREIGN KEY; the referred table is in the constraint. */
export interface CreateForeignKeyOp extends TableConstraintOp {
  readonly kind: "create_foreign_key";
  readonly constraint: ForeignKeyConstraint;
}

/** ADD CHECK with the condition of the constraint. */
export interface CreateCheckConstraintOp extends TableConstraintOp {
  readonly kind: "create_check_constraint";
  readonly constraint: CheckConstraint;
}

/** ADD EXCLUDE, PostgreSQL's own. */
export interface CreateExcludeConstraintOp extends TableConstraintOp {
  readonly kind: "create_exclude_constraint";
  readonly constraint: ExcludeConstraint;
}

/** The word Alembic has for a kind of constraint in `drop_constraint`. */
export type ConstraintTypeName = "foreignkey" | "primary" | "unique" | "check";

/** DROP CONSTRAINT. `existing` is the constraint that goes. */
export interface DropConstraintOp extends TableConstraintOp {
  readonly kind: "drop_constraint";
  readonly constraintName: Name | null;
  readonly constraintType: ConstraintTypeName | null;
  readonly ifExists: boolean;
  readonly existing: Constraint | null;
}

/** A directive that adds a constraint, of any kind. */
export type AddConstraintOp =
  | CreatePrimaryKeyOp
  | CreateUniqueConstraintOp
  | CreateForeignKeyOp
  | CreateCheckConstraintOp
  | CreateExcludeConstraintOp;
