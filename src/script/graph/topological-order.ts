import { type Line, LinesAbove } from "./lines-above.ts";
import { normalizedParents } from "./normalized-parents.ts";
import type { RevisionNode } from "./revision.ts";

/**
 * The wanted revisions, each before its parents and dependencies. Starting at the heads in load order it goes down
 * one line as long as no other pending line leads to the same place, and then changes to that line
 * (PARITY P-3.63): the order in which `history` lists, and the reverse of the order in which upgrades run.
 */
export function topologicalOrder(
  wanted: ReadonlySet<RevisionNode>,
  heads: readonly RevisionNode[],
): readonly RevisionNode[] {
  if (wanted.size === 0) return [];
  return new Sorter(wanted, heads).run();
}

class Sorter {
  readonly #wanted: ReadonlySet<RevisionNode>;
  readonly #blockers: Blockers;
  readonly #output: RevisionNode[] = [];
  /** The lines being walked down, in the order of their serials. */
  readonly #lines: Line[] = [];
  readonly #pending = new Map<RevisionNode, Line>();
  readonly #above: LinesAbove;
  #nextSerial = 0;

  constructor(wanted: ReadonlySet<RevisionNode>, heads: readonly RevisionNode[]) {
    this.#wanted = wanted;
    this.#blockers = new Blockers(wanted, heads);
    this.#above = new LinesAbove({
      lines: this.#lines,
      size: wanted.size,
      isInTheWay: (node) => this.#blockers.isCounted(node) && !this.#blockers.isReleased(node),
      lineAt: (node) => this.#pending.get(node),
    });
    const starts = new Set(heads.filter((head) => wanted.has(head)));
    for (const head of [...starts].sort(byPosition)) this.#addLine(head);
  }

  run(): readonly RevisionNode[] {
    let current = 0;
    while (this.#output.length < this.#wanted.size) {
      const candidate = this.#lines[current]?.node ?? null;
      if (candidate === null) {
        this.#addUnreachedTips();
        current = 0;
      } else if (this.#blockers.has(candidate)) {
        current = this.#lineLeadingTo(candidate);
      } else {
        this.#emit(candidate);
        current = this.#continueLine(current, candidate);
      }
    }
    return this.#output;
  }

  #emit(node: RevisionNode): void {
    this.#output.push(node);
    this.#pending.delete(node);
    this.#blockers.release(node);
  }

  /** Moves a line down; further parents become lines of their own. Gives the line to go on with. */
  #continueLine(index: number, emitted: RevisionNode): number {
    const [next, ...others] = normalizedParents(emitted).filter(
      (node) => this.#wanted.has(node) && !this.#blockers.isReleased(node) && !this.#pending.has(node),
    );
    const line = this.#lines[index];
    if (next === undefined || line === undefined) {
      if (line !== undefined) line.node = null;
      this.#lines.splice(index, 1);
      return Math.max(index - 1, 0);
    }
    line.node = next;
    this.#pending.set(next, line);
    for (const other of others) this.#addLine(other);
    return index;
  }

  /** The first line from which a blocked candidate can be reached. */
  #lineLeadingTo(candidate: RevisionNode): number {
    let line = this.#above.first(candidate);
    if (line === null) {
      this.#addUnreachedTips();
      line = this.#above.first(candidate);
    }
    return line === null ? -1 : this.#indexOf(line);
  }

  #indexOf({ serial }: Line): number {
    let [low, high] = [0, this.#lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle]?.serial ?? serial) < serial) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** In a range that is not closed, wanted revisions can hang below unwanted ones only, where no line leads. */
  #addUnreachedTips(): void {
    const tips = [...this.#wanted].filter(
      (node) => !this.#blockers.isReleased(node) && !this.#blockers.has(node) && !this.#pending.has(node),
    );
    for (const tip of tips.sort(byPosition)) this.#addLine(tip);
    this.#above.forget();
  }

  #addLine(node: RevisionNode): void {
    const line = { serial: this.#nextSerial, node };
    this.#nextSerial += 1;
    this.#lines.push(line);
    this.#pending.set(node, line);
  }
}

/** Counts, for every revision below the heads, the children and dependents that have to be emitted before it. */
class Blockers {
  readonly #wanted: ReadonlySet<RevisionNode>;
  readonly #counts = new Map<RevisionNode, number>();
  readonly #released = new Set<RevisionNode>();

  constructor(wanted: ReadonlySet<RevisionNode>, heads: readonly RevisionNode[]) {
    this.#wanted = wanted;
    this.#count([...wanted, ...heads]);
    for (const [node, count] of this.#counts) {
      if (count === 0 && !wanted.has(node) && !this.#released.has(node)) this.release(node);
    }
  }

  has(node: RevisionNode): boolean {
    return (this.#counts.get(node) ?? 0) > 0;
  }

  /** Whether it can be in the way at all. */
  isCounted(node: RevisionNode): boolean {
    return this.#counts.has(node);
  }

  isReleased(node: RevisionNode): boolean {
    return this.#released.has(node);
  }

  /** Takes a revision out of the way, and unwanted ones that nothing holds any longer. */
  release(node: RevisionNode): void {
    const todo = [node];
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      this.#released.add(next);
      for (const parent of next.allParents) {
        const count = this.#counts.get(parent);
        if (count === undefined) continue;
        this.#counts.set(parent, count - 1);
        if (count === 1 && !this.#wanted.has(parent)) todo.push(parent);
      }
    }
  }

  /** Below the lowest wanted rank nothing can be in the way of a wanted revision. */
  #count(starts: readonly RevisionNode[]): void {
    const lowestRank = lowest(this.#wanted);
    const todo = [...starts];
    for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
      if (this.#counts.has(node)) continue;
      this.#counts.set(node, 0);
      todo.push(...node.allParents.filter((parent) => parent.rank >= lowestRank));
    }
    for (const node of this.#counts.keys()) {
      for (const parent of node.allParents) {
        const count = this.#counts.get(parent);
        if (count !== undefined) this.#counts.set(parent, count + 1);
      }
    }
  }
}

function lowest(nodes: ReadonlySet<RevisionNode>): number {
  let rank = Number.POSITIVE_INFINITY;
  for (const node of nodes) rank = Math.min(rank, node.rank);
  return rank;
}

function byPosition(a: RevisionNode, b: RevisionNode): number {
  return a.position - b.position;
}
