import type { GraphNode } from "./graph-node.ts";
import { LaneTracker } from "./lane-tracker.ts";

/** Draws revisions, newest first, as lines for a terminal; `label` gives the text beside each. */
export function drawGraph(
  nodes: readonly GraphNode[],
  label: (node: GraphNode) => string,
): readonly string[] {
  const tracker = new LaneTracker();
  return nodes.flatMap((node) => {
    const { lane, joining } = tracker.arrive(node.id);
    const above = joining.length === 0 ? [] : [connection(tracker.lanes, lane, joining, joinEnds)];
    tracker.join(joining);
    const line = `${nodeLine(tracker.lanes, lane, node)} ${label(node)}`;
    const opened = tracker.leave(lane, node.parents);
    const below = opened.length === 0 ? [] : [connection(tracker.lanes, lane, opened, splitEnds)];
    return [...above, line, ...below];
  });
}

interface LineEnds {
  readonly last: string;
  readonly inner: string;
}

const joinEnds: LineEnds = { last: "╯", inner: "┴" };
const splitEnds: LineEnds = { last: "╮", inner: "┬" };

function nodeLine(lanes: readonly (string | null)[], at: number, node: GraphNode): string {
  const sign = node.isCurrent ? "◉" : "●";
  return lanes.map((target, lane) => (lane === at ? sign : target === null ? " " : "│")).join(" ");
}

/** A line that leads from one lane to others on its right. */
function connection(
  lanes: readonly (string | null)[],
  from: number,
  targets: readonly number[],
  ends: LineEnds,
): string {
  const last = Math.max(...targets);
  const cells = lanes.map((target, lane) => {
    if (lane === from) return "├";
    if (targets.includes(lane)) return lane === last ? ends.last : ends.inner;
    if (lane < from || lane > last) return target === null ? " " : "│";
    return target === null ? "─" : "┼";
  });
  return cells.reduce((text, cell, lane) => `${text}${lane > from && lane <= last ? "─" : " "}${cell}`);
}
