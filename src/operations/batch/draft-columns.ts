import type { AddColumnOp, AlterColumnOp, DropColumnOp } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import { check } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import { table as makeTable, primaryKeyConstraint, type Table } from "../../schema/table.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import { freeze } from "../../util/freeze.ts";
import { operationError } from "../operation-error.ts";
import { type DraftPlace, isSameName, type TableDraft } from "./table-draft.ts";

/** Adds a column with the constraints and the index that it declares. */
export function addColumn(draft: TableDraft, { column, ifNotExists }: AddColumnOp, place: DraftPlace): void {
  const key = nameText(column.name);
  if (draft.columns.some((each) => nameText(each.column.name) === key)) {
    if (ifNotExists) return;
    throw operationError(`Table '${draft.tableName}' already has a column '${key}'.`, {
      hint: "Leave the column out, or drop the old one in the block first.",
    });
  }
  const owner = makeTable(draft.before.name, [column], { schema: draft.before.schema });
  draft.place({ key, column, source: null }, place);
  draft.constraints.push(...owner.constraints.filter((each) => each.kind !== "primary_key"));
  draft.newIndexes.push(...owner.indexes);
  extendPrimaryKey(draft, owner);
}

function extendPrimaryKey(draft: TableDraft, owner: Table): void {
  const added = primaryKeyConstraint(owner);
  if (added === null) return;
  const key = draft.constraints.find((each) => each.kind === "primary_key");
  const extended =
    key === undefined ? added : freeze({ ...key, columns: [...key.columns, ...added.columns] });
  draft.constraints = [extended, ...draft.constraints.filter((each) => each !== key)];
}

/** Drops a column, and the CHECK of its type when that is given. */
export function dropColumn(draft: TableDraft, { columnName, ifExists, existingType }: DropColumnOp): void {
  if (ifExists && draft.column(columnName) === undefined) return;
  draft.remove(draft.find(columnName));
  dropTypeCheck(draft, existingType);
}

/** Changes a column, and moves it when a place is given. */
export function alterColumn(draft: TableDraft, directive: AlterColumnOp, place: DraftPlace): void {
  const found = draft.find(directive.columnName);
  if (directive.modifyType !== undefined) dropTypeCheck(draft, directive.existingType ?? null);
  found.column = freeze({ ...found.column, ...changesOf(directive, found.column) });
  if (place.insertBefore === undefined && place.insertAfter === undefined) return;
  draft.remove(found);
  draft.place(found, place);
}

function changesOf(directive: AlterColumnOp, column: Column): Partial<Column> {
  const { modifyName, modifyType, modifyNullable, modifyComment, autoincrement } = directive;
  return {
    ...(modifyName !== undefined && { name: modifyName, key: nameText(modifyName) }),
    ...(modifyType !== undefined && { type: modifyType }),
    ...(modifyNullable !== undefined && { nullable: modifyNullable, nullableGiven: true }),
    ...(modifyComment !== undefined && { comment: modifyComment }),
    ...(autoincrement !== undefined && { autoincrement }),
    ...changedDefault(directive.modifyServerDefault),
    options: { ...column.options, ...directive.options },
  };
}

function changedDefault(
  value: AlterColumnOp["modifyServerDefault"],
): Partial<Pick<Column, "serverDefault" | "computed" | "identity">> {
  if (value === undefined) return {};
  const none = { serverDefault: null, computed: null, identity: null };
  if (value === null) return none;
  if (value.kind === "computed") return { ...none, computed: value };
  if (value.kind === "identity") return { ...none, identity: value };
  return { ...none, serverDefault: value };
}

/** The CHECK of a boolean or enum stands among the named ones when the table was read from the database. */
function dropTypeCheck(draft: TableDraft, type: SqlType | null): void {
  const name = type?.options.name ?? null;
  if (name === null) return;
  const names = [name, draft.rules.databaseName(check("", { name }), draft.before)];
  draft.constraints = draft.constraints.filter(
    (each) => each.kind !== "check" || !names.some((own) => isSameName(each.name, own)),
  );
}
