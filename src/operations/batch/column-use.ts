import type { Dialect } from "../../dialect/dialect.ts";
import type { ReflectedDatabase } from "../../dialect/reflection.ts";
import type { Constraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import { isSqlText } from "../../schema/sql-text.ts";
import type { Table } from "../../schema/table.ts";
import { wheresOf } from "./rebuilt-table.ts";
import { allWords, columnWordsOf } from "./sql-names.ts";

/** What is in a database, and how its SQL reads. */
export interface KnownSchema {
  readonly database: ReflectedDatabase;
  readonly dialect: Dialect;
}

/** Whether anything but the column itself needs it. */
export function isUsed(column: string, table: Table, schema: KnownSchema): boolean {
  const inKeys = table.constraints.some((each) => "columns" in each && each.columns.includes(column));
  const inIndexes = table.indexes.some((index) => index.parts.some((part) => part.expression === column));
  return inKeys || inIndexes || isKnownByName(column, table, schema);
}

/** Whether SQL texts of the table, triggers, views or foreign keys of tables name a column. */
export function isKnownByName(column: string, table: Table, { database, dialect }: KnownSchema): boolean {
  const { tables, views } = database;
  const { lexis } = dialect;
  const name = column.toLowerCase();
  const tableName = nameText(table.name).toLowerCase();
  const isWordOf = (sql: string | null): boolean => {
    const words = allWords(sql ?? "", lexis);
    return words.has(name) && words.has(tableName);
  };
  return (
    textsOf(table).some((text) => isSqlText(text) && columnWordsOf(text, lexis).has(name)) ||
    views.some((view) => isWordOf(view.sql)) ||
    tables.some((each) => (each.triggers ?? []).some((trigger) => isWordOf(trigger.sql))) ||
    tables.some((each) => each.constraints.some((constraint) => refersTo(constraint, table, column)))
  );
}

function textsOf(table: Table): readonly unknown[] {
  const checks = [...table.constraints, ...table.columns.flatMap((column) => column.checks)];
  return [
    ...checks.map((check) => (check.kind === "check" ? check.condition : null)),
    ...table.columns.map((column) => column.computed?.text),
    ...table.indexes.flatMap((index) => [...index.parts.map((part) => part.expression), ...wheresOf(index)]),
  ];
}

function refersTo(constraint: Constraint, table: Table, column: string): boolean {
  return (
    constraint.kind === "foreign_key" &&
    constraint.referredTable === nameText(table.name) &&
    constraint.referredSchema === table.schema &&
    constraint.referredColumns.includes(column)
  );
}
