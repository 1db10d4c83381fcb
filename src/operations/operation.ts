import type { BatchItem, Directive, DirectiveNode } from "../directives/index.ts";
import type { Identifier } from "../schema/names.ts";
import type { Code } from "./code.ts";
import type { Diff } from "./diff-tuple.ts";
import type { OpResult, StatementOutcome } from "./host.ts";
import type { RenderContext } from "./render-context.ts";

/** A function of `op` or `batch`. */
export type AnyCall = (...args: never[]) => unknown;

/** What can be done with a kind of directive besides running it. */
export interface DirectiveBehaviour<D extends DirectiveNode> {
  readonly kind: D["kind"];
  /** The step back. Throws OPERATION when the directive does not know enough for it. */
  reverse(directive: D): DirectiveNode;
  /** The difference in Alembic's tuple shape. */
  toDiffTuple(directive: D): Diff;
  /** The source text of the call that makes the directive. */
  render(directive: D, context: RenderContext): Code;
}

/** The table of a batch block. */
export interface BatchTarget {
  readonly tableName: Identifier;
  readonly schema: string | null;
}

/**
 * One operation: `Call` is its signature as `op.x`, `BatchCall` as `batch.x` (`never` where a batch block has none).
 */
export interface Operation<Call extends AnyCall, BatchCall extends AnyCall, D extends Directive>
  extends DirectiveBehaviour<D> {
  /** Checks the arguments and makes the directive. */
  build(...args: Parameters<Call>): D;
  /** The same with the arguments of a batch block; `null` where a batch block has no such operation. */
  readonly inBatch: ((target: BatchTarget, ...args: Parameters<BatchCall>) => BatchItem) | null;
  /** What awaiting the operation gives; nothing by default. */
  readonly outcome?: ((outcome: StatementOutcome) => unknown) | undefined;
  /** Gives the awaitable more to offer. */
  readonly decorate?: ((result: OpResult<unknown>, directive: D) => unknown) | undefined;
  /** Never set: carries the signatures to the types of `op` and `batch`. */
  readonly signatures?: { readonly op: Call; readonly batch: BatchCall } | undefined;
}
