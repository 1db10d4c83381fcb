import { autoincrementColumn } from "../../schema/autoincrement.ts";
import { primaryKeyConstraint, type Table } from "../../schema/table.ts";
import type { DdlScope } from "../default/grammar.ts";

/**
 * Allows explicit values for the identity column around INSERTs (PARITY P-5.44). A table known by its definition says
 * whether it has one; of a table that only lists columns that is unknown, and the script takes it to have one.
 */
export function aroundInserts(scope: DdlScope, table: Table, inserts: readonly string[]): readonly string[] {
  if (inserts.length === 0 || !mayHaveIdentity(table)) return inserts;
  const name = scope.identifiers.qualify(table.name, table.schema);
  return [`SET IDENTITY_INSERT ${name} ON`, ...inserts, `SET IDENTITY_INSERT ${name} OFF`];
}

function mayHaveIdentity(table: Table): boolean {
  const isDefined = primaryKeyConstraint(table) !== null;
  return (
    !isDefined ||
    autoincrementColumn(table) !== null ||
    table.columns.some((column) => column.identity !== null || column.autoincrement === true)
  );
}
