import type { RevisionNode } from "./revision.ts";

/**
 * Gives every revision the labels of its branch: those of its ancestors, and on the unbranched stretch below a head
 * also those declared further up (PARITY P-3.16, P-3.17). Lists are shared between nodes wherever they are equal.
 */
export function spreadBranchLabels(nodes: readonly RevisionNode[]): void {
  if (nodes.every((node) => node.declaredBranchLabels.length === 0)) return;
  const byRank = nodes.toSorted((a, b) => a.rank - b.rank);
  for (const node of byRank) node.branchLabels = inheritedLabels(node);
  for (const head of byRank) {
    if (head.isHead && head.branchLabels.length > 0) labelStretchBelow(head);
  }
}

function inheritedLabels(node: RevisionNode): readonly string[] {
  const [parent, ...others] = node.parents;
  const passesOn =
    others.length === 0 && [node, parent].every((each) => each?.declaredBranchLabels.length === 0);
  return passesOn && parent !== undefined ? parent.branchLabels : union([node, ...node.parents], node);
}

function labelStretchBelow(head: RevisionNode): void {
  let node: RevisionNode | undefined = head;
  while (node !== undefined && node.allChildren.length <= 1 && !node.isMergePoint) {
    if (node.branchLabels !== head.branchLabels) node.branchLabels = union([node, head], node);
    node = node.parents[0];
  }
}

function union(sources: readonly RevisionNode[], node: RevisionNode): readonly string[] {
  const own = node.declaredBranchLabels;
  const lists = new Set(sources.map((source) => source.branchLabels));
  const inherited = new Set([...lists].flat());
  for (const label of own) inherited.delete(label);
  const labels = [...own, ...[...inherited].sort()];
  return [...lists].find((list) => isSameList(list, labels)) ?? labels;
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
