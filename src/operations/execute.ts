import type { CompiledStatement, ExecuteSqlOp } from "../directives/index.ts";
import { ownKeysOf } from "../schema/dialect-options.ts";
import { isSqlFragmentLike, isSqlText, type SqlExpression, toSqlText } from "../schema/sql-text.ts";
import { freeze } from "../util/freeze.ts";
import { argumentChecks, shown } from "./check-arguments.ts";
import { batchItem } from "./column-place.ts";
import type { OpResult, StatementOutcome } from "./host.ts";
import type { Operation } from "./operation.ts";
import { notReversible, operationError } from "./operation-error.ts";

/** What Drizzle's `toSQL()` gives. */
export interface DrizzleStatement {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** A query of a query builder: Kysely's `compile()`, Drizzle's `toSQL()`, or what they give. */
export type BuilderQuery =
  | CompiledStatement
  | { compile(): CompiledStatement }
  | DrizzleStatement
  | { toSQL(): DrizzleStatement };

/** What can be executed: SQL as text or as sql`…`, or a query of a query builder. */
export type ExecutableSql = string | SqlExpression | BuilderQuery;

/** Notes on a statement: `executionOptions` stay on the directive, for who looks at it. */
export interface ExecuteOptions {
  readonly executionOptions?: Readonly<Record<string, unknown>> | undefined;
}

export interface Execute {
  /**
   * Runs SQL. A string is sent as it is and may hold several statements; a colon means nothing in it. Parameters go
   * in by `` sql`… ${value}` `` or a compiled query. Awaiting gives `{ rows, rowCount }` of the last statement.
   *
   * @example
   * await op.execute(sql`UPDATE account SET state = ${"new"} WHERE state IS NULL`);
   * const { rows } = await op.execute("SELECT id FROM account");
   */
  (statement: ExecutableSql, options?: ExecuteOptions): OpResult<StatementOutcome>;
}

/** `op.execute` */
export const execute: Operation<Execute, Execute, ExecuteSqlOp> = {
  kind: "execute",
  build: (statement, options = {}) => build("op.execute", statement, options),
  inBatch: (_target, statement, options = {}) => batchItem(build("batch.execute", statement, options)),
  outcome: (outcome) => outcome,
  reverse({ statement, info }) {
    const back = info?.reverse;
    if (typeof back === "string" && typeof statement === "string") {
      return freeze({ ...build("op.execute", back, {}), info: freeze({ reverse: statement }) });
    }
    throw notReversible("execute is not reversible", "Write the statement that takes it back by hand.");
  },
  toDiffTuple: ({ statement }) => ["execute", statement],
  render: ({ statement, executionOptions }, r) =>
    r.operation("execute", [
      r.value(statement),
      ...r.options({
        executionOptions: Object.keys(executionOptions).length === 0 ? undefined : r.value(executionOptions),
      }),
    ]),
};

function build(operation: string, statement: ExecutableSql, options: ExecuteOptions): ExecuteSqlOp {
  assertNoParameters(operation, options);
  const check = argumentChecks(operation);
  check.ownOptions(options, ownKeysOf<ExecuteOptions>()(["executionOptions"]));
  check.object("executionOptions", options.executionOptions ?? {});
  return freeze({
    kind: "execute",
    statement: statementData(operation, statement),
    executionOptions: options.executionOptions ?? {},
  } as const);
}

/** Drivers take `(sql, parameters)`; here the parameters are part of the statement. */
function assertNoParameters(operation: string, options: unknown): void {
  if (!Array.isArray(options)) return;
  throw operationError(`${operation}: 'options' must be an options object; it was ${shown(options)}.`, {
    hint: `Write parameters into the statement: sql\`… WHERE id = \${id}\`, or give { sql, parameters }.`,
    details: { operation, argument: "options", value: options },
  });
}

function statementData(operation: string, statement: unknown): ExecuteSqlOp["statement"] {
  if (typeof statement === "string" || isSqlText(statement)) return statement;
  if (typeof statement === "object" && statement !== null) {
    if ("toSQL" in statement && typeof statement.toSQL === "function") return compiled(statement.toSQL());
    if ("sql" in statement) return compiled(statement);
    if (isSqlFragmentLike(statement) && !canCompile(statement)) return toSqlText(statement);
    if (canCompile(statement)) return compiled(statement.compile());
  }
  throw operationError(`${operation}: the statement is ${shown(statement)}.`, {
    hint: "Give a string, sql`…`, or a query with a compile() or toSQL() method.",
  });
}

function canCompile(value: object): value is { compile(): unknown } {
  // Kysely's sql fragments have a compile method too, but it wants a database; queries take no argument.
  return "compile" in value && typeof value.compile === "function" && value.compile.length === 0;
}

function compiled(value: unknown): CompiledStatement {
  if (typeof value === "object" && value !== null && "sql" in value && typeof value.sql === "string") {
    const parameters = "parameters" in value ? value.parameters : "params" in value ? value.params : [];
    if (Array.isArray(parameters)) return freeze({ sql: value.sql, parameters: freeze([...parameters]) });
  }
  throw operationError(`op.execute: a compiled query gave ${shown(value)}.`, {
    hint: "It has to give { sql, parameters }.",
  });
}
