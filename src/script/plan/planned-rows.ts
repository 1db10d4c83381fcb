import { ancestors } from "../graph/lineage.ts";
import { normalizedParents } from "../graph/normalized-parents.ts";
import type { RevisionNode } from "../graph/revision.ts";
import type { VersionWrite } from "./version-write.ts";

/**
 * The version rows while a plan is made. Between steps they are the tips of what is applied, dependencies counted,
 * which is what the rules below rest on (PARITY P-3.52 to P-3.58).
 */
export class PlannedRows {
  readonly #rows: Set<RevisionNode>;
  #applied: Set<RevisionNode> | null = null;

  constructor(rows: Iterable<RevisionNode>) {
    this.#rows = new Set(rows);
  }

  has(node: RevisionNode): boolean {
    return this.#rows.has(node);
  }

  ids(): readonly string[] {
    return [...this.#rows].map((node) => node.revision);
  }

  /** Applies a revision: it replaces the rows of its parents and dependencies, as far as they have one. */
  upgrade(node: RevisionNode): readonly VersionWrite[] {
    return this.replace(
      normalizedParents(node).filter((parent) => this.#rows.has(parent)),
      [node],
    );
  }

  /** Removes a revision: its place is taken by those of its parents and dependencies that nothing else stands for. */
  downgrade(node: RevisionNode): readonly VersionWrite[] {
    this.#applied ??= ancestors(this.#rows, { dependencies: true });
    this.#applied.delete(node);
    if (!this.#rows.has(node)) return [];
    const exposed = normalizedParents(node).filter(
      (parent) => !this.#rows.has(parent) && !this.#isCovered(parent),
    );
    return this.replace([node], exposed);
  }

  /** Rows become other rows: one of each is an update, the others are deletes or inserts. */
  replace(from: readonly RevisionNode[], to: readonly RevisionNode[]): readonly VersionWrite[] {
    for (const node of from) this.#rows.delete(node);
    for (const node of to) this.#rows.add(node);
    const [lastFrom, lastTo] = [from.at(-1), to.at(-1)];
    if (lastFrom === undefined || lastTo === undefined) return [...from.map(deletion), ...to.map(insertion)];
    return [
      ...from.slice(0, -1).map(deletion),
      ...to.slice(0, -1).map(insertion),
      { kind: "update", from: lastFrom.revision, to: lastTo.revision },
    ];
  }

  #isCovered(node: RevisionNode): boolean {
    return node.allChildren.some((child) => this.#applied?.has(child) ?? false);
  }
}

function insertion(node: RevisionNode): VersionWrite {
  return { kind: "insert", revision: node.revision };
}

function deletion(node: RevisionNode): VersionWrite {
  return { kind: "delete", revision: node.revision };
}
