import { type GraphNode, nodeMarks } from "./graph-node.ts";

/** A Mermaid flow chart: parents below their children, dependencies dotted. */
export function mermaidGraph(nodes: readonly GraphNode[]): string {
  const names = new Map(nodes.map(({ id }, index) => [id, `r${index}`]));
  const edges = (from: GraphNode, targets: readonly string[], arrow: string): readonly string[] =>
    targets.flatMap((target) => {
      const name = names.get(target);
      return name === undefined ? [] : [`  ${name} ${arrow} ${names.get(from.id)}`];
    });
  const lines = nodes.flatMap((node) => [
    `  ${names.get(node.id)}["${nodeText(node)}"]${nodeClass(node)}`,
    ...edges(node, node.parents, "-->"),
    ...edges(node, node.dependencies, "-.->"),
  ]);
  return [
    "flowchart BT",
    ...lines,
    "  classDef head stroke-width:3px",
    "  classDef current fill:#cde8cd",
  ].join("\n");
}

function nodeText(node: GraphNode): string {
  const title = [node.id, ...nodeMarks(node).map((mark) => `(${mark})`)].join(" ");
  return [title, node.message]
    .filter((line) => line !== "")
    .map(escapeText)
    .join("<br>");
}

function nodeClass(node: GraphNode): string {
  if (node.isCurrent) return ":::current";
  return node.isHead ? ":::head" : "";
}

/** Everything but letters, digits and plain punctuation becomes a character code, so that no text is read as syntax. */
function escapeText(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:_()/+-]/gu, (character) => `#${character.codePointAt(0)};`);
}
