import type { BatchItem } from "../../directives/index.ts";
import { type FinalName, finalName, nameText } from "../../schema/names.ts";
import * as builtIn from "../built-in.ts";
import { customOperations } from "../custom-operations.ts";
import type { OpResult } from "../host.ts";
import type { AnyCall, BatchTarget } from "../operation.ts";
import { operationError } from "../operation-error.ts";

type BatchCallOf<T> = T extends { readonly signatures?: { readonly batch: infer Call } | undefined }
  ? Call
  : never;

type BuiltInBatchOperations = {
  readonly [K in keyof typeof builtIn as [BatchCallOf<(typeof builtIn)[K]>] extends [never]
    ? never
    : K]: BatchCallOf<(typeof builtIn)[K]>;
};

/** Batch operations of third parties; filled by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: it exists to be merged into.
export interface CustomBatchOperations {}

/** The surface of `batch`: the operations of `op` without the table. `execute` runs right before the block's changes. */
export interface BatchOperations extends BuiltInBatchOperations, CustomBatchOperations {
  /** Marks a name as final: no naming convention is applied to it. */
  f(name: string): FinalName;
}

/** A batch block that is being filled. */
export interface BatchCollector {
  readonly operations: BatchOperations;
  /** Ends the block and gives what is in it; calls that come later throw OPERATION. */
  end(): readonly BatchItem[];
}

/** Runs a statement at once, before the block. */
export type RunNow = (item: BatchItem, name: string, caller: AnyCall) => OpResult<unknown>;

/** Collects the operations of one batch block. */
export function collectBatch(target: BatchTarget, runNow: RunNow): BatchCollector {
  const items: BatchItem[] = [];
  let ended = false;
  const record = (name: string, item: BatchItem, caller: AnyCall): PromiseLike<unknown> => {
    if (ended) {
      throw operationError(
        `batch.${name}() was called after the batch block of table '${nameText(target.tableName)}' had ended.`,
        { hint: "Await everything asynchronous inside the block's callback." },
      );
    }
    if (item.directive.kind === "execute") return runNow(item, `batch.${name}`, caller);
    items.push(item);
    return Promise.resolve();
  };
  const calls = Object.entries({ ...builtIn, ...customOperations() }).map(([name, operation]) => {
    const inBatch = operation.inBatch as ErasedBatch | null | undefined;
    const call = (...args: readonly unknown[]): unknown => {
      if (!inBatch) throw notInBatch(name);
      return record(name, inBatch(target, ...args), call);
    };
    return [name, call];
  });
  return {
    // The entries are those of the registry, whose types the interface is mapped from.
    operations: { ...Object.fromEntries(calls), f: finalName } as BatchOperations,
    end() {
      ended = true;
      return items;
    },
  };
}

/** A batch signature whose argument types are checked by the typed surface. */
type ErasedBatch = (target: BatchTarget, ...args: readonly unknown[]) => BatchItem;

function notInBatch(name: string): Error {
  return operationError(`batch.${name}() does not exist: a batch block changes one table.`, {
    hint: `Call op.${name}() outside of the block.`,
  });
}
