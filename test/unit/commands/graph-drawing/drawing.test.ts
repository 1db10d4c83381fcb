import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawGraph } from "../../../../src/commands/graph-drawing/draw-graph.ts";
import type { GraphNode } from "../../../../src/commands/graph-drawing/graph-node.ts";
import { htmlGraph } from "../../../../src/commands/graph-drawing/html.ts";
import { mermaidGraph } from "../../../../src/commands/graph-drawing/mermaid.ts";
import { hasProgram } from "../../../support/programs.ts";

function node(id: string, parents: readonly string[], more: Partial<GraphNode> = {}): GraphNode {
  return { id, parents, dependencies: [], labels: [], message: "", isHead: false, isCurrent: false, ...more };
}

const diamond = [
  node("m", ["b", "c"], { isHead: true }),
  node("b", ["a"]),
  node("c", ["a"], { isCurrent: true }),
  node("a", []),
];

const draw = (nodes: readonly GraphNode[]): readonly string[] => drawGraph(nodes, ({ id }) => id);

test("a line of revisions is one column", () => {
  expect(draw([node("b", ["a"]), node("a", [])])).toEqual(["● b", "● a"]);
});

test("a branch and its merge are two columns", () => {
  expect(draw(diamond)).toEqual(["● m", "├─╮", "● │ b", "│ ◉ c", "├─╯", "● a"]);
});

test("two heads have a column each until the branch point", () => {
  expect(draw([node("x", ["a"]), node("y", ["a"]), node("a", [])])).toEqual(["● x", "│ ● y", "├─╯", "● a"]);
});

test("a line that passes others crosses them", () => {
  const nodes = [node("x", ["a"]), node("y", ["b"]), node("z", ["a"]), node("a", []), node("b", [])];
  expect(draw(nodes)).toEqual(["● x", "│ ● y", "│ │ ● z", "├─┼─╯", "● │ a", "  ● b"]);
});

test("a merge of three opens two columns at once", () => {
  const nodes = [node("m", ["a", "b", "c"]), node("a", []), node("b", []), node("c", [])];
  expect(draw(nodes)).toEqual(["● m", "├─┬─╮", "● │ │ a", "  ● │ b", "    ● c"]);
});

test("no revisions give no lines", () => {
  expect(draw([])).toEqual([]);
});

test("Mermaid shows parents, dependencies, heads and what is current", () => {
  const nodes = [
    node("b", ["a"], { dependencies: ["d"], isHead: true, message: 'say "hi"' }),
    ...diamond.slice(3),
    node("d", []),
  ];
  expect(mermaidGraph(nodes).split("\n")).toEqual([
    "flowchart BT",
    '  r0["b (head)<br>say #34;hi#34;"]:::head',
    "  r1 --> r0",
    "  r2 -.-> r0",
    '  r1["a"]',
    '  r2["d"]',
    "  classDef head stroke-width:3px",
    "  classDef current fill:#cde8cd",
  ]);
});

test("the HTML file holds every revision, escapes texts and refers to nothing outside", () => {
  const html = htmlGraph([...diamond.slice(0, 3), node("a", [], { message: "<script>", labels: ["l"] })]);
  expect(html.match(/<circle/g)).toHaveLength(4);
  expect(html.match(/<path/g)).toHaveLength(4);
  expect(html).toContain("(l) &lt;script&gt;");
  expect(html.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:|<script|src=|href=/);
});

const chromium = "chromium";
test.skipIf(!hasProgram(chromium))("a browser shows the picture", () => {
  const folder = mkdtempSync(join(tmpdir(), "at-graph-"));
  try {
    writeFileSync(join(folder, "graph.html"), htmlGraph(diamond));
    const { stdout } = spawnSync(
      chromium,
      ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", join(folder, "graph.html")],
      { encoding: "utf8" },
    );
    expect(stdout.match(/<circle/g)).toHaveLength(4);
    expect(stdout).toContain('<circle class="current"');
    expect(stdout).toContain('<tspan class="id">m</tspan> (head)');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a line bends only where it leaves its revision and where it reaches the parent", () => {
  const nodes = [node("x", ["a"]), node("y", ["a"]), node("b", []), node("a", [])];
  expect(htmlGraph(nodes)).toContain('d="M34 44 L34 72 C34 86 16 86 16 100"');
});
