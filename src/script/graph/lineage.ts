import { RevisionError } from "../../errors/index.ts";
import type { RevisionNode } from "./revision.ts";

type Edges = (node: RevisionNode) => readonly RevisionNode[];

export interface LineageOptions {
  /** Follow dependencies as well as parents. */
  readonly dependencies: boolean;
  /** Throw RevisionError when one of the nodes is reached from another. */
  readonly check?: boolean | undefined;
}

/** The nodes and everything below them. */
export function ancestors(nodes: Iterable<RevisionNode>, options: LineageOptions): Set<RevisionNode> {
  return reach(nodes, options.dependencies ? (node) => node.allParents : (node) => node.parents, options);
}

/** The nodes and everything above them. */
export function descendants(nodes: Iterable<RevisionNode>, options: LineageOptions): Set<RevisionNode> {
  return reach(nodes, options.dependencies ? (node) => node.allChildren : (node) => node.children, options);
}

/** Throws RevisionError when one of the nodes is an ancestor of another, dependencies counted. */
export function assertNoOverlap(nodes: readonly RevisionNode[]): void {
  ancestors(nodes, { dependencies: true, check: true });
}

/** Those of the nodes that are no ancestors of another, dependencies counted. */
export function tipsOf(nodes: readonly RevisionNode[]): readonly RevisionNode[] {
  const below = ancestors(
    nodes.flatMap((node) => node.allParents),
    { dependencies: true },
  );
  return [...new Set(nodes)].filter((node) => !below.has(node));
}

/** The nodes, everything below and everything above them. */
export function lineage(nodes: readonly RevisionNode[], options: LineageOptions): Set<RevisionNode> {
  const found = ancestors(nodes, options);
  for (const node of descendants(nodes, options)) found.add(node);
  return found;
}

function reach(
  starts: Iterable<RevisionNode>,
  edges: Edges,
  { check = false }: LineageOptions,
): Set<RevisionNode> {
  const targets = new Set(starts);
  const seen = new Set<RevisionNode>();
  for (const target of targets) {
    const touched = new Set<RevisionNode>();
    const todo = [target];
    for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
      if (node !== target && targets.has(node)) touched.add(node);
      if (seen.has(node)) continue;
      seen.add(node);
      todo.push(...edges(node));
    }
    if (check && touched.size > 0) throw overlap(target, touched, tipsOf([...targets]));
  }
  return seen;
}

function overlap(
  target: RevisionNode,
  others: ReadonlySet<RevisionNode>,
  tips: readonly RevisionNode[],
): RevisionError {
  const names = [...others].map((node) => node.revision);
  const enough = tips.map((node) => node.revision);
  return new RevisionError(
    `Requested revision ${target.revision} overlaps with other requested revisions ${names.join(", ")}`,
    {
      hint: `Name only ${enough.join(", ")}, of which none is an ancestor of another; where it is the version rows that overlap, set them with 'alembic stamp --purge ${enough.join(" ")}'.`,
      details: { revision: target.revision, overlaps: names },
    },
  );
}
