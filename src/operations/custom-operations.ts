import type { BatchItem, DirectiveNode } from "../directives/index.ts";
import type { Code } from "./code.ts";
import type { Diff } from "./diff-tuple.ts";
import type { BatchTarget } from "./operation.ts";
import { operationError } from "./operation-error.ts";
import type { Operations } from "./operations.ts";
import type { RenderContext } from "./render-context.ts";

/** A directive of a third party: plain data with a kind of its own. */
export interface CustomDirective {
  readonly kind: string;
  readonly info?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * An operation of a third party, registered with `op.registerOperation`. Its types: merge the call signature into
 * `CustomOperations` and the directive into `CustomDirectives`.
 */
export interface CustomOperation<
  Args extends readonly unknown[] = readonly unknown[],
  D extends CustomDirective = CustomDirective,
> {
  /** snake_case, as in `create_view`. */
  readonly kind: string;
  /** Makes the directive of the arguments; check them here. */
  build(...args: Args): D;
  /** Runs the directive at its turn, through other operations of `op`. */
  execute(operations: Operations, directive: NoInfer<D>): unknown;
  /**
   * The same call in a batch block: changes of its table, made of built-in directives, or a directive of a third party,
   * which runs right before the block.
   */
  inBatch?(target: BatchTarget, ...args: readonly unknown[]): BatchItem | readonly BatchItem[];
  /** The step back; autogenerate asks for it when it writes `downgrade()`. */
  reverse?(directive: NoInfer<D>): CustomDirective | DirectiveNode;
  toDiffTuple?(directive: NoInfer<D>): Diff;
  /** The source text of the call that makes the directive. */
  render?(directive: NoInfer<D>, context: RenderContext): Code;
}

/** Runs directives of one kind in place of the built-in way; `original` runs the built-in way. */
export type Implementation<D extends CustomDirective = CustomDirective> = (
  operations: Operations,
  directive: D,
  original: () => PromiseLike<unknown>,
) => unknown;

export interface RegisterOptions {
  /** Takes the place of an earlier registration. */
  readonly replace?: boolean | undefined;
}

interface Registered<T> {
  readonly value: T;
  /** The environment that registered it: a new run of the same script registers again, silently. */
  readonly scope: object | null;
}

const operations = new Map<string, Registered<CustomOperation>>();
const implementations = new Map<string, Registered<Implementation>>();

/** Adds an operation `op.<name>`. Throws OPERATION when the name is taken, unless `replace` is set. */
export function registerOperation<Args extends readonly unknown[], D extends CustomDirective>(
  name: string,
  definition: CustomOperation<Args, D>,
  options: RegisterOptions & { readonly scope?: object | undefined } = {},
): void {
  // The registry forgets the argument types; the merged interface states them to the callers.
  put(
    operations,
    { name, value: definition as unknown as CustomOperation, what: `Operation '${name}'` },
    options,
  );
}

/** Says how directives of a kind run. Throws OPERATION when that was said already, unless `replace` is set. */
export function implementationFor<D extends CustomDirective>(
  kind: D["kind"],
  implementation: Implementation<D>,
  options: RegisterOptions & { readonly scope?: object | undefined } = {},
): void {
  const what = `An implementation for '${kind}'`;
  put(implementations, { name: kind, value: implementation as unknown as Implementation, what }, options);
}

function put<T>(
  registry: Map<string, Registered<T>>,
  entry: { readonly name: string; readonly value: T; readonly what: string },
  options: RegisterOptions & { readonly scope?: object | undefined },
): void {
  const scope = options.scope ?? null;
  const earlier = registry.get(entry.name);
  if (earlier !== undefined && earlier.scope === scope && !options.replace) {
    throw operationError(`${entry.what} is already registered.`, {
      hint: "Pass { replace: true } to take its place.",
    });
  }
  registry.set(entry.name, { value: entry.value, scope });
}

/** The registered operations by name. */
export function customOperations(): Readonly<Record<string, CustomOperation>> {
  return Object.fromEntries([...operations].map(([name, { value }]) => [name, value]));
}

/** The third party's operation whose directives have this kind. */
export function customOperationOf(kind: string): CustomOperation | undefined {
  return [...operations.values()].find(({ value }) => value.kind === kind)?.value;
}

/** How directives of a kind run where somebody has said so. */
export function implementationOf(kind: string): Implementation | undefined {
  return implementations.get(kind)?.value;
}
