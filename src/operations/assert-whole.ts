import type { BuiltInDirective, DirectiveOf } from "../directives/index.ts";
import { operationError } from "./operation-error.ts";

type Members = {
  readonly [K in BuiltInDirective["kind"] | "upgrade_ops" | "downgrade_ops"]: readonly (keyof DirectiveOf<K> &
    string)[];
};

const added = ["tableName", "constraint"] as const;

/** Without these members a directive says nothing; what else is missing is as good as not wanted. */
const members: Members = {
  create_table: ["table"],
  drop_table: ["tableName", "options"],
  rename_table: ["tableName", "newName"],
  create_table_comment: ["tableName", "comment"],
  drop_table_comment: ["tableName"],
  add_column: ["tableName", "column"],
  drop_column: ["tableName", "columnName", "options"],
  alter_column: ["tableName", "columnName", "options"],
  create_index: ["tableName", "index"],
  drop_index: ["indexName", "options"],
  create_primary_key: added,
  create_unique_constraint: added,
  create_check_constraint: added,
  create_foreign_key: added,
  create_exclude_constraint: added,
  drop_constraint: ["tableName", "constraintName"],
  bulk_insert: ["table", "rows"],
  execute: ["statement"],
  batch_alter_table: ["tableName", "items"],
  modify_table_ops: ["ops"],
  upgrade_ops: ["ops"],
  downgrade_ops: ["ops"],
};

/** Members that are data with a kind of their own. */
const dataMembers: readonly string[] = ["table", "column", "index", "constraint"];
const lists: readonly string[] = ["rows", "items", "ops"];

/** Throws OPERATION for a directive, put together by hand, that lacks what it is about. */
export function assertWhole(operation: string, directive: { readonly kind: string }): void {
  if (!Object.hasOwn(members, directive.kind)) return;
  // The kind says which members the list is of.
  const needed: readonly string[] = members[directive.kind as keyof Members];
  const missing = needed.find((member) => !isThere(member, (directive as Record<string, unknown>)[member]));
  if (missing === undefined) return;
  throw operationError(`${operation}: the directive '${directive.kind}' has no '${missing}'.`, {
    hint: `Make it with the function of ops for its kind, such as ops.dropTableOp("account").`,
    details: { kind: directive.kind, missing },
  });
}

function isThere(member: string, value: unknown): boolean {
  if (lists.includes(member)) return Array.isArray(value);
  if (!dataMembers.includes(member)) return value !== undefined;
  return typeof value === "object" && value !== null && "kind" in value;
}
