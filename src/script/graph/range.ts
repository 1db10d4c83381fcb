import { RangeNotAncestorError, RevisionError } from "../../errors/index.ts";
import type { RevisionGraph } from "./graph.ts";
import { ancestors, descendants, lineage } from "./lineage.ts";
import { downgradeTarget, upgradeTargets } from "./relative.ts";
import { type RevisionSymbol, resolveAll, resolveBranch, splitBranch } from "./resolve.ts";
import type { RevisionNode } from "./revision.ts";
import { topologicalOrder } from "./topological-order.ts";

export interface RangeOptions {
  /** Whether the lower end itself belongs to the range. */
  readonly inclusive?: boolean | undefined;
  /** Everything the upper end needs and the lower end has not, not only what stands above the lower end. */
  readonly implicitBase?: boolean | undefined;
  /** Relative ends that go past the graph stop at its end instead of throwing. */
  readonly clip?: boolean | undefined;
  /** How the lower end is resolved; `resolveAll` unless said otherwise. */
  readonly resolveLower?: ((symbol: RevisionSymbol) => readonly RevisionNode[]) | undefined;
}

/** The revisions between two symbols, newest first. Throws RevisionError and its kinds. */
export function upgradeRange(
  graph: RevisionGraph,
  upper: RevisionSymbol,
  lower: RevisionSymbol,
  { inclusive = false, implicitBase = false, clip = false, resolveLower }: RangeOptions,
): readonly RevisionNode[] {
  const resolve = resolveLower ?? ((symbol: RevisionSymbol) => resolveAll(graph, symbol));
  const targets = onBranchOf(
    graph,
    lower,
    upgradeTargets(graph, upper, { current: () => resolve(lower), clip }),
  );
  const required = ancestors(targets, { dependencies: true, check: true });
  const current = resolve(lower);
  if (!implicitBase && current.some((node) => !required.has(node))) {
    throw new RangeNotAncestorError(rangeEnd(lower), rangeEnd(upper));
  }
  const applied = ancestors(current, { dependencies: true, check: true });
  const above =
    current.length > 0 && !implicitBase ? descendants(current, { dependencies: false, check: true }) : null;
  const wanted = new Set(
    [...required].filter((node) => !applied.has(node) && (above === null || above.has(node))),
  );
  if (inclusive) for (const node of current) wanted.add(node);
  return topologicalOrder(wanted, targets);
}

/** With `label@…` as the lower end, only the targets of that branch. */
function onBranchOf(
  graph: RevisionGraph,
  lower: RevisionSymbol,
  targets: readonly RevisionNode[],
): readonly RevisionNode[] {
  const branch = typeof lower === "string" ? splitBranch(lower).branch : null;
  if (branch === null) return targets;
  const node = resolveBranch(graph, branch);
  if (node.declaredBranchLabels.includes(branch))
    return targets.filter((each) => each.branchLabels.includes(branch));
  const related = lineage([node], { dependencies: false });
  return targets.filter((each) => related.has(each));
}

export interface DowngradeRangeOptions {
  readonly warn?: ((message: string) => void) | undefined;
}

/** What has to go, dependents first, to get from the rows down to a target. Throws RevisionError and its kinds. */
export function downgradeRange(
  graph: RevisionGraph,
  symbol: string | null,
  rows: () => readonly RevisionNode[],
  { warn }: DowngradeRangeOptions = {},
): readonly RevisionNode[] {
  const { branch, target } = downgradeTarget(graph, symbol, { current: rows, clip: false, warn });
  const roots = rootsAbove(graph, target, branch);
  const current = rows();
  const applied = ancestors(current, { dependencies: true });
  const unwanted = new Set(
    [...descendants(roots, { dependencies: true })].filter((node) => applied.has(node)),
  );
  if (unwanted.size === 0 && target !== null && !current.includes(target)) throw notBelow(symbol, current);
  return topologicalOrder(unwanted, current);
}

/** The lowest revisions to remove; with a branch, only those that lead to it. */
function rootsAbove(
  graph: RevisionGraph,
  target: RevisionNode | null,
  branch: string | null,
): readonly RevisionNode[] {
  const roots = target?.children ?? graph.bases;
  if (branch === null || roots.length < 2) return roots;
  const below = ancestors([resolveBranch(graph, branch)], { dependencies: false });
  const onBranch = roots.filter((root) => below.has(root));
  if (onBranch.length > 0) return onBranch;
  throw new RevisionError(
    `Not a valid downgrade target from current heads: no revision right above ${target?.revision ?? "base"} leads to branch '${branch}'`,
    {
      hint: "Name a revision below the branch, or leave the branch out.",
    },
  );
}

function notBelow(symbol: string | null, current: readonly RevisionNode[]): RangeNotAncestorError {
  const target = rangeEnd(symbol);
  const rows = current.map((node) => node.revision);
  const at = rows.length === 0 ? "nothing is applied" : `the database is at ${rows.join(", ")}`;
  return new RangeNotAncestorError(target, rangeEnd(rows), {
    message: `Destination ${target} is not a valid downgrade target from current head(s)`,
    hint: `Name a revision that is applied; ${at}.`,
    details: { target, rows },
  });
}

/** A range's end as it is named in messages. */
export function rangeEnd(symbol: RevisionSymbol): string {
  if (symbol === null || symbol.length === 0) return "base";
  return typeof symbol === "string" ? symbol : symbol.join(", ");
}
