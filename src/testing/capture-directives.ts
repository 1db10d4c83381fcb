import type { Directive } from "../directives/index.ts";
import { createOperations } from "../operations/create-operations.ts";
import type { OperationsHost, OpResult } from "../operations/host.ts";
import { operationError } from "../operations/operation-error.ts";
import type { Operations } from "../operations/operations.ts";

/**
 * Runs a function with an `op` that touches no database, and gives the directives it made, in order. Statements
 * answer with no rows. Await batch blocks inside the function.
 *
 * @example
 * const directives = await captureDirectives((op) => op.dropTable("account"));
 * expect(directives).toEqual([ops.dropTableOp("account")]);
 */
export async function captureDirectives(run: (op: Operations) => unknown): Promise<readonly Directive[]> {
  const captured: Directive[] = [];
  const queue = new CaptureQueue();
  await run(createOperations(captureHost(captured, queue)));
  await queue.end();
  return captured;
}

function captureHost(captured: Directive[], queue: CaptureQueue): OperationsHost {
  return {
    enqueue: (directive, { result }) =>
      queue.add(() => {
        captured.push(directive);
        return result({ rows: [], rowCount: null });
      }),
    enqueueBatch: (collect, toDirective) =>
      queue.add(async () => {
        const value = await queue.block(collect);
        captured.push(toDirective());
        return value;
      }),
    enqueueBlock: (run) => queue.add(() => queue.block(run)),
    enqueueAutocommitBlock: (run) => queue.add(() => queue.block(run)),
    getBind() {
      throw operationError("op.getBind: captured operations have no connection.", {
        hint: "Test what needs a connection against a database.",
      });
    },
    getContext: () => null,
    scope: captured,
  };
}

/** Runs functions one after another; those added inside of a block belong to it. */
class CaptureQueue {
  #tail: Promise<unknown> = Promise.resolve();

  add<T>(run: () => T | PromiseLike<T>): OpResult<T> {
    const result = this.#tail.then(run);
    this.#tail = result;
    // Awaiting the end reports the failure.
    result.catch(() => undefined);
    return result;
  }

  async block<T>(run: () => T | PromiseLike<T>): Promise<T> {
    const outer = this.#tail;
    this.#tail = Promise.resolve();
    try {
      const value = await run();
      await this.#tail;
      return value;
    } finally {
      this.#tail = outer;
    }
  }

  async end(): Promise<void> {
    await this.#tail;
  }
}
