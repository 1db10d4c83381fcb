/**
 * The columns of a drawing, walked from the newest revision down. A lane holds the revision it leads to; a branch
 * point ends all lanes that lead to it but the leftmost, a merge opens one more for each further parent.
 */
export class LaneTracker {
  #lanes: (string | null)[] = [];

  /** The revision that each lane leads to; null for a lane that is free. */
  get lanes(): readonly (string | null)[] {
    return this.#lanes;
  }

  /** The lane of a revision: the leftmost that leads to it, or a new one for a head; and the other lanes that end here. */
  arrive(id: string): { readonly lane: number; readonly joining: readonly number[] } {
    const waiting = this.#lanes.flatMap((target, lane) => (target === id ? [lane] : []));
    const lane = waiting[0] ?? this.#takeLane(id, 0);
    return { lane, joining: waiting.slice(1) };
  }

  /** Ends the lanes that joined another. */
  join(joining: readonly number[]): void {
    for (const lane of joining) this.#lanes[lane] = null;
    this.#dropFreeLanes();
  }

  /** Leads a revision's lane on to its first parent; answers the lanes opened for the others. */
  leave(lane: number, [first, ...others]: readonly string[]): readonly number[] {
    this.#lanes[lane] = first ?? null;
    const opened = others.map((parent) => this.#takeLane(parent, lane + 1));
    this.#dropFreeLanes();
    return opened;
  }

  #dropFreeLanes(): void {
    while (this.#lanes.length > 0 && this.#lanes.at(-1) === null) this.#lanes.pop();
  }

  #takeLane(id: string, from: number): number {
    const free = this.#lanes.findIndex((target, lane) => target === null && lane >= from);
    const lane = free === -1 ? this.#lanes.length : free;
    this.#lanes[lane] = id;
    return lane;
  }
}
