import { type GraphNode, nodeMarks } from "./graph-node.ts";
import { LaneTracker } from "./lane-tracker.ts";

const rowHeight = 28;
const laneWidth = 18;
const margin = 16;

/** Wide enough for a character of the text in the fonts that browsers take for it. */
const characterWidth = 9;

interface PlacedNode {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
  /** Where the line to each parent runs down, in the order of the parents. */
  readonly laneXs: readonly number[];
}

/** One HTML file with the graph as an SVG picture; it loads nothing from anywhere. */
export function htmlGraph(nodes: readonly GraphNode[]): string {
  const placed = placeNodes(nodes);
  const byId = new Map(placed.map((each) => [each.node.id, each]));
  const textX = margin * 2 + Math.max(0, ...placed.map(({ x }) => x));
  const lines = placed.flatMap((from) => [
    ...from.node.parents.flatMap((id, index) => parentLine(from, byId.get(id), from.laneXs[index])),
    ...from.node.dependencies.flatMap((id) => dependencyLine(from, byId.get(id))),
  ]);
  const height = placed.length * rowHeight + margin;
  const width = textX + characterWidth * Math.max(20, ...nodes.map((node) => plainText(node).length));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Revisions</title>
<style>
:root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; }
path { fill: none; stroke: #7a869a; stroke-width: 2; }
path.dependency { stroke-dasharray: 4 4; }
circle { fill: #4a6fa5; }
circle.head { fill: #b5651d; }
circle.current { stroke: #2e8b57; stroke-width: 4; }
text { fill: currentColor; }
.id { font-family: ui-monospace, monospace; font-weight: 600; }
</style>
</head>
<body>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" role="img" aria-label="Graph of the revisions">
${[...lines, ...placed.map((each) => drawNode(each, textX))].join("\n")}
</svg>
</body>
</html>`;
}

function placeNodes(nodes: readonly GraphNode[]): readonly PlacedNode[] {
  const tracker = new LaneTracker();
  return nodes.map((node, row) => {
    const { lane, joining } = tracker.arrive(node.id);
    tracker.join(joining);
    const lanes = [lane, ...tracker.leave(lane, node.parents)];
    return { node, x: laneX(lane), y: margin + row * rowHeight, laneXs: lanes.map(laneX) };
  });
}

function laneX(lane: number): number {
  return margin + lane * laneWidth;
}

/** From a revision into the lane of the line, down that lane, and out of it to the parent. */
function parentLine(from: PlacedNode, to: PlacedNode | undefined, lane: number = from.x): readonly string[] {
  if (to === undefined) return [];
  const entered = from.y + rowHeight;
  const left = to.y - rowHeight;
  const into =
    lane === from.x
      ? ""
      : `C${from.x} ${from.y + rowHeight / 2} ${lane} ${from.y + rowHeight / 2} ${lane} ${entered} `;
  const out =
    lane === to.x ? "" : `L${lane} ${left} C${lane} ${left + rowHeight / 2} ${to.x} ${left + rowHeight / 2} `;
  return [`<path class="parent" d="M${from.x} ${from.y} ${into}${out === "" ? "L" : out}${to.x} ${to.y}"/>`];
}

/** A bow beside the lanes. */
function dependencyLine(from: PlacedNode, to: PlacedNode | undefined): readonly string[] {
  if (to === undefined) return [];
  const bow = Math.max(from.x, to.x) + laneWidth;
  return [
    `<path class="dependency" d="M${from.x} ${from.y} C${bow} ${from.y} ${bow} ${to.y} ${to.x} ${to.y}"/>`,
  ];
}

function drawNode({ node, x, y }: PlacedNode, textX: number): string {
  const kinds = [...(node.isHead ? ["head"] : []), ...(node.isCurrent ? ["current"] : [])].join(" ");
  return `<g><circle class="${kinds}" cx="${x}" cy="${y}" r="6"/><text x="${textX}" y="${y + 5}">${describe(node)}</text></g>`;
}

function describe(node: GraphNode): string {
  const marks = nodeMarks(node).map((mark) => ` (${escapeHtml(mark)})`);
  return `<tspan class="id">${escapeHtml(node.id)}</tspan>${marks.join("")} ${escapeHtml(node.message)}`;
}

function plainText(node: GraphNode): string {
  return [node.id, ...nodeMarks(node).map((mark) => `(${mark})`), node.message].join(" ");
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
