import { autoincrementColumn, isIntegerType } from "../../schema/autoincrement.ts";
import type { Column } from "../../schema/column.ts";
import { primaryKeyConstraint, type Table } from "../../schema/table.ts";
import type { DdlScope, TableInsert } from "../default/grammar.ts";

/** Allows explicit values for the identity column around the INSERTs that have one (PARITY P-5.44). */
export function aroundInserts(
  scope: DdlScope,
  table: Table,
  inserts: readonly TableInsert[],
): readonly string[] {
  const name = scope.identifiers.qualify(table.name, table.schema);
  const isCounter = isKnown(table) ? isIdentity(table) : mayBeIdentity;
  const statements: string[] = [];
  let isAllowed = false;
  const allow = (isNeeded: boolean): void => {
    if (isNeeded !== isAllowed) statements.push(`SET IDENTITY_INSERT ${name} ${isNeeded ? "ON" : "OFF"}`);
    isAllowed = isNeeded;
  };
  for (const { sql, columns } of inserts) {
    allow(columns.some(isCounter));
    statements.push(sql);
  }
  allow(false);
  return statements;
}

/** The columns of tables for which CREATE TABLE was written. */
const created: WeakSet<Table["columns"]> = new WeakSet();

/** Remembers that the table has no other columns than these: of one that is only listed for its rows that is unknown. */
export function rememberCreated({ columns }: Table): void {
  created.add(columns);
}

function isKnown(table: Table): boolean {
  return (
    created.has(table.columns) ||
    primaryKeyConstraint(table) !== null ||
    table.columns.some(isIdentity(table))
  );
}

function isIdentity(table: Table): (column: Column) => boolean {
  return (column) =>
    column.identity !== null || column.autoincrement === true || column === autoincrementColumn(table);
}

/** Only a column of whole numbers can be an identity; a script takes it to be one, as the original does. */
function mayBeIdentity({ type }: Column): boolean {
  return isIntegerType(type);
}
