import type { BatchItem, SqlDirective, SqlDirectiveKind } from "../../directives/index.ts";
import { isSqlDirective } from "../behaviours.ts";
import { operationError } from "../operation-error.ts";
import { addColumn, alterColumn, dropColumn } from "./draft-columns.ts";
import { addConstraint, dropConstraint, dropIndex } from "./draft-constraints.ts";
import type { DraftPlace, TableDraft } from "./table-draft.ts";

type Change<K extends SqlDirectiveKind> = (
  draft: TableDraft,
  directive: Extract<SqlDirective, { readonly kind: K }>,
  place: DraftPlace,
) => void;

/** How the directives of a batch block change its table. */
const changes: { readonly [K in SqlDirectiveKind]?: Change<K> } = {
  add_column: addColumn,
  drop_column: dropColumn,
  alter_column: alterColumn,
  create_index: (draft, { index }) => {
    draft.newIndexes.push(index);
  },
  drop_index: dropIndex,
  create_primary_key: addConstraint,
  create_unique_constraint: addConstraint,
  create_check_constraint: addConstraint,
  create_foreign_key: addConstraint,
  create_exclude_constraint: addConstraint,
  drop_constraint: dropConstraint,
  create_table_comment: (draft, { comment }) => {
    draft.comment = comment;
  },
  drop_table_comment: (draft) => {
    draft.comment = null;
  },
};

/** Makes one change of a batch block to its table. Throws OPERATION for what does not fit it. */
export function applyItem(draft: TableDraft, { directive, ...place }: BatchItem): void {
  // The table has the right function under each kind; the type system does not follow the lookup.
  const change = isSqlDirective(directive)
    ? (changes[directive.kind] as Change<SqlDirectiveKind> | undefined)
    : undefined;
  if (change === undefined || !isSqlDirective(directive)) {
    throw operationError(`Table '${draft.tableName}' cannot be rebuilt with a '${directive.kind}'.`, {
      hint: "Call it on op, outside of the block.",
    });
  }
  change(draft, directive, place);
}
