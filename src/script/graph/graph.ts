import { inFiles } from "../../errors/in-files.ts";
import {
  DependencyLoopDetected,
  DuplicateLabel,
  LoopDetected,
  RevisionError,
  RevisionNotFound,
} from "../../errors/index.ts";
import { spreadBranchLabels } from "./branch-labels.ts";
import { rankNodes } from "./cycles.ts";
import { filesOf, type RevisionData, RevisionNode } from "./revision.ts";
import { assertRevisionId, isSymbol, symbols } from "./revision-id.ts";

/** All revisions, linked and checked. */
export interface RevisionGraph {
  /** In load order. */
  readonly nodes: readonly RevisionNode[];
  /** By identifier and by branch label, identifiers first. */
  readonly byName: ReadonlyMap<string, RevisionNode>;
  /** Revisions without children, in load order. */
  readonly heads: readonly RevisionNode[];
  /** Revisions without children and dependents, in load order. */
  readonly effectiveHeads: readonly RevisionNode[];
  /** Revisions without parents, in load order. */
  readonly bases: readonly RevisionNode[];
}

/**
 * Links the revisions and checks the whole graph, in time linear in its size.
 * Throws RevisionError and its kinds (PARITY P-3.8 to P-3.14).
 */
export function buildGraph(revisions: readonly RevisionData[]): RevisionGraph {
  const nodes = revisions.map((data, position) => new RevisionNode(data, position));
  const byName = new Map<string, RevisionNode>();
  for (const node of nodes) addIdentifier(byName, node);
  for (const node of nodes) addLabels(byName, node);
  for (const node of nodes) link(byName, node);
  linkChildren(nodes);
  rankNodes(nodes);
  spreadBranchLabels(nodes);
  return {
    nodes,
    byName,
    heads: nodes.filter((node) => node.isHead),
    effectiveHeads: nodes.filter((node) => node.isEffectiveHead),
    bases: nodes.filter((node) => node.isBase),
  };
}

function addIdentifier(byName: Map<string, RevisionNode>, node: RevisionNode): void {
  assertRevisionId(node.revision, node.data.path);
  if (node.downRevisions.includes(node.revision)) throw new LoopDetected(node.revision, filesOf([node]));
  if (node.dependsOn.includes(node.revision))
    throw new DependencyLoopDetected(node.revision, filesOf([node]));
  const other = byName.get(node.revision);
  if (other !== undefined) throw duplicateIdentifier(node, other);
  byName.set(node.revision, node);
}

function addLabels(byName: Map<string, RevisionNode>, node: RevisionNode): void {
  for (const label of node.declaredBranchLabels) {
    if (symbols.has(label)) throw isSymbol(`Branch label '${label}'`, node.data.path);
    const other = byName.get(label);
    if (other !== undefined) {
      throw new DuplicateLabel(label, node.revision, other.revision, filesOf([other, node]));
    }
    byName.set(label, node);
  }
}

function link(byName: ReadonlyMap<string, RevisionNode>, node: RevisionNode): void {
  node.parents = node.downRevisions.map((name) => neighbour(byName, node, name, "down revision"));
  if (node.dependsOn.length > 0)
    node.dependencyNodes = node.dependsOn.map((name) => neighbour(byName, node, name, "dependency"));
  node.allParents =
    node.dependencyNodes.length === 0
      ? node.parents
      : [...new Set([...node.parents, ...node.dependencyNodes])];
}

function linkChildren(nodes: readonly RevisionNode[]): void {
  for (const node of nodes) {
    for (const parent of node.parents) parent.children = appended(parent.children, node);
  }
  const hasDependencies = nodes.some((node) => node.dependencyNodes.length > 0);
  for (const node of nodes) {
    if (!hasDependencies) node.allChildren = node.children;
    else for (const parent of node.allParents) parent.allChildren = appended(parent.allChildren, node);
  }
}

/** A list with one more revision: an empty one, which all share, gives way to a list of its own. */
function appended(list: readonly RevisionNode[], node: RevisionNode): readonly RevisionNode[] {
  if (list.length === 0) return [node];
  // Every list that has something was made here.
  (list as RevisionNode[]).push(node);
  return list;
}

function neighbour(
  byName: ReadonlyMap<string, RevisionNode>,
  node: RevisionNode,
  name: string,
  role: "down revision" | "dependency",
): RevisionNode {
  const found = byName.get(name);
  // A label names its revision as a dependency only: as a parent it would move with the label.
  if (found !== undefined && (role === "dependency" || found.revision === name)) return found;
  const message = `Revision ${name} referenced from ${describe(node)} as ${role} is not present`;
  throw new RevisionNotFound(message, name, {
    hint: `Bring back the file of revision ${name}, or correct the ${role} of ${node.revision}.`,
    details: { revision: node.revision, missing: name, role, path: node.data.path },
  });
}

function duplicateIdentifier(node: RevisionNode, other: RevisionNode): RevisionError {
  const files = filesOf([other, node]);
  return new RevisionError(`Revision ${node.revision} is present more than once${inFiles(files)}`, {
    hint: "Remove one of the files, or give it another revision identifier.",
    details: { revision: node.revision, files },
  });
}

function describe(node: RevisionNode): string {
  return node.data.path === undefined ? node.revision : `${node.revision} (${node.data.path})`;
}
