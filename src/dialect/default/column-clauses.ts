import type { TableGrammar } from "./grammar.ts";
import { newName } from "./names.ts";
import { isNullable } from "./nullable.ts";
import { sequenceOptions } from "./sequence-options.ts";

/** Columns as most dialects write them. */
export const columnClauses: Pick<
  TableGrammar,
  "columnSpec" | "columnType" | "columnDefault" | "computed" | "identity" | "nullability"
> = {
  columnSpec: (scope, column, table) => {
    const { grammar, features } = scope;
    const value = grammar.columnDefault(scope, column);
    return [
      `${newName(scope, column.name)} ${grammar.columnType(scope, column, table)}`,
      value === null ? "" : ` DEFAULT ${value}`,
      column.computed === null ? "" : ` ${grammar.computed(scope, column.computed, column)}`,
      column.identity === null || !features.identityColumns
        ? ""
        : ` ${grammar.identity(scope, column.identity)}`,
      grammar.nullability(scope, column, table),
    ].join("");
  },
  columnType: (scope, column) => scope.types.compile(column.type, column),
  columnDefault: (scope, column) =>
    column.serverDefault === null ? null : scope.literals.serverDefault(column.serverDefault, column.type),
  computed: (scope, computed) => {
    const kind = computed.persisted === null ? "" : computed.persisted ? " STORED" : " VIRTUAL";
    return `GENERATED ALWAYS AS (${scope.literals.sqlText(computed.text)})${kind}`;
  },
  identity: (_scope, identity) => {
    const options = sequenceOptions(identity);
    const words = `GENERATED ${identity.always ? "ALWAYS" : "BY DEFAULT"} AS IDENTITY`;
    return options === "" ? words : `${words} (${options})`;
  },
  nullability: (scope, column, table) => {
    const implied = column.identity !== null && scope.features.identityColumns;
    return isNullable(column, table) || implied ? "" : " NOT NULL";
  },
};
