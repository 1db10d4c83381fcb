import type { Script } from "../../script/script.ts";
import type { GraphNode } from "./graph-node.ts";

/** Revisions as a picture shows them; parents outside the list are left out. */
export function graphNodes(scripts: readonly Script[], current: ReadonlySet<string>): readonly GraphNode[] {
  const shown = new Set(scripts.map(({ revision }) => revision));
  return scripts.map((script) => ({
    id: script.revision,
    parents: script.downRevisions.filter((parent) => shown.has(parent)),
    dependencies: script.dependencies.filter((dependency) => shown.has(dependency)),
    labels: script.branchLabels,
    message: script.doc,
    isHead: script.isHead,
    isCurrent: current.has(script.revision),
  }));
}
