import type {
  BatchAlterTableOp,
  Directive,
  DirectiveNode,
  DowngradeOps,
  ModifyTableOps,
  UpgradeOps,
} from "../directives/index.ts";
import { freeze } from "../util/freeze.ts";
import { own } from "../util/own.ts";
import { behaviourOf, isSqlDirective } from "./behaviours.ts";
import { downgradeOps, modifyTableOps, upgradeOps } from "./containers.ts";
import { type CustomDirective, customOperationOf } from "./custom-operations.ts";
import { notReversible } from "./operation-error.ts";

/** The step back of a directive. */
export type Reversed<D extends { readonly kind: string }> = D extends UpgradeOps
  ? DowngradeOps
  : D extends DowngradeOps
    ? UpgradeOps
    : D extends ModifyTableOps
      ? ModifyTableOps
      : D extends BatchAlterTableOp
        ? BatchAlterTableOp
        : Directive;

const containers: Readonly<Record<string, (node: never) => DirectiveNode>> = {
  upgrade_ops: (node: UpgradeOps) => downgradeOps(reverseAll(node.ops)),
  downgrade_ops: (node: DowngradeOps) => upgradeOps(reverseAll(node.ops)),
  modify_table_ops: (node: ModifyTableOps) =>
    modifyTableOps(node.tableName, reverseAll(node.ops), { schema: node.schema }),
  batch_alter_table: (node: BatchAlterTableOp) =>
    freeze({
      ...node,
      items: freeze(reverseAll(node.items.map((item) => item.directive)).map((directive) => ({ directive }))),
    }),
};

/**
 * The step that takes a directive back; containers are taken back from their last step to their first.
 * Throws OPERATION when the directive does not know enough for it (PARITY P-5.87).
 */
export function reverse<D extends DirectiveNode | CustomDirective>(directive: D): Reversed<D> {
  // What comes back follows from the kind, as `Reversed` says.
  return reversed(directive) as Reversed<D>;
}

function reversed(directive: DirectiveNode | CustomDirective): DirectiveNode | CustomDirective {
  const container = own(containers, directive.kind);
  // The table pairs each kind with a function of its container.
  if (container !== undefined) return container(directive as never);
  if (isSqlDirective(directive)) return behaviourOf(directive).reverse(directive);
  const custom = customOperationOf(directive.kind);
  if (custom?.reverse !== undefined) return custom.reverse(directive);
  throw notReversible(
    `${directive.kind} is not reversible`,
    custom === undefined
      ? "Register the operation with op.registerOperation, with a `reverse` function."
      : "Give the operation's definition a `reverse` function.",
  );
}

function reverseAll(ops: readonly Directive[]): Directive[] {
  return ops.map((each) => reverse(each)).reverse();
}
