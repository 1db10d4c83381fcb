import type { QueryResult } from "../connection/connection.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { BatchAlterTableOp, Directive, SqlDirective } from "../directives/index.ts";
import { UnsupportedError } from "../errors/index.ts";
import { nameText } from "../schema/names.ts";
import type { DirectiveRunner } from "./directive-runner.ts";

/** Makes the changes of a batch block, by ALTER. */
export async function runBatch(
  batch: BatchAlterTableOp,
  dialect: Dialect,
  runner: DirectiveRunner,
): Promise<QueryResult> {
  if (batch.recreate === "always" || (batch.recreate === "auto" && !dialect.features.alterTable)) {
    throw new UnsupportedError(
      `op.batchAlterTable("${nameText(batch.tableName)}"): rebuilding a table is not possible on ${dialect.name}.`,
      { hint: 'Use { recreate: "never" }.' },
    );
  }
  let result: QueryResult = { rows: [], rowCount: null };
  for (const { directive } of batch.items) result = await runner.run(asSqlDirective(directive));
  return result;
}

function asSqlDirective(directive: Directive): SqlDirective {
  // A batch block holds directives of one table only; containers and blocks cannot be in it.
  return directive as SqlDirective;
}
