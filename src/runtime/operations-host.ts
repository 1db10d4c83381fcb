import type { Connection, QueryResult } from "../connection/connection.ts";
import type { BatchAlterTableOp, SqlDirective } from "../directives/index.ts";
import type { CallOptions, EnqueueOptions, OperationsHost, OpResult } from "../operations/index.ts";
import { CallSite } from "./call-site.ts";
import { untilCancelled } from "./cancellation.ts";
import { runInScope, type ScopePart } from "./current-scope.ts";
import type { MigrationContext } from "./migration-context.ts";
import { OpQueue } from "./op-queue.ts";

/** What the host needs of its context. */
export interface HostParts {
  readonly context: MigrationContext;
  readonly bind: Connection;
  /** The queue that operations called now belong to. */
  queueNow(): OpQueue;
  run(directive: SqlDirective): Promise<QueryResult>;
  runBatch(directive: BatchAlterTableOp): Promise<QueryResult>;
  outsideTransaction<T>(fn: () => Promise<T>): Promise<T>;
  readonly scope: object;
}

/** Queues what `op` is told to do on a migration context. */
export function operationsHost(parts: HostParts): OperationsHost<MigrationContext> {
  return {
    enqueue<T>(directive: SqlDirective, { caller, operation, result }: EnqueueOptions<T>): OpResult<T> {
      return parts.queueNow().add({
        operation,
        site: new CallSite(caller),
        run: async () => result(await parts.run(directive)),
      });
    },
    enqueueBatch: (collect, toDirective, options) =>
      addBlock(parts, options, async (inBlock) => {
        const value = await inBlock(collect);
        await parts.runBatch(toDirective());
        return value;
      }),
    enqueueBlock: (run, options) => addBlock(parts, options, (inBlock) => inBlock(run)),
    enqueueAutocommitBlock: (run, options) =>
      addBlock(parts, options, (inBlock) => parts.outsideTransaction(() => inBlock(run))),
    getBind: () => parts.bind,
    getContext: () => parts.context,
    scope: parts.scope,
  };
}

/** Calls a function with a queue of its own for what it calls, and waits until that is empty. */
type InBlock = <T>(run: () => T | PromiseLike<T>) => Promise<T>;

function addBlock<T>(
  parts: HostParts,
  { caller, operation }: CallOptions,
  block: (inBlock: InBlock) => Promise<T>,
): OpResult<T> {
  const parent = parts.queueNow();
  const inBlock: InBlock = (run) =>
    runBlock(new OpQueue({ owner: `the callback of ${operation}()`, parent }), run);
  return parent.add({ operation, site: new CallSite(caller), run: () => block(inBlock) });
}

/** Runs a function whose operations go to a queue, then what is left in the queue, and closes it. */
export async function runBlock<T>(
  queue: OpQueue,
  run: () => T | PromiseLike<T>,
  scope: ScopePart = {},
): Promise<T> {
  queue.open();
  try {
    const value = await untilCancelled(queue.signal, {
      owner: queue.owner,
      run: () => runInScope({ ...scope, queue }, () => abandonOnError(queue, run)),
    });
    await queue.flush();
    // Calls of promises that were not awaited come in the turns after this one: they still belong here.
    await new Promise((resolve) => setImmediate(resolve));
    await queue.flush();
    return value;
  } catch (error) {
    throw await queue.abandon(error);
  } finally {
    queue.close();
  }
}

/** Calls a function; when it throws, nothing that is still queued begins. */
async function abandonOnError<T>(queue: OpQueue, run: () => T | PromiseLike<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw await queue.abandon(error);
  }
}
