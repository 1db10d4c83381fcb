import type { BatchAlterTableOp, BatchItem, DirectiveNode, SqlDirective } from "../directives/index.ts";
import type { Identifier } from "../schema/names.ts";
import { assertWhole } from "./assert-whole.ts";
import { type BatchOptions, batchHead } from "./batch/batch-alter-table.ts";
import { type BatchOperations, collectBatch } from "./batch/batch-operations.ts";
import { isSqlDirective } from "./behaviours.ts";
import * as builtIn from "./built-in.ts";
import { argumentChecks } from "./check-arguments.ts";
import { childrenOf } from "./containers.ts";
import { type ContextFree, contextFreeMembers } from "./context-free.ts";
import {
  type CustomDirective,
  customOperationNamed,
  customOperationOf,
  implementationOf,
} from "./custom-operations.ts";
import type { CallOptions, OperationsHost, OpResult, StatementOutcome } from "./host.ts";
import type { AnyCall, Operation } from "./operation.ts";
import { operationError } from "./operation-error.ts";
import type { CoreOperations, Operations } from "./operations.ts";

/** An operation whose argument types are checked by the typed surface. */
type ErasedOperation = Operation<AnyCall, AnyCall, SqlDirective> & {
  build(...args: readonly unknown[]): SqlDirective;
};

/** The surface of `op` over what runs it. */
export function createOperations<Context>(host: OperationsHost<Context>): Operations<Context> {
  const surface: Record<string, unknown> = {};
  const op = withCustomOperations(surface, host);
  const around = { host, op };
  for (const [name, operation] of Object.entries(builtIn)) {
    surface[name] = builtInCall(name, operation as unknown as ErasedOperation, around);
  }
  Object.assign(
    surface,
    coreOperations(around),
    contextFreeMembers(() => host.scope),
  );
  return op;
}

interface Surroundings<Context = unknown> {
  readonly host: OperationsHost<Context>;
  readonly op: Operations<Context>;
}

function coreOperations<Context>(
  around: Surroundings<Context>,
): Omit<CoreOperations<Context>, keyof ContextFree> {
  const { host } = around;
  const core: Omit<CoreOperations<Context>, keyof ContextFree> = {
    batchAlterTable: batchCall(around),
    autocommitBlock: (run) => {
      argumentChecks("op.autocommitBlock").callback("run", run);
      return host.enqueueAutocommitBlock(run, {
        caller: core.autocommitBlock,
        operation: "op.autocommitBlock",
      });
    },
    getBind: () => host.getBind(),
    getContext: () => host.getContext(),
    invoke: (directive) => {
      argumentChecks("op.invoke").directive("directive", directive);
      return invoke(directive, around, { caller: core.invoke, operation: "op.invoke" });
    },
  };
  return core;
}

function builtInCall(name: string, operation: ErasedOperation, around: Surroundings): AnyCall {
  const options = { operation: `op.${name}` };
  const call = (...args: readonly unknown[]): unknown => {
    const directive = operation.build(...args);
    const result = runSql(directive, around, {
      ...options,
      caller: call,
      outcome: operation.outcome ?? nothing,
    });
    return operation.decorate?.(result, directive) ?? result;
  };
  return call;
}

const nothing = (): undefined => undefined;

interface RunOptions extends CallOptions {
  readonly outcome: (outcome: StatementOutcome) => unknown;
}

function runSql(directive: SqlDirective, around: Surroundings, options: RunOptions): OpResult<unknown> {
  const { caller, operation, outcome } = options;
  const original = () => around.host.enqueue(directive, { caller, operation, result: outcome });
  const implementation = implementationOf(directive.kind);
  return implementation === undefined
    ? original()
    : around.host.enqueueBlock(() => implementation(around.op, directive, original), { caller, operation });
}

function invoke(
  directive: DirectiveNode | CustomDirective,
  around: Surroundings,
  options: CallOptions,
): OpResult<unknown> {
  const { host, op } = around;
  assertWhole(options.operation, directive);
  if (isSqlDirective(directive)) {
    if (directive.kind === "execute" && directive.outsideTransaction === true) {
      const inside = { ...directive, outsideTransaction: false };
      return host.enqueueAutocommitBlock(() => invoke(inside, around, options), options);
    }
    return runSql(directive, around, { ...options, outcome: (outcome) => outcome });
  }
  // The kind says that it is a batch block.
  if (directive.kind === "batch_alter_table") {
    const batch = directive as BatchAlterTableOp;
    const isChange = (item: BatchItem): boolean => isSqlDirective(item.directive);
    return host.enqueueBatch(
      () => {
        for (const item of batch.items) if (!isChange(item)) invoke(item.directive, around, options);
      },
      () => ({ ...batch, items: batch.items.filter(isChange) }),
      options,
    );
  }
  const children = childrenOf(directive);
  if (children !== null) {
    return host.enqueueBlock(() => {
      for (const child of children) invoke(child, around, options);
    }, options);
  }
  const run = implementationOf(directive.kind) ?? customOperationOf(directive.kind)?.execute;
  if (run === undefined) {
    throw operationError(`op.invoke: nothing says how a directive of kind '${directive.kind}' runs.`, {
      hint: "Register the operation with op.registerOperation, or its implementation with op.implementationFor.",
    });
  }
  return host.enqueueBlock(() => run(op, directive, async () => undefined), options);
}

type BatchRun = (batch: BatchOperations) => unknown;

function batchCall<Context>(around: Surroundings<Context>): CoreOperations<Context>["batchAlterTable"] {
  const { host, op } = around;
  const call = (
    table: Identifier,
    optionsOrRun: BatchOptions | BatchRun,
    runOrNothing?: BatchRun,
  ): OpResult<unknown> => {
    const [options, run] =
      typeof optionsOrRun === "function" ? [undefined, optionsOrRun] : [optionsOrRun, runOrNothing];
    if (typeof run !== "function") {
      throw operationError("op.batchAlterTable: the last argument must be a function that takes the batch.", {
        hint: 'Write op.batchAlterTable("account", async (batch) => { … }).',
      });
    }
    const head = batchHead(table, options);
    const collector = collectBatch(head, {
      // What runs at once runs right before the block (PARITY P-5.49).
      run: (directive, callOptions) => invoke(directive, around, callOptions),
      instead(directive, keep, callOptions) {
        const implementation = implementationOf(directive.kind);
        if (implementation === undefined) return undefined;
        return host.enqueueBlock(() => implementation(op, directive, async () => keep()), callOptions);
      },
    });
    return host.enqueueBatch(
      () => run(collector.operations),
      () => ({ ...head, items: collector.end() }),
      { caller: call, operation: "op.batchAlterTable" },
    );
  };
  // Both overloads give what the callback gives.
  return call as CoreOperations<Context>["batchAlterTable"];
}

/** The surface with the operations of third parties, also those registered later. */
function withCustomOperations<Context>(surface: object, host: OperationsHost<Context>): Operations<Context> {
  // The proxy offers what the merged interface states.
  const op = new Proxy(surface, {
    get(target, name) {
      if (Reflect.has(target, name) || typeof name !== "string") return Reflect.get(target, name);
      const definition = customOperationNamed(name);
      if (definition === undefined) return undefined;
      const call = (...args: readonly unknown[]): unknown =>
        invoke(definition.build(...args), { host, op }, { caller: call, operation: `op.${name}` });
      return call;
    },
  }) as unknown as Operations<Context>;
  return op;
}
