import { SchemaError } from "../../errors/index.ts";
import { autoincrementColumn } from "../../schema/autoincrement.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlGrammar, DdlScope } from "../default/grammar.ts";
import { newName } from "../default/names.ts";
import { isNullable } from "../default/nullable.ts";

/** Columns as SQL Server writes them: NULL is said, a computed column has no type (PARITY P-5.81). */
export const columns: Pick<DdlGrammar, "columnSpec" | "nullability" | "computed" | "identity"> = {
  columnSpec: (scope, column, table) => {
    const { grammar } = scope;
    const what =
      column.computed === null
        ? grammar.columnType(scope, column, table)
        : grammar.computed(scope, column.computed, column);
    return `${newName(scope, column.name)} ${what}${grammar.nullability(scope, column, table)}${filling(scope, column, table)}`;
  },
  nullability: (_scope, column, table) => {
    const isNeverNull =
      column.primaryKey ||
      column.autoincrement === true ||
      column.identity !== null ||
      !isNullable(column, table);
    if (isNeverNull) return " NOT NULL";
    return column.computed === null ? " NULL" : "";
  },
  computed: (scope, computed) =>
    `AS (${scope.literals.sqlText(computed.text)})${computed.persisted === true ? " PERSISTED" : ""}`,
  identity: (_scope, { start, increment }) =>
    start === undefined && increment === undefined ? "IDENTITY" : `IDENTITY(${start ?? 1},${increment ?? 1})`,
};

/** IDENTITY, or the default. */
function filling(scope: DdlScope, column: Column, table: Table): string {
  const { identityStart, identityIncrement } = optionsOf(scope, column.options, "mssql");
  const isStarted = identityStart !== undefined || identityIncrement !== undefined;
  if (column.identity !== null) {
    if (isStarted) throw contradiction(column);
    return ` ${scope.grammar.identity(scope, column.identity)}`;
  }
  if (autoincrementColumn(table) === column || column.autoincrement === true) {
    return ` ${scope.grammar.identity(scope, { kind: "identity", start: identityStart, increment: identityIncrement })}`;
  }
  const value = scope.grammar.columnDefault(scope, column);
  return value === null ? "" : ` DEFAULT ${value}`;
}

function contradiction(column: Column): SchemaError {
  return new SchemaError(
    `Column '${nameText(column.name)}': Cannot specify options 'mssql_identity_start' and/or 'mssql_identity_increment' when also using the 'Identity' construct.`,
    { hint: "Give start and increment to sa.identity() alone." },
  );
}
