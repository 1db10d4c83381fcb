import type { BatchItem, DirectiveNode, SqlDirective } from "../../directives/index.ts";
import { type FinalName, finalName, nameText } from "../../schema/names.ts";
import { isSqlDirective } from "../behaviours.ts";
import * as builtIn from "../built-in.ts";
import { customOperations } from "../custom-operations.ts";
import type { CallOptions, OpResult } from "../host.ts";
import type { BatchTarget } from "../operation.ts";
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

/** What a block hands over instead of keeping it: everything that it does not do to its table itself. */
export interface BatchSurroundings {
  /** Runs a directive right before the block's changes, where it says more than what becomes of the table. */
  run(directive: DirectiveNode, options: CallOptions): OpResult<unknown>;
  /** The way of others to run a kind of directive; `keep` makes it a change of the block, at the place of its call. */
  instead(directive: SqlDirective, keep: () => void, options: CallOptions): OpResult<unknown> | undefined;
}

/** The place of a call in the block; empty until somebody makes a change of it. */
interface Place {
  item: BatchItem | null;
}

/** Collects the operations of one batch block. */
export function collectBatch(target: BatchTarget, around: BatchSurroundings): BatchCollector {
  const places: Place[] = [];
  let ended = false;
  const record = (item: BatchItem, options: CallOptions): PromiseLike<unknown> => {
    const { directive } = item;
    if (directive.kind === "execute" || !isSqlDirective(directive)) return around.run(directive, options);
    const place: Place = { item: null };
    places.push(place);
    const keep = (): void => {
      place.item = item;
    };
    const result = around.instead(directive, keep, options);
    if (result === undefined) keep();
    return result ?? Promise.resolve();
  };
  const calls = Object.entries({ ...builtIn, ...customOperations() }).map(([name, operation]) => {
    const inBatch = operation.inBatch as ErasedBatch | null | undefined;
    const call = (...args: readonly unknown[]): unknown => {
      if (!inBatch) throw notInBatch(name);
      if (ended) throw calledTooLate(name, target);
      const results = [inBatch(target, ...args)]
        .flat()
        .map((item) => record(item, { operation: `batch.${name}`, caller: call }));
      return results.length === 1 ? results[0] : Promise.all(results);
    };
    return [name, call];
  });
  return {
    // The entries are those of the registry, whose types the interface is mapped from.
    operations: { ...Object.fromEntries(calls), f: finalName } as BatchOperations,
    end() {
      ended = true;
      return places.flatMap(({ item }) => (item === null ? [] : [item]));
    },
  };
}

function calledTooLate(name: string, { tableName }: BatchTarget): Error {
  return operationError(
    `batch.${name}() was called after the batch block of table '${nameText(tableName)}' had ended.`,
    { hint: "Await everything asynchronous inside the block's callback." },
  );
}

/** A batch signature whose argument types are checked by the typed surface. */
type ErasedBatch = (target: BatchTarget, ...args: readonly unknown[]) => BatchItem | readonly BatchItem[];

function notInBatch(name: string): Error {
  return operationError(`batch.${name}() does not exist: a batch block changes one table.`, {
    hint: `Call op.${name}() outside of the block.`,
  });
}
