import type { Dialect } from "../../dialect/dialect.ts";
import type { BatchAlterTableOp, SqlDirective } from "../../directives/index.ts";
import { CommandError } from "../../errors/index.ts";
import { nameText } from "../../schema/names.ts";
import { isSqlDirective } from "../behaviours.ts";
import { operationError } from "../operation-error.ts";
import { rebuildRules } from "./batch-context.ts";

/** Whether a batch block makes its changes by rebuilding the table. */
export function needsRebuild(batch: BatchAlterTableOp, dialect: Dialect): boolean {
  if (batch.recreate !== "auto") return batch.recreate === "always";
  if (dialect.features.alterTable) return false;
  const { canAlter } = rebuildRules(dialect);
  const asksForNewTable =
    batch.tableElements.length > 0 ||
    batch.partialReordering.length > 0 ||
    Object.keys(batch.tableOptions).length > 0;
  return asksForNewTable || batchDirectives(batch).some((directive) => !canAlter(directive));
}

/** The directives of a block. Throws OPERATION for one that no dialect turns into SQL. */
export function batchDirectives(batch: BatchAlterTableOp): readonly SqlDirective[] {
  return batch.items.map(({ directive }) => {
    if (isSqlDirective(directive)) return directive;
    throw operationError(
      `A batch block of table '${nameText(batch.tableName)}' holds '${directive.kind}', which changes no table.`,
      { hint: "Call it on op, outside of the block." },
    );
  });
}

/** The directives of a block that needs no rebuild. Throws OPERATION for what only a rebuild can do. */
export function alterDirectives(batch: BatchAlterTableOp): readonly SqlDirective[] {
  if (batch.items.some((item) => item.insertBefore !== undefined || item.insertAfter !== undefined)) {
    throw new CommandError(
      "Can't specify insert_before or insert_after when using ALTER; please specify recreate='always'",
      {
        code: "OPERATION",
        hint: `Write op.batchAlterTable("${nameText(batch.tableName)}", { recreate: "always" }, …), or leave insertBefore and insertAfter out.`,
      },
    );
  }
  return batchDirectives(batch);
}

/** A table cannot be read while a script is written. */
export function needsCopyFrom(batch: BatchAlterTableOp, dialect: Dialect): CommandError {
  const table = nameText(batch.tableName);
  return new CommandError(
    `This operation cannot proceed in --sql mode; batch mode with dialect ${dialect.name} requires a live database connection with which to reflect the table "${table}". To generate a batch SQL migration script using table "move and copy", a complete Table object should be passed to the "copy_from" argument of the batch_alter_table() method so that table reflection can be skipped.`,
    {
      code: "OPERATION",
      hint: `Give the table as it is now to op.batchAlterTable("${table}", { copyFrom: sa.table(…) }, …), so that it need not be read.`,
    },
  );
}
