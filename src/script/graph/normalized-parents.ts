import type { RevisionNode } from "./revision.ts";

/**
 * Parents and dependencies of a revision, but for dependencies that an ancestor by parent edges has as well
 * (PARITY P-3.51): these are what its version row replaces.
 */
export function normalizedParents(node: RevisionNode): readonly RevisionNode[] {
  if (node.dependencyNodes.length === 0) return node.parents;
  const redundant = inheritedDependencies(node);
  return redundant.size === 0
    ? node.allParents
    : node.allParents.filter((other) => !redundant.has(other) || node.parents.includes(other));
}

function inheritedDependencies(node: RevisionNode): ReadonlySet<RevisionNode> {
  const wanted = new Set<RevisionNode>();
  let lowestRank = node.rank;
  for (const dependency of node.dependencyNodes) {
    for (const other of dependency.allChildren) {
      if (other.rank >= node.rank || !other.dependencyNodes.includes(dependency)) continue;
      wanted.add(dependency);
      lowestRank = Math.min(lowestRank, other.rank);
    }
  }
  return wanted.size === 0 ? wanted : foundBelow(node, wanted, lowestRank);
}

/** Which of the dependencies an ancestor has; the walk ends at the rank below which none of their dependents is. */
function foundBelow(
  node: RevisionNode,
  wanted: ReadonlySet<RevisionNode>,
  lowestRank: number,
): ReadonlySet<RevisionNode> {
  const found = new Set<RevisionNode>();
  const seen = new Set<RevisionNode>();
  const todo = [...node.parents];
  for (let next = todo.pop(); next !== undefined && found.size < wanted.size; next = todo.pop()) {
    if (seen.has(next) || next.rank < lowestRank) continue;
    seen.add(next);
    for (const dependency of next.dependencyNodes) if (wanted.has(dependency)) found.add(dependency);
    todo.push(...next.parents);
  }
  return found;
}
