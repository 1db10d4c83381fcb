import type { DirectiveNode } from "../directives/index.ts";
import { behaviourOf, isSqlDirective } from "./behaviours.ts";
import { childrenOf } from "./containers.ts";
import { type CustomDirective, customOperationOf } from "./custom-operations.ts";
import type { Diff } from "./diff-tuple.ts";

/** What a directive is as a difference: one tuple, or for a changed column the list of its changes. */
export function toDiffTuple(directive: DirectiveNode | CustomDirective): Diff {
  if (isSqlDirective(directive)) return behaviourOf(directive).toDiffTuple(directive);
  return customOperationOf(directive.kind)?.toDiffTuple?.(directive) ?? [directive.kind, directive];
}

/** The differences of all directives in a container, in order. */
export function asDiffs(node: DirectiveNode | CustomDirective): readonly Diff[] {
  return childrenOf(node)?.flatMap(asDiffs) ?? [toDiffTuple(node)];
}
