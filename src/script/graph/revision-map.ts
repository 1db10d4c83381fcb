import { MultipleHeads, RangeNotAncestorError } from "../../errors/index.ts";
import type { PublicMembers } from "../../util/public-members.ts";
import { resolveRows } from "../plan/current-rows.ts";
import { buildGraph, type RevisionGraph } from "./graph.ts";
import { downgradeRange, rangeEnd, upgradeRange } from "./range.ts";
import { branchTips } from "./relative.ts";
import { currentHead, filterForLineage, type RevisionSymbol, resolveAll, resolveOne } from "./resolve.ts";
import type { Revision, RevisionData } from "./revision.ts";
import { revisionIds } from "./revision-ids.ts";

/** Which revisions between two ends {@link RevisionMap.iterateRevisions} gives. */
export interface IterateOptions {
  /** Whether the lower end itself is part of the answer. */
  readonly inclusive?: boolean | undefined;
  /** Answer all that the upper end needs beyond the lower end, not only what stands above the lower end. */
  readonly implicitBase?: boolean | undefined;
  /** Throw when a relative end goes past the graph (the default) instead of stopping there. */
  readonly assertRelativeLength?: boolean | undefined;
  /** Answer what a downgrade from `upper` to `lower` removes, dependents first. */
  readonly selectForDowngrade?: boolean | undefined;
}

/** Whether a dependency counts as an ancestor. */
export interface LineageFilterOptions {
  readonly includeDependencies?: boolean | undefined;
}

class RevisionMapClass {
  #revisions: readonly RevisionData[];
  #graph: RevisionGraph | null = null;

  /** In load order, which decides the order of independent branches. */
  constructor(revisions: Iterable<RevisionData>) {
    this.#revisions = [...revisions];
  }

  /** The linked form, for functions that plan over it. */
  get graph(): RevisionGraph {
    this.#graph ??= buildGraph(this.#revisions);
    return this.#graph;
  }

  /** Adds a revision; the graph is checked again before it is taken in. */
  addRevision(revision: RevisionData): void {
    const revisions = [...this.#revisions, revision];
    this.#graph = buildGraph(revisions);
    this.#revisions = revisions;
  }

  /** Every revision, in load order. */
  get revisions(): readonly Revision[] {
    return this.graph.nodes;
  }

  /** Identifiers of the revisions without children; with `considerDependsOn` also without dependents. */
  getHeads({
    considerDependsOn = false,
  }: {
    readonly considerDependsOn?: boolean | undefined;
  } = {}): readonly string[] {
    return revisionIds(considerDependsOn ? this.graph.effectiveHeads : this.graph.heads);
  }

  getBases(): readonly string[] {
    return revisionIds(this.graph.bases);
  }

  /** The only head, of one branch if a label is given; null when there is none. Throws MultipleHeads. */
  getCurrentHead(branchLabel: string | null = null): string | null {
    const { graph } = this;
    if (branchLabel !== null) return currentHead(graph, branchLabel, `${branchLabel}@head`)?.revision ?? null;
    const [head, ...others] = this.getHeads();
    if (head === undefined || others.length === 0) return head ?? null;
    throw new MultipleHeads(
      [head, ...others],
      "head",
      `The script directory has multiple heads (due to branching): ${[head, ...others].join(", ")}`,
      { hint: "Use getHeads(), or join the branches with 'alembic merge heads'." },
    );
  }

  /** The revision a symbol stands for; null for the base. Throws MultipleHeads, ResolutionError. */
  getRevision(symbol: string | null): Revision | null {
    return resolveOne(this.graph, symbol);
  }

  /** Every revision a symbol stands for; also understands `-N`, N below every head. Throws ResolutionError. */
  getRevisions(symbol: RevisionSymbol): readonly Revision[] {
    return resolveAll(this.graph, symbol);
  }

  /** What is applied and has no applied child: version rows and what they merely depend on. Rows come first. */
  getAllCurrent(rows: RevisionSymbol): readonly Revision[] {
    return branchTips(resolveRows(this.graph, rows));
  }

  /** Those of the revisions that are ancestors, descendants or members of what a symbol stands for. */
  filterForLineage(
    revisions: RevisionSymbol,
    symbol: string,
    { includeDependencies = false }: LineageFilterOptions = {},
  ): readonly Revision[] {
    const nodes = resolveAll(this.graph, revisions);
    return filterForLineage(this.graph, nodes, symbol, { dependencies: includeDependencies });
  }

  /** The revisions from `upper` down to `lower`, newest first. Throws RangeNotAncestorError among others. */
  iterateRevisions(
    upper: RevisionSymbol,
    lower: RevisionSymbol,
    options: IterateOptions = {},
  ): readonly Revision[] {
    const { graph } = this;
    if (options.selectForDowngrade === true) {
      const target = lower === null || typeof lower === "string" ? lower : (lower[0] ?? null);
      return downgradeRange(graph, target, () => resolveAll(graph, upper));
    }
    return upgradeRange(graph, upper, lower, {
      inclusive: options.inclusive,
      implicitBase: options.implicitBase,
      clip: options.assertRelativeLength === false,
    });
  }

  /** The revisions of a range, newest first, both ends included; relative ends stop where the graph ends. */
  walkRevisions(base: string | null = "base", head: string | null = "heads"): readonly Revision[] {
    try {
      return this.iterateRevisions(head, base, { inclusive: true, assertRelativeLength: false });
    } catch (error) {
      if (!(error instanceof RangeNotAncestorError)) throw error;
      const [start, end] = [rangeEnd(base), rangeEnd(head)];
      throw new RangeNotAncestorError(start, end, {
        message: `Requested range ${start}:${end} does not refer to ancestor/descendant revisions along the same branch`,
        hint: `Begin at an ancestor of ${end}, or exchange the ends if ${start} is the newer one.`,
        details: { start, end },
        cause: error,
      });
    }
  }
}

/**
 * The graph of revisions, in memory. It is linked and checked at the first question, in time linear in its size;
 * every method then throws RevisionError or one of its kinds when the graph or a symbol is not usable.
 *
 * @example
 * const map = new RevisionMap([{ revision: "a1" }, { revision: "b1", downRevision: "a1" }]);
 * map.getCurrentHead(); // "b1"
 */
export interface RevisionMap extends PublicMembers<RevisionMapClass> {}

/** Makes a {@link RevisionMap} of revisions in load order; called with `new`. */
export const RevisionMap: new (revisions: Iterable<RevisionData>) => RevisionMap = RevisionMapClass;
