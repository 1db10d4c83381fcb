import type { AddColumnOp, AddConstraintOp, AlterColumnOp } from "../../directives/index.ts";
import { UnsupportedError } from "../../errors/index.ts";
import { autoincrementColumn } from "../../schema/autoincrement.ts";
import type { Column } from "../../schema/column.ts";
import { type Identifier, nameText } from "../../schema/names.ts";
import { primaryKeyConstraint, type Table } from "../../schema/table.ts";
import { computedChange } from "../default/alter-column.ts";
import { defaultGrammar } from "../default/ddl.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlGrammar, DdlScope } from "../default/grammar.ts";
import { indexName, indexPartSql } from "../default/index-statements.ts";
import { newName } from "../default/names.ts";
import { createTableWithColumns } from "../default/needs-columns.ts";
import { isNullable } from "../default/nullable.ts";
import { tableStub } from "../default/table-stub.ts";
import { unsupported } from "../default/unsupported.ts";
import { knowsAlterColumn } from "./alter-column.ts";
import { isAutoincrementKey } from "./autoincrement-key.ts";
import { constraints } from "./constraints.ts";

const batchHint = "Put the change into op.batchAlterTable(…), which rebuilds the table.";

/** SQLite's DDL; what its ALTER TABLE cannot do is refused with a pointer to batch mode. */
export const grammar: DdlGrammar = {
  ...defaultGrammar,
  ...constraints,
  createTable: (scope, directive) => {
    const { table } = directive;
    warnOfComments(scope, table.name, table.columns, table.comment);
    return createTableWithColumns(scope, directive);
  },
  tableOptions: (scope, table) => {
    const options = optionsOf(scope, table.options, "sqlite");
    const words = [
      ...(options.withRowid === false ? ["WITHOUT ROWID"] : []),
      ...(options.strict ? ["STRICT"] : []),
    ];
    return words.length === 0 ? "" : `\n ${words.join(",\n ")}`;
  },
  columnSpec: (scope, column, table) => {
    assertSingleAutoincrement(column, table);
    if (column.identity !== null && autoincrementColumn(table) !== column)
      warnOfIdentity(scope, column, table);
    return [
      `${newName(scope, column.name)} ${scope.grammar.columnType(scope, column, table)}`,
      defaultClause(scope, column),
      scope.grammar.nullability(scope, column, table),
      autoincrementWords(scope, column, table),
      column.computed === null ? "" : ` ${scope.grammar.computed(scope, column.computed, column)}`,
    ].join("");
  },
  nullability: (scope, column, table) => {
    if (isNullable(column, table)) return "";
    const { onConflictNotNull } = optionsOf(scope, column.options, "sqlite");
    return ` NOT NULL${onConflictNotNull === undefined ? "" : ` ON CONFLICT ${onConflictNotNull}`}`;
  },
  createIndex: (scope, { index, tableName, schema, ifNotExists }) => {
    if (index.parts.some((part) => part.nulls !== null)) throw noNullsOrder(scope, tableName);
    const { where } = optionsOf(scope, index.options, "sqlite");
    const name = indexName(scope, index, tableStub(tableName, schema));
    const place = schema === null ? name : `${scope.identifiers.quote(schema)}.${name}`;
    return [
      [
        `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${ifNotExists ? "IF NOT EXISTS " : ""}${place}`,
        ` ON ${scope.identifiers.quote(tableName)} (${index.parts.map((part) => indexPartSql(scope, part)).join(", ")})`,
        where === undefined ? "" : ` WHERE ${scope.literals.sqlText(where)}`,
      ].join(""),
    ];
  },
  addConstraint: (scope, directive) => {
    if (directive.constraint.kind === "check" && directive.constraint.typeBound)
      return skippedTypeCheck(scope);
    throw noConstraintChange(scope, directive.kind, directive.tableName);
  },
  dropConstraint: (scope, directive) => {
    if (directive.existing?.kind === "check" && directive.existing.typeBound) return [];
    throw noConstraintChange(scope, directive.kind, directive.tableName);
  },
  addColumn: (scope, directive) => {
    assertIfExists(scope, directive.ifNotExists, "add_column", directive.tableName);
    refuseAddedKey(scope, directive);
    warnOfComments(scope, directive.tableName, [directive.column]);
    return defaultGrammar.addColumn(scope, directive);
  },
  dropColumn: (scope, directive) => {
    assertIfExists(scope, directive.ifExists, "drop_column", directive.tableName);
    return defaultGrammar.dropColumn(scope, directive);
  },
  tableComment: (scope, table) => {
    throw noComments(scope, "table comment", table.name);
  },
  columnComment: (scope, place) => {
    throw noComments(scope, "column comment", place.name);
  },
  alterNullable: (scope, directive, nullable) => {
    if (knowsAlterColumn(scope.context)) return defaultGrammar.alterNullable(scope, directive, nullable);
    throw noColumnChange(scope, directive, "its nullability");
  },
  alterDefault: (scope, directive) => {
    throw noColumnChange(scope, directive, "its server default");
  },
  alterType: (scope, directive) => {
    throw directive.modifyServerDefault?.kind === "computed"
      ? computedChange(scope, directive)
      : noColumnChange(scope, directive, "its type");
  },
};

/** An expression stands in parentheses, which SQLite asks for; literals and names stand as they are. */
function defaultClause(scope: DdlScope, column: Column): string {
  const value = scope.grammar.columnDefault(scope, column);
  if (value === null) return "";
  const isExpression = !/^\s*(?:['"(]|[+-]?[\d.]+\s*$)/.test(value) && /\W/.test(value);
  return ` DEFAULT ${isExpression ? `(${value})` : value}`;
}

function assertSingleAutoincrement(column: Column, table: Table): void {
  const key = primaryKeyConstraint(table);
  const isPart = key?.columns.includes(nameText(column.name)) ?? false;
  if (column.autoincrement !== true || !isPart || key?.columns.length === 1) return;
  throw new UnsupportedError("SQLite does not support autoincrement for composite primary keys", {
    hint: "Make the counting column the primary key alone, and the others a unique constraint.",
    details: { table: nameText(table.name), column: nameText(column.name) },
  });
}

/** ` PRIMARY KEY AUTOINCREMENT`, which has to stand in the column. */
function autoincrementWords(scope: DdlScope, column: Column, table: Table): string {
  if (!isAutoincrementKey(scope, table) || autoincrementColumn(table) !== column) return "";
  const { onConflictPrimaryKey } = optionsOf(scope, column.options, "sqlite");
  return ` PRIMARY KEY${onConflictPrimaryKey === undefined ? "" : ` ON CONFLICT ${onConflictPrimaryKey}`} AUTOINCREMENT`;
}

function skippedTypeCheck(scope: DdlScope): readonly string[] {
  scope.context.warn(
    "Skipping unsupported ALTER for creation of implicit constraint. Please refer to the batch mode feature " +
      "which allows for SQLite migrations using a copy-and-move strategy.",
  );
  return [];
}

function noConstraintChange(
  scope: DdlScope,
  operation: AddConstraintOp["kind"] | "drop_constraint",
  table: Identifier,
): UnsupportedError {
  return unsupported(
    "No support for ALTER of constraints in SQLite dialect. Please refer to the batch mode feature which allows for " +
      "SQLite migrations using a copy-and-move strategy.",
    { dialect: scope.name, operation, table, hint: `${batchHint}${inlineHint(operation)}` },
  );
}

function inlineHint(operation: string): string {
  return operation === "create_foreign_key"
    ? " A foreign key of a new column can be given inlineReferences: true."
    : "";
}

function noColumnChange(scope: DdlScope, directive: AlterColumnOp, what: string): UnsupportedError {
  const { columnName: column, tableName } = directive;
  return unsupported(
    `SQLite cannot alter a column: ${what} stays as it is outside batch mode (column '${nameText(column)}' of table '${nameText(tableName)}').`,
    { dialect: scope.name, operation: "alter_column", table: tableName, hint: batchHint },
  );
}

function noComments(scope: DdlScope, element: string, table: Identifier): UnsupportedError {
  return unsupported(
    `SQLite has no comments: the dialect can't render element of type ${element} (table '${nameText(table)}').`,
    { dialect: scope.name, operation: element, table, hint: "Leave the comment out on SQLite." },
  );
}

function noNullsOrder(scope: DdlScope, table: Identifier): UnsupportedError {
  return unsupported(`SQLite has no NULLS FIRST or LAST in an index (table '${nameText(table)}').`, {
    dialect: scope.name,
    operation: "create_index",
    table,
    hint: "Leave nulls out: SQLite sorts NULL before all other values.",
  });
}

/** A comment of its own is refused; one of a table that is made for every database must not stop it. */
function warnOfComments(
  scope: DdlScope,
  table: Identifier,
  columns: readonly Column[],
  comment: string | null = null,
): void {
  const commented = columns
    .filter((column) => column.comment !== null)
    .map(({ name }) => `'${nameText(name)}'`);
  if (comment === null && commented.length === 0) return;
  const owners = [
    ...(comment === null ? [] : ["the table"]),
    ...(commented.length === 0 ? [] : [`column ${commented.join(", ")}`]),
  ];
  scope.context.warn(
    `SQLite has no comments: that of ${owners.join(" and of ")} is left out (table '${nameText(table)}').`,
  );
}

/** A server refuses it; a script is as the original writes it. */
function refuseAddedKey(scope: DdlScope, { column, inlinePrimaryKey, tableName }: AddColumnOp): void {
  if (!inlinePrimaryKey || !column.primaryKey || scope.context.serverVersion === null) return;
  throw unsupported(`SQLite cannot add a primary key column (table '${nameText(tableName)}').`, {
    dialect: scope.name,
    operation: "add_column",
    table: tableName,
    hint: "Put batch.addColumn(…) and batch.createPrimaryKey(…) into op.batchAlterTable(…), which rebuilds the table.",
  });
}

function assertIfExists(scope: DdlScope, asked: boolean, operation: string, table: Identifier): void {
  if (!asked) return;
  throw unsupported(`SQLite has no IF [NOT] EXISTS for columns (table '${nameText(table)}').`, {
    dialect: scope.name,
    operation,
    table,
    hint: "Leave ifExists and ifNotExists out, or look at the columns with sa.inspect() first.",
  });
}

function warnOfIdentity(scope: DdlScope, column: Column, table: Table): void {
  scope.context.warn(
    `Column '${nameText(table.name)}.${nameText(column.name)}' gets no values by itself: SQLite has no identity columns, and counts up ` +
      "integer primary keys only.",
  );
}
