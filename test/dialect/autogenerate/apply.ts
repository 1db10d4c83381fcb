import { type Connection, type DirectiveNode, MigrationContext, ops } from "../../../src/index.ts";
import type { MigrationOptions } from "../../../src/runtime/index.ts";

/** Runs operations as a generated revision does: in batches where the database cannot alter a table. */
export async function apply(
  connection: Connection,
  node: DirectiveNode,
  opts: MigrationOptions = {},
): Promise<void> {
  const context = MigrationContext.configure({ connection, opts: { ...opts, lock: "none" } });
  await context.beginTransaction(async () => {
    await context.operations.invoke(context.dialect.features.alterTable ? node : inBatches(node));
  });
}

function inBatches(node: DirectiveNode): DirectiveNode {
  if (node.kind !== "upgrade_ops" && node.kind !== "downgrade_ops") return node;
  return ops.upgradeOps(
    node.ops.map((each) =>
      each.kind === "modify_table_ops"
        ? ops.batchAlterTableOp(each.tableName, each.ops, { schema: each.schema })
        : each,
    ),
  );
}
