import type { Directive, sa } from "../../../../src/index.ts";
import { type Name, nameText } from "../../../../src/schema/names.ts";

/** Names that random schemas give; all others are the database's or a convention's. */
const given = /^(?:(?:ix|uq|ck|fk|ex)_\d+_\d+|pk_\d+|ck of .+|fk \d+ .+)$/;

/** A name that the models give, else a star. */
export function shownName(name: Name | null): string {
  const text = name === null ? "" : nameText(name);
  return given.test(text) ? text : "*";
}

/** The line of a constraint that goes; MariaDB's primary keys have no names. */
export function dropped(table: string, constraint: sa.Constraint | null, name: Name | null): string {
  const shown = constraint?.kind === "primary_key" ? "*" : shownName(name);
  return `${table}: drop_constraint ${constraint?.kind} ${shown}`;
}

/** What a list of operations does, one line each: `account.a: alter_column nullable type`. */
export function describeOperations(ops: readonly Directive[]): readonly string[] {
  return ops.flatMap((each) =>
    each.kind === "modify_table_ops" || each.kind === "batch_alter_table" ? inside(each) : [describe(each)],
  );
}

function inside(
  directive: Extract<Directive, { kind: "modify_table_ops" | "batch_alter_table" }>,
): readonly string[] {
  return describeOperations(
    directive.kind === "modify_table_ops"
      ? directive.ops
      : directive.items.map(({ directive: each }) => each),
  );
}

function describe(op: Directive): string {
  switch (op.kind) {
    case "create_table":
      return `${nameText(op.table.name)}: create_table`;
    case "drop_table":
    case "drop_table_comment":
    case "create_table_comment":
      return `${nameText(op.tableName)}: ${op.kind}`;
    case "rename_table":
      return `${nameText(op.tableName)}: rename_table ${nameText(op.newName)}`;
    case "add_column":
      return `${nameText(op.tableName)}.${nameText(op.column.name)}: add_column`;
    case "drop_column":
      return `${nameText(op.tableName)}.${nameText(op.columnName)}: drop_column`;
    case "alter_column":
      return `${nameText(op.tableName)}.${nameText(op.columnName)}: alter_column ${changes(op).join(" ")}`;
    case "create_index":
      return `${nameText(op.tableName)}: create_index ${shownName(op.index.name)}`;
    case "drop_index":
      return `${nameText(op.tableName ?? "")}: drop_index ${shownName(op.indexName)}`;
    case "drop_constraint":
      return dropped(nameText(op.tableName), op.existing, op.constraintName);
    case "create_primary_key":
    case "create_unique_constraint":
    case "create_check_constraint":
    case "create_foreign_key":
    case "create_exclude_constraint":
      return `${nameText(op.tableName)}: ${op.kind} ${shownName(op.constraint.name)}`;
    case "execute":
      return `execute ${String(op.statement).split(" ").slice(0, 2).join(" ")}`;
    default:
      return op.kind;
  }
}

function changes(op: Extract<Directive, { kind: "alter_column" }>): readonly string[] {
  return [
    ...(op.modifyName === undefined ? [] : [`name=${nameText(op.modifyName)}`]),
    ...(op.modifyType === undefined ? [] : ["type"]),
    ...(op.modifyNullable === undefined ? [] : [`nullable=${op.modifyNullable}`]),
    ...(op.modifyServerDefault === undefined ? [] : ["default"]),
    ...(op.modifyComment === undefined ? [] : ["comment"]),
    ...(op.existingAutoincrement === undefined ||
    op.autoincrement === undefined ||
    op.autoincrement === op.existingAutoincrement
      ? []
      : ["autoincrement"]),
  ];
}
