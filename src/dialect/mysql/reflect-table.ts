import type { ArrayRow } from "../../connection/connection.ts";
import type { Column } from "../../schema/column.ts";
import {
  type CheckConstraint,
  check,
  type ForeignKeyConstraint,
  foreignKeyTo,
  primaryKey,
} from "../../schema/constraints.ts";
import type { DialectOptions } from "../../schema/dialect-options.ts";
import { finalName, nameText } from "../../schema/names.ts";
import { rawSql } from "../../schema/sql-text.ts";
import { type Table, table } from "../../schema/table.ts";
import { rowsBy, textOf, textOrNone, textOrNull } from "../reflect-values.ts";
import type { ReflectedTable } from "../reflection.ts";
import { buildColumn, keyColumn } from "./reflect-columns.ts";
import { optionsOf, type TableContext } from "./reflect-context.ts";
import { unescapeExpression } from "./reflect-expression.ts";
import { buildKeys, type KeyContext } from "./reflect-indexes.ts";
import { partitionClause } from "./reflect-partitions.ts";
import type { ServerKind } from "./reflect-queries.ts";

/** The rows from which the columns of one table are built, of the queries of the same names. */
export interface ColumnRows {
  readonly table: ArrayRow;
  readonly columns: readonly ArrayRow[];
  readonly checks: readonly ArrayRow[];
}

/** The other rows of one table. */
export interface TableRows extends Omit<ColumnRows, "columns"> {
  readonly indexes: readonly ArrayRow[];
  readonly foreignKeyColumns: readonly ArrayRow[];
  readonly foreignKeyRules: readonly ArrayRow[];
  readonly partitions: readonly ArrayRow[];
  /** The parser of a full-text index by the index's name. */
  readonly parsers: ReadonlyMap<string, string>;
}

/** The columns of a table, as if none of them belonged to its key: the rows about keys come later. */
export function buildColumns(
  { table, columns, checks }: ColumnRows,
  context: TableContext,
): readonly Column[] {
  const ofColumns = checks.filter((row) => row[3] === "Column");
  const clauses = new Map(ofColumns.map((row) => [textOf(row[2]), textOf(row[4])]));
  const shared = {
    server: context.server,
    tableCollation: textOrNull(table[4]),
    ownDatabase: context.nameSchema(textOf(table[0])) === null ? textOf(table[0]) : null,
  };
  return columns.map((row) => buildColumn(row, { ...shared, check: clauses.get(textOf(row[2])) ?? null }));
}

/** A table of its columns and of the rows about everything else. */
export function buildTable(
  columns: readonly Column[],
  rows: TableRows,
  context: TableContext,
): ReflectedTable {
  const [schema, name, , , , , comment] = rows.table;
  const keyContext: KeyContext = { ...context, engine: textOrNull(rows.table[3]), parsers: rows.parsers };
  const keys = buildKeys(rows.indexes, keyContext);
  const keyColumns = keys.primaryKey?.columns ?? [];
  const foreignKeys = buildForeignKeys(rows, context);
  const constraints = [
    ...(keys.primaryKey === null ? [] : [primaryKey(keys.primaryKey.columns, keys.primaryKey.options)]),
    ...keys.uniques,
    ...foreignKeys,
    ...rows.checks.filter((row) => row[3] === "Table").map((row) => buildCheck(row, context)),
  ];
  const columnsOfTable = columns.map((column) =>
    keyColumns.includes(nameText(column.name)) ? keyColumn(column) : column,
  );
  const made = table(textOf(name), [...columnsOfTable, ...constraints, ...keys.indexes], {
    schema: context.nameSchema(textOf(schema)),
    comment: textOrNone(comment),
    ...tableOptions(rows, context),
  });
  return {
    ...made,
    impliedIndexes: impliedIndexes(made, foreignKeys),
    uniqueConstraintIndexes: keys.uniques.flatMap(({ name: each }) =>
      each === null ? [] : [nameText(each)],
    ),
    ownedSequences: [],
    isPartition: false,
  };
}

function tableOptions(rows: TableRows, context: TableContext): DialectOptions {
  const [, , , engine, collation, createOptions] = rows.table;
  const collate = textOrNone(collation);
  return optionsOf(context, {
    engine: textOrNone(engine),
    // A collation's name begins with its character set (MySQL manual, "Collation Naming Conventions").
    defaultCharset: collate?.split("_", 1)[0],
    collate,
    ...parseCreateOptions(textOrNone(createOptions) ?? ""),
    partitionBy: partitionClause(rows.partitions),
  });
}

/** ``row_format=COMPRESSED `PAGE_COMPRESSED`=1 partitioned`` as an object with camelCase keys. */
function parseCreateOptions(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/`?(\w+)`?=("[^"]*"|'[^']*'|\S+)/g)].map(([, name = "", value = ""]) => [
      name.toLowerCase().replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

function buildForeignKeys(rows: TableRows, context: TableContext): readonly ForeignKeyConstraint[] {
  const columns = rowsBy(rows.foreignKeyColumns, 2);
  return rows.foreignKeyRules.flatMap((rule) => {
    const parts = columns.get(textOf(rule[2])) ?? [];
    const [first] = parts;
    if (first === undefined) return [];
    const target = {
      columns: parts.map((part) => textOf(part[3])),
      referredSchema: context.nameSchema(textOf(first[4])),
      referredTable: textOf(first[5]),
      referredColumns: parts.map((part) => textOf(part[6])),
    };
    return foreignKeyTo(target, {
      name: finalName(textOf(rule[2])),
      match: rule[3] === "NONE" ? null : textOf(rule[3]),
      onUpdate: action(rule[4], context.server),
      onDelete: action(rule[5], context.server),
    });
  });
}

/** The action, `null` for the one that a foreign key without a clause has: MySQL 8 reports it as NO ACTION, others as RESTRICT. */
function action(rule: unknown, server: ServerKind): string | null {
  const unsaid = !server.isMariadb && server.version[0] >= 8 ? "NO ACTION" : "RESTRICT";
  return rule === unsaid ? null : textOf(rule);
}

function buildCheck(row: ArrayRow, context: TableContext): CheckConstraint {
  const clause = textOf(row[4]);
  const text = context.server.isMariadb ? clause : withoutParentheses(unescapeExpression(clause));
  const notEnforced = row[5] === "NO" ? true : undefined;
  return check(rawSql(text), { name: finalName(textOf(row[2])), ...optionsOf(context, { notEnforced }) });
}

/** MySQL puts a pair of parentheses around every clause. */
function withoutParentheses(clause: string): string {
  return clause.startsWith("(") && clause.endsWith(")") ? clause.slice(1, -1) : clause;
}

/** A foreign key without a fitting index makes one: named like the key, or like its first column. */
function impliedIndexes(made: Table, foreignKeys: readonly ForeignKeyConstraint[]): readonly string[] {
  const implied = made.indexes.filter(
    (index) =>
      !index.unique &&
      index.name !== null &&
      foreignKeys.some((key) => {
        const name = index.name === null ? "" : nameText(index.name);
        const isNamedSo = (key.name !== null && nameText(key.name) === name) || key.columns[0] === name;
        return isNamedSo && index.parts.length === key.columns.length && isPrefix(index.parts, key.columns);
      }),
  );
  return implied.map((index) => (index.name === null ? "" : nameText(index.name)));
}

function isPrefix(parts: Table["indexes"][number]["parts"], columns: readonly string[]): boolean {
  return columns.every((column, place) => parts[place]?.expression === column);
}
