import type { CompiledStatement, ExecuteSqlOp } from "../../directives/index.ts";
import { fragmentToSqlText } from "../../schema/sql-fragment.ts";
import { isSqlFragmentLike, isSqlText, type SqlText } from "../../schema/sql-text.ts";
import type { DialectStatement } from "../statement.ts";
import type { DdlScope } from "./grammar.ts";
import { inlineParameters } from "./inline-parameters.ts";
import { isInlineSql } from "./literals.ts";

/** A user's own statement: text as it is, SqlText and compiled queries with bound values, or literals in a script. */
export function executeSql(scope: DdlScope, { statement }: ExecuteSqlOp): DialectStatement {
  if (typeof statement === "string") return { sql: statement, script: true };
  if (isSqlFragmentLike(statement)) return sqlTextStatement(scope, fragmentToSqlText(statement));
  return isSqlText(statement) ? sqlTextStatement(scope, statement) : compiledStatement(scope, statement);
}

function sqlTextStatement(scope: DdlScope, text: SqlText): DialectStatement {
  if (scope.context.asSql) return { sql: scope.literals.sqlText(text), script: true };
  const parameters: unknown[] = [];
  const sql = text.parts
    .map((part) => {
      if (part.kind !== "value") return scope.literals.sqlText({ kind: "sql_text", parts: [part] });
      if (isInlineSql(part.value)) return scope.literals.render(part.value);
      parameters.push(scope.parameters.bind(part.value));
      return scope.parameters.placeholder(parameters.length);
    })
    .join("");
  // Several statements can only be sent together when none of them has a bound value.
  return parameters.length === 0 ? { sql, script: true } : { sql, parameters };
}

function compiledStatement(scope: DdlScope, { sql, parameters }: CompiledStatement): DialectStatement {
  if (!scope.context.asSql) return { sql, parameters };
  const text = inlineParameters({ sql, parameters }, scope, (value) => scope.literals.render(value));
  return { sql: text };
}
