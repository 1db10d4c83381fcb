import type { BatchItem, DirectiveNode } from "../directives/index.ts";
import { ProjectRegistry } from "../util/project-registry.ts";
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

/** What happens where something of that name is registered already: an error, unless it is replaced. */
export interface RegisterOptions {
  /** Takes the place of an earlier registration. */
  readonly replace?: boolean | undefined;
}

const operations = new ProjectRegistry<CustomOperation>();
const implementations = new ProjectRegistry<Implementation>();

/** Adds an operation `op.<name>`. Throws OPERATION when the name is taken, unless `replace` is set. */
export function registerOperation<Args extends readonly unknown[], D extends CustomDirective>(
  name: string,
  definition: CustomOperation<Args, D>,
  options: ScopedOptions = {},
): void {
  // The registry forgets the argument types; the merged interface states them to the callers.
  const value = definition as unknown as CustomOperation;
  put(operations, { name, value, what: `Operation '${name}'` }, options);
}

/** Says how directives of a kind run. Throws OPERATION when that was said already, unless `replace` is set. */
export function implementationFor<D extends CustomDirective>(
  kind: D["kind"],
  implementation: Implementation<D>,
  options: ScopedOptions = {},
): void {
  // The registry keeps implementations by kind; the signature pairs the two.
  const value = implementation as unknown as Implementation;
  put(implementations, { name: kind, value, what: `An implementation for '${kind}'` }, options);
}

interface ScopedOptions extends RegisterOptions {
  /** Two of one scope under one name are a clash. */
  readonly scope?: object | null | undefined;
}

function put<T>(
  registry: ProjectRegistry<T>,
  { name, value, what }: { readonly name: string; readonly value: T; readonly what: string },
  { replace = false, scope = null }: ScopedOptions,
): void {
  if (!replace && registry.ownedByCaller(name, scope) !== undefined) {
    throw operationError(`${what} is already registered.`, {
      hint: "Pass { replace: true } to take its place.",
    });
  }
  registry.set(name, value, scope);
}

/** The operations that hold here, by name. */
export function customOperations(): Readonly<Record<string, CustomOperation>> {
  // Of two under one name the nearer one, which comes first, holds.
  return Object.fromEntries([...operations.all()].reverse());
}

/** The third party's operation `op.<name>`. */
export function customOperationNamed(name: string): CustomOperation | undefined {
  return operations.get(name);
}

/** The third party's operation whose directives have this kind. */
export function customOperationOf(kind: string): CustomOperation | undefined {
  return operations.all().find(([, operation]) => operation.kind === kind)?.[1];
}

/** How directives of a kind run where somebody has said so. */
export function implementationOf(kind: string): Implementation | undefined {
  return implementations.get(kind);
}
