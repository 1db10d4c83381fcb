import { type GraphNode, nodeMarks } from "./graph-node.ts";
import { LaneTracker } from "./lane-tracker.ts";

const rowHeight = 28;
const laneWidth = 18;
const margin = 16;

interface PlacedNode {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
}

/** One HTML file with the graph as an SVG picture; it loads nothing from anywhere. */
export function htmlGraph(nodes: readonly GraphNode[]): string {
  const placed = placeNodes(nodes);
  const byId = new Map(placed.map((each) => [each.node.id, each]));
  const textX = margin * 2 + Math.max(0, ...placed.map(({ x }) => x));
  const lines = placed.flatMap((from) => [
    ...edges(from, from.node.parents, byId, "parent"),
    ...edges(from, from.node.dependencies, byId, "dependency"),
  ]);
  const height = placed.length * rowHeight + margin;
  const width = textX + 12 * Math.max(20, ...nodes.map((node) => describe(node).length));
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
    tracker.leave(lane, node.parents);
    return { node, x: margin + lane * laneWidth, y: margin + row * rowHeight };
  });
}

function edges(
  from: PlacedNode,
  targets: readonly string[],
  byId: ReadonlyMap<string, PlacedNode>,
  kind: string,
): readonly string[] {
  return targets.flatMap((id) => {
    const to = byId.get(id);
    if (to === undefined) return [];
    const bend = from.y + rowHeight;
    return [
      `<path class="${kind}" d="M${from.x} ${from.y} C${from.x} ${bend} ${to.x} ${from.y} ${to.x} ${bend} L${to.x} ${to.y}"/>`,
    ];
  });
}

function drawNode({ node, x, y }: PlacedNode, textX: number): string {
  const kinds = [...(node.isHead ? ["head"] : []), ...(node.isCurrent ? ["current"] : [])].join(" ");
  return `<g><circle class="${kinds}" cx="${x}" cy="${y}" r="6"/><text x="${textX}" y="${y + 5}">${describe(node)}</text></g>`;
}

function describe(node: GraphNode): string {
  const marks = nodeMarks(node).map((mark) => ` (${escapeHtml(mark)})`);
  return `<tspan class="id">${escapeHtml(node.id)}</tspan>${marks.join("")} ${escapeHtml(node.message)}`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
