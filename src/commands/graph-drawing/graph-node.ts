/** A revision as a picture shows it. Lists of nodes are newest first: children before parents. */
export interface GraphNode {
  readonly id: string;
  /** Identifiers of the parents that are in the picture too, the first one first. */
  readonly parents: readonly string[];
  /** Identifiers of the revisions it depends on. */
  readonly dependencies: readonly string[];
  readonly labels: readonly string[];
  readonly message: string;
  readonly isHead: boolean;
  /** Whether the database is at this revision. */
  readonly isCurrent: boolean;
}

/** What follows the identifier: `(label) (head) (current)`. */
export function nodeMarks(node: GraphNode): readonly string[] {
  return [
    ...(node.labels.length > 0 ? [node.labels.join(", ")] : []),
    ...(node.isHead ? ["head"] : []),
    ...(node.isCurrent ? ["current"] : []),
  ];
}
