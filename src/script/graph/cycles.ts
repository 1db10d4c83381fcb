import { CycleDetected, DependencyCycleDetected } from "../../errors/index.ts";
import { filesOf, type RevisionNode } from "./revision.ts";

type Edges = (node: RevisionNode) => readonly RevisionNode[];

/**
 * Gives every node its rank and refuses graphs with a circle.
 * Throws CycleDetected (parents only) or DependencyCycleDetected, naming the revisions on circles, sorted.
 */
export function rankNodes(nodes: readonly RevisionNode[]): void {
  const order = peel(
    nodes,
    (node) => node.allParents,
    (node) => node.allChildren,
  );
  order.forEach((node, rank) => {
    node.rank = rank;
  });
  if (order.length === nodes.length) return;
  const byParents = onCircles(
    nodes,
    (node) => node.parents,
    (node) => node.children,
  );
  if (byParents.length > 0) throw new CycleDetected(namesOf(byParents), filesOf(byParents));
  const byAll = onCircles(
    nodes,
    (node) => node.allParents,
    (node) => node.allChildren,
  );
  throw new DependencyCycleDetected(namesOf(byAll), filesOf(byAll));
}

/** What remains when everything that only leads to or from a circle is taken away, at both ends. */
function onCircles(nodes: readonly RevisionNode[], parents: Edges, children: Edges): readonly RevisionNode[] {
  const without = (peeled: readonly RevisionNode[]): RevisionNode[] => {
    const gone = new Set(peeled);
    return nodes.filter((node) => !gone.has(node));
  };
  const inside = new Set(without(peel(nodes, parents, children)));
  const within =
    (edges: Edges): Edges =>
    (node) =>
      edges(node).filter((other) => inside.has(other));
  const tails = new Set(peel([...inside], within(children), within(parents)));
  return [...inside]
    .filter((node) => !tails.has(node))
    .sort((one, other) => (one.revision < other.revision ? -1 : 1));
}

function namesOf(nodes: readonly RevisionNode[]): readonly string[] {
  return nodes.map(({ revision }) => revision);
}

/** Takes away nodes whose predecessors are all gone, one after another; on a circle none ever is. */
function peel(nodes: readonly RevisionNode[], before: Edges, after: Edges): readonly RevisionNode[] {
  /** By position in load order. */
  const waitingFor: number[] = [];
  for (const node of nodes) waitingFor[node.position] = before(node).length;
  const order = nodes.filter((node) => before(node).length === 0);
  for (const node of order) {
    for (const next of after(node)) {
      const count = (waitingFor[next.position] ?? 0) - 1;
      waitingFor[next.position] = count;
      if (count === 0) order.push(next);
    }
  }
  return order;
}
