import { autoincrementColumn } from "../../schema/autoincrement.ts";
import { primaryKeyConstraint, type Table } from "../../schema/table.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlScope } from "../default/grammar.ts";

/** Whether the primary key is written inside its column, as AUTOINCREMENT asks. */
export function isAutoincrementKey(scope: DdlScope, table: Table): boolean {
  const wanted = optionsOf(scope, table.options, "sqlite").autoincrement === true;
  return wanted && autoincrementColumn(table) !== null && primaryKeyConstraint(table)?.columns.length === 1;
}
