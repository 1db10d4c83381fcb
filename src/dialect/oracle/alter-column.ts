import type { AlterColumnOp } from "../../directives/index.ts";
import { knownType } from "../default/alter-column.ts";
import { alterTable } from "../default/column-statements.ts";
import type { DdlGrammar, DdlScope } from "../default/grammar.ts";

/** ALTER COLUMN on Oracle: one MODIFY for each thing that changes (PARITY P-5.82). */
export const alterColumn: Pick<DdlGrammar, "alterNullable" | "alterType" | "alterDefault" | "alterIdentity"> =
  {
    alterNullable: (scope, directive, nullable) => [
      `${modify(scope, directive)} ${nullable ? "NULL" : "NOT NULL"}`,
    ],
    alterType: (scope, directive, type) => [`${modify(scope, directive)} ${scope.types.compile(type)}`],
    // A default cannot be dropped, only be set to NULL.
    alterDefault: (scope, directive, value) => [
      `${modify(scope, directive)} DEFAULT ${value === null ? "NULL" : scope.literals.serverDefault(value, knownType(directive))}`,
    ],
    alterIdentity: (scope, directive, value) => {
      if (value?.kind === "identity")
        return [`${modify(scope, directive)} ${scope.grammar.identity(scope, value)}`];
      const drop = `${modify(scope, directive)} DROP IDENTITY`;
      return value === null ? [drop] : [drop, ...scope.grammar.alterDefault(scope, directive, value)];
    },
  };

function modify(scope: DdlScope, { tableName, schema, columnName }: AlterColumnOp): string {
  return `${alterTable(scope, { name: tableName, schema })} MODIFY ${scope.identifiers.quote(columnName)}`;
}
