import { RevisionError } from "../../errors/index.ts";
import type { RevisionGraph } from "./graph.ts";
import type { RevisionNode } from "./revision.ts";

export interface WalkOptions {
  /** Only these revisions count as children. */
  readonly within?: ReadonlySet<RevisionNode> | undefined;
  /** Stop at the end of the line instead of answering undefined. */
  readonly clip: boolean;
}

/**
 * Goes `steps` children up (positive) or parents down (negative); null is the base, undefined means that the line
 * ended before. Throws RevisionError (`Ambiguous walk`) where the line forks.
 */
export function walk(
  graph: RevisionGraph,
  start: RevisionNode | null,
  steps: number,
  { within, clip }: WalkOptions,
): RevisionNode | null | undefined {
  let place = start;
  for (let step = 0; step < Math.abs(steps); step++) {
    const next = steps > 0 ? stepUp(graph, place, within) : stepDown(place);
    if (next === undefined) return clip ? place : undefined;
    place = next;
  }
  return place;
}

function stepUp(
  graph: RevisionGraph,
  from: RevisionNode | null,
  within: ReadonlySet<RevisionNode> | undefined,
): RevisionNode | undefined {
  const all = from?.children ?? graph.bases;
  const children = within === undefined ? all : all.filter((node) => within.has(node));
  if (children.length > 1) throw ambiguous(`${from?.revision ?? "base"} is followed by`, children);
  return children[0];
}

function stepDown(from: RevisionNode | null): RevisionNode | null | undefined {
  if (from === null) return undefined;
  if (from.parents.length > 1) throw ambiguous(`${from.revision} merges`, from.parents);
  return from.parents[0] ?? null;
}

function ambiguous(what: string, candidates: readonly RevisionNode[]): RevisionError {
  const names = candidates.map((node) => node.revision);
  const described = candidates.map((node) =>
    node.branchLabels.length === 0 ? node.revision : `${node.revision} (${node.branchLabels.join(", ")})`,
  );
  return new RevisionError(`Ambiguous walk: ${what} ${described.join(", ")}`, {
    hint: `Type one of them instead of a relative symbol: ${names.join(" or ")}.`,
    details: { candidates: names },
  });
}
