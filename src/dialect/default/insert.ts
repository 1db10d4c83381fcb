import type { BulkInsertOp } from "../../directives/index.ts";
import { AlembicError } from "../../errors/index.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import { own } from "../../util/own.ts";
import type { DialectStatement } from "../statement.ts";
import type { DdlScope } from "./grammar.ts";
import { isInlineSql } from "./literals.ts";

type Row = Readonly<Record<string, unknown>>;

/** Rows in one statement at most, so that no statement grows out of bounds. */
const maxRows = 1000;

/**
 * INSERTs of a bulk insert: one per row with literals in a script; online as few as can be, with bound values.
 * Values that are SQL stand in the text. Throws OPERATION for a key that is no column.
 */
export function bulkInsert(scope: DdlScope, directive: BulkInsertOp): readonly DialectStatement[] {
  const keys = new Set(directive.table.columns.flatMap((column) => [column.key, nameText(column.name)]));
  const rows = directive.rows.map((row) => ({ row, columns: columnsOf(directive, row, keys) }));
  if (rows.length === 0) return [];
  if (scope.context.asSql) {
    const inserts = rows.map(({ row, columns }) => ({
      sql: insertSql(scope, directive, columns, [literals(scope, row, columns)]),
      columns,
    }));
    return scope.grammar.aroundInserts(scope, directive.table, inserts).map((sql) => ({ sql }));
  }
  return batches(scope, directive, rows).map((batch) => boundInsert(scope, directive, batch));
}

interface PlannedRow {
  readonly row: Row;
  readonly columns: readonly Column[];
}

function columnsOf(directive: BulkInsertOp, row: Row, keys: ReadonlySet<string>): readonly Column[] {
  const { columns } = directive.table;
  const unknown = Object.keys(row).find((key) => !keys.has(key));
  if (unknown !== undefined) {
    throw new AlembicError(
      `A row for table '${nameText(directive.table.name)}' has a value for '${unknown}', which is no column of it.`,
      {
        code: "OPERATION",
        hint: `Use the columns that the table was given: ${columns.map((column) => nameText(column.name)).join(", ")}.`,
      },
    );
  }
  return columns.filter(
    (column) => Object.hasOwn(row, column.key) || Object.hasOwn(row, nameText(column.name)),
  );
}

function cellOf(row: Row, column: Column): unknown {
  return Object.hasOwn(row, column.key) ? row[column.key] : own(row, nameText(column.name));
}

function literals(scope: DdlScope, row: Row, columns: readonly Column[]): string {
  return columns.map((column) => scope.literals.render(cellOf(row, column), column.type)).join(", ");
}

function insertSql(
  scope: DdlScope,
  { table }: BulkInsertOp,
  columns: readonly Column[],
  rows: readonly string[],
): string {
  if (columns.length === 0) return scope.grammar.insertDefaults(scope, table);
  const target = scope.grammar.insertTarget(scope, table);
  const names = columns.map((column) => scope.identifiers.quote(column.name)).join(", ");
  return `INSERT INTO ${target} (${names}) VALUES ${rows.map((values) => `(${values})`).join(", ")}`;
}

/** Neighbouring rows with the same columns, in portions that fit one statement. */
function batches(
  scope: DdlScope,
  directive: BulkInsertOp,
  rows: readonly PlannedRow[],
): readonly (readonly PlannedRow[])[] {
  const found: PlannedRow[][] = [];
  for (const each of rows) {
    const current = found.at(-1);
    const [first] = current ?? [];
    const room = Math.min(maxRows, Math.floor(scope.parameters.maximum / Math.max(1, each.columns.length)));
    const fits =
      directive.multiInsert &&
      scope.features.multiRowInserts &&
      each.columns.length > 0 &&
      current !== undefined &&
      current.length < room &&
      sameColumns(first?.columns ?? [], each.columns);
    if (fits) current.push(each);
    else found.push([each]);
  }
  return found;
}

function sameColumns(a: readonly Column[], b: readonly Column[]): boolean {
  return a.length === b.length && a.every((column, index) => column === b[index]);
}

function boundInsert(
  scope: DdlScope,
  directive: BulkInsertOp,
  batch: readonly PlannedRow[],
): DialectStatement {
  const parameters: unknown[] = [];
  const [first] = batch;
  const columns = first?.columns ?? [];
  const rows = batch.map(({ row }) =>
    columns.map((column) => place(scope, column, cellOf(row, column), parameters)).join(", "),
  );
  return { sql: insertSql(scope, directive, columns, rows), parameters };
}

/** A placeholder for a plain value, the text for SQL. */
function place(scope: DdlScope, column: Column, value: unknown, parameters: unknown[]): string {
  if (isInlineSql(value)) return scope.literals.render(value, column.type);
  parameters.push(scope.parameters.bind(value, column.type));
  return scope.parameters.placeholder(parameters.length);
}
