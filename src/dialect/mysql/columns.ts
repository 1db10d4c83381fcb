import { autoincrementColumn } from "../../schema/autoincrement.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { DdlGrammar, DdlScope } from "../default/grammar.ts";
import { newName } from "../default/names.ts";
import { isNullable } from "../default/nullable.ts";
import { commentText } from "./comment-text.ts";
import { spelledForServer } from "./default-spelling.ts";
import { isTimestamp } from "./types.ts";

/** Columns as MySQL writes them: the comment stands before the default (PARITY P-12.27). */
export const mysqlColumns: Pick<DdlGrammar, "columnSpec" | "columnDefault" | "nullability"> = {
  columnSpec: (scope, column, table) => {
    const { grammar, literals } = scope;
    return [
      `${newName(scope, column.name)} ${grammar.columnType(scope, column, table)}`,
      column.computed === null ? "" : ` ${grammar.computed(scope, column.computed, column)}`,
      grammar.nullability(scope, column, table),
      column.comment === null ? "" : ` COMMENT ${literals.string(commentText(column.comment))}`,
      filling(scope, column, table),
    ].join("");
  },
  columnDefault: (scope, { serverDefault, type }) =>
    serverDefault === null
      ? null
      : scope.literals.serverDefault(spelledForServer(scope, serverDefault), type),
  // A TIMESTAMP that says nothing is NOT NULL where explicit_defaults_for_timestamp is off.
  nullability: (scope, column, table) => {
    if (!isNullable(column, table)) return " NOT NULL";
    return isTimestamp(column.type, scope.name) ? " NULL" : "";
  },
};

function filling(scope: DdlScope, column: Column, table: Table): string {
  if (autoincrementColumn(table) === column && column.serverDefault === null) return " AUTO_INCREMENT";
  if (column.identity !== null) {
    scope.context.warn(
      `Column '${nameText(table.name)}.${nameText(column.name)}' gets no values by itself: ${scope.name} has no identity ` +
        "columns, and AUTO_INCREMENT only for an integer primary key.",
    );
  }
  const value = scope.grammar.columnDefault(scope, column);
  return value === null ? "" : ` DEFAULT ${value}`;
}
