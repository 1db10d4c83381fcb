import {
  type Connection,
  type DirectiveNode,
  MigrationContext,
  ops,
  produceMigrations,
  renderScriptBody,
  type sa,
} from "../../../src/index.ts";

/** What is left to do, as the lines of a revision. */
export async function difference(connection: Connection, metadata: sa.MetaData): Promise<readonly string[]> {
  const migrationContext = MigrationContext.configure({ connection });
  const { upgradeOps } = await produceMigrations(migrationContext, metadata);
  return renderScriptBody(upgradeOps, { migrationContext }).split("\n").slice(1, -1);
}

/** Runs operations as a generated revision does: in batches where the database cannot alter a table. */
export async function apply(connection: Connection, node: DirectiveNode): Promise<void> {
  const context = MigrationContext.configure({ connection, opts: { lock: "none" } });
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
