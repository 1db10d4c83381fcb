import type { RevisionNode } from "./revision.ts";

/** A line that is walked down. */
export interface Line {
  /** Its place among the lines; a new line has the greatest. */
  readonly serial: number;
  /** The revision that is next on it; null when it has ended. */
  node: RevisionNode | null;
}

/** What was found out about a revision; true as long as the line has not moved. */
interface Record {
  /** The first line at the revision or above it. */
  readonly line: Line | null;
  readonly at: RevisionNode | null;
}

interface Entry {
  readonly child: RevisionNode;
  /** The place of the first line at the child or above it, when it was looked up; lines only leave, so it only grows. */
  readonly serial: number;
}

/** What the revision that is asked about again and again has cost so far. */
interface Search {
  readonly node: RevisionNode;
  effort: number;
  /** Everything above it, once finding that out costs no more than was spent already. */
  above: ReadonlySet<RevisionNode> | null;
}

export interface LinesAboveOptions {
  /** The lines, in the order of their serials. */
  readonly lines: readonly Line[];
  /** How many revisions are sorted. */
  readonly size: number;
  isInTheWay(node: RevisionNode): boolean;
  lineAt(node: RevisionNode): Line | undefined;
}

const unknown = -1;

/**
 * Finds the first line from which a revision can be reached, without going through all that is above it each time:
 * lines move down and never up, so a revision's first line stays the first until it moves. Where every line above a
 * revision moves between two questions about it, as in two long lines of which one merges the other, all that is above
 * it is remembered instead: it stays so, and the first line in it is the answer.
 */
export class LinesAbove {
  readonly #options: LinesAboveOptions;
  readonly #records = new Map<RevisionNode, Record>();
  /** The children that are in the way, the one with the first line last. */
  readonly #queues = new Map<RevisionNode, Entry[]>();

  #search: Search | null = null;

  constructor(options: LinesAboveOptions) {
    this.#options = options;
  }

  /** The first line above a revision; null when there is none. */
  first(node: RevisionNode): Line | null {
    if (this.#search?.node !== node) this.#search = { node, effort: 0, above: null };
    const { above } = this.#search;
    if (above !== null)
      return this.#options.lines.find((line) => line.node !== null && above.has(line.node)) ?? null;
    const found = this.#lookUp(node, this.#search);
    if (this.#search.effort > this.#options.size) this.#search.above = this.#allAbove(node);
    return found;
  }

  #lookUp(node: RevisionNode, search: Search): Line | null {
    const todo = [node];
    for (let next = todo.at(-1); next !== undefined; next = todo.at(-1)) {
      search.effort += 1;
      const stale = this.#settle(next);
      if (stale !== null) todo.push(stale);
      else {
        this.#record(next);
        todo.pop();
      }
    }
    return this.#firstAbove(node);
  }

  #allAbove(node: RevisionNode): ReadonlySet<RevisionNode> {
    const found = new Set<RevisionNode>();
    const todo = [node];
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      for (const child of next.allChildren) {
        if (found.has(child) || !this.#options.isInTheWay(child)) continue;
        found.add(child);
        todo.push(child);
      }
    }
    return found;
  }

  /** Lines have come up out of order. */
  forget(): void {
    this.#records.clear();
    this.#queues.clear();
  }

  /** Brings the child with the first line to the end of the queue; gives a child that has to be looked up before. */
  #settle(node: RevisionNode): RevisionNode | null {
    const queue = this.#queueOf(node);
    for (let last = queue.at(-1); last !== undefined; last = queue.at(-1)) {
      const { child, serial } = last;
      const record = this.#records.get(child);
      if (this.#options.isInTheWay(child)) {
        if (record === undefined || (record.line?.node ?? null) !== record.at) return child;
        if (record.line?.serial === serial) return null;
      }
      queue.pop();
      if (this.#options.isInTheWay(child) && record?.line)
        insert(queue, { child, serial: record.line.serial });
    }
    return null;
  }

  #record(node: RevisionNode): void {
    const [own, above] = [this.#options.lineAt(node) ?? null, this.#firstAbove(node)];
    const line = own === null || (above !== null && above.serial < own.serial) ? above : own;
    this.#records.set(node, { line, at: line?.node ?? null });
  }

  #firstAbove(node: RevisionNode): Line | null {
    const last = this.#queueOf(node).at(-1);
    return last === undefined ? null : (this.#records.get(last.child)?.line ?? null);
  }

  #queueOf(node: RevisionNode): Entry[] {
    let queue = this.#queues.get(node);
    if (queue === undefined) {
      queue = node.allChildren
        .filter((child) => this.#options.isInTheWay(child))
        .map((child) => ({ child, serial: unknown }));
      this.#queues.set(node, queue);
    }
    return queue;
  }
}

/** Keeps the queue sorted, the least serial last. */
function insert(queue: Entry[], entry: Entry): void {
  let [low, high] = [0, queue.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((queue[middle]?.serial ?? unknown) > entry.serial) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, entry);
}
