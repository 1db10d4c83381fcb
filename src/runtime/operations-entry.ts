import type { Operations as OperationsSurface } from "../operations/index.ts";
import type { MigrationContext } from "./migration-context.ts";
import { runtimeOf } from "./migration-context.ts";

export type Operations = OperationsSurface<MigrationContext>;

/** Operations outside of revision files. */
export const Operations: {
  /**
   * The operations on a context; each runs at once, in call order. With a function: `op` stands for them while it
   * runs, and everything that it queued has run when the promise is fulfilled.
   *
   * @example
   * const op = Operations.context(MigrationContext.configure({ connection }));
   * await op.createTable("t", [sa.column("id", sa.integer())]);
   */
  context(context: MigrationContext): Operations;
  context<T>(context: MigrationContext, fn: (op: Operations) => T | PromiseLike<T>): Promise<T>;
} = {
  context: contextOperations as typeof Operations.context,
};

function contextOperations<T>(
  context: MigrationContext,
  fn?: (op: Operations) => T | PromiseLike<T>,
): Operations | Promise<T> {
  if (fn === undefined) return context.operations;
  return runtimeOf(context).runBlock("the function given to Operations.context()", () =>
    fn(context.operations),
  );
}
