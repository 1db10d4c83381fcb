import type { DirectiveOf, SqlDirective, SqlDirectiveKind } from "../directives/index.ts";
import * as builtIn from "./built-in.ts";
import type { DirectiveBehaviour } from "./operation.ts";

type Behaviours = { readonly [K in SqlDirectiveKind]: DirectiveBehaviour<DirectiveOf<K>> };

/** What can be done with each kind of directive that is no container. */
const behaviours: Behaviours = {
  add_column: builtIn.addColumn,
  alter_column: builtIn.alterColumn,
  bulk_insert: builtIn.bulkInsert,
  create_check_constraint: builtIn.createCheckConstraint,
  create_exclude_constraint: builtIn.createExcludeConstraint,
  create_foreign_key: builtIn.createForeignKey,
  create_index: builtIn.createIndex,
  create_primary_key: builtIn.createPrimaryKey,
  create_table: builtIn.createTable,
  create_table_comment: builtIn.createTableComment,
  create_unique_constraint: builtIn.createUniqueConstraint,
  drop_column: builtIn.dropColumn,
  drop_constraint: builtIn.dropConstraint,
  drop_index: builtIn.dropIndex,
  drop_table: builtIn.dropTable,
  drop_table_comment: builtIn.dropTableComment,
  execute: builtIn.execute,
  rename_table: builtIn.renameTable,
};

/** Whether a directive is one of the built-in steps that a dialect turns into SQL. */
export function isSqlDirective(directive: { readonly kind: string }): directive is SqlDirective {
  return Object.hasOwn(behaviours, directive.kind);
}

/** What can be done with a built-in step. */
export function behaviourOf<D extends SqlDirective>(directive: D): DirectiveBehaviour<D> {
  // The table pairs each kind with the behaviour of its directive, which the type system cannot follow.
  return behaviours[directive.kind] as unknown as DirectiveBehaviour<D>;
}
