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

const unknown = -1;

/**
 * Finds the first line from which a revision can be reached, without going through all that is above it each time:
 * lines move down and never up, so a revision's first line stays the first until it moves.
 */
export class LinesAbove {
  readonly #isInTheWay: (node: RevisionNode) => boolean;
  readonly #lineAt: (node: RevisionNode) => Line | undefined;
  readonly #records = new Map<RevisionNode, Record>();
  /** The children that are in the way, the one with the first line last. */
  readonly #queues = new Map<RevisionNode, Entry[]>();

  constructor(isInTheWay: (node: RevisionNode) => boolean, lineAt: (node: RevisionNode) => Line | undefined) {
    this.#isInTheWay = isInTheWay;
    this.#lineAt = lineAt;
  }

  /** The first line above a revision; null when there is none. */
  first(node: RevisionNode): Line | null {
    const todo = [node];
    for (let next = todo.at(-1); next !== undefined; next = todo.at(-1)) {
      const stale = this.#settle(next);
      if (stale !== null) todo.push(stale);
      else {
        this.#record(next);
        todo.pop();
      }
    }
    return this.#firstAbove(node);
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
      if (this.#isInTheWay(child)) {
        if (record === undefined || (record.line?.node ?? null) !== record.at) return child;
        if (record.line?.serial === serial) return null;
      }
      queue.pop();
      if (this.#isInTheWay(child) && record?.line) insert(queue, { child, serial: record.line.serial });
    }
    return null;
  }

  #record(node: RevisionNode): void {
    const [own, above] = [this.#lineAt(node) ?? null, this.#firstAbove(node)];
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
      queue = node.allChildren.filter(this.#isInTheWay).map((child) => ({ child, serial: unknown }));
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
