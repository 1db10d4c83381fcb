import type { Config } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import type { Script } from "../script/script.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import { type GraphFormat, graphFormats } from "./graph-drawing/graph-formats.ts";
import type { GraphNode } from "./graph-drawing/graph-node.ts";
import { graphNodes } from "./graph-drawing/graph-nodes.ts";
import { htmlGraph } from "./graph-drawing/html.ts";
import { mermaidGraph } from "./graph-drawing/mermaid.ts";
import { runEnvironment } from "./run-environment.ts";

/** How `graph` draws the revisions. */
export interface GraphOptions {
  /** `mermaid` (the default) or `html`, one file that loads nothing. */
  readonly format?: string | undefined;
  /** Mark the revisions the database is at. */
  readonly indicateCurrent?: boolean | undefined;
}

const drawings: Readonly<Record<GraphFormat, (nodes: readonly GraphNode[]) => string>> = {
  mermaid: mermaidGraph,
  html: htmlGraph,
};

/** Prints a picture of the revision graph as text of a format. Throws CommandError for an unknown format. */
export async function graph(config: Config, options: GraphOptions = {}): Promise<readonly Script[]> {
  const format = formatOf(options);
  const directory = await ScriptDirectory.fromConfig(config);
  const scripts = directory.walkRevisions();
  const current = new Set<string>();
  if (options.indicateCurrent === true) {
    await runEnvironment(config, directory, {
      dontMutate: true,
      fn: (rows) => {
        for (const row of rows) current.add(row);
        return [];
      },
    });
  }
  config.printStdout(drawings[format](graphNodes(scripts, current)));
  return scripts;
}

function formatOf({ format = graphFormats[0] }: GraphOptions): GraphFormat {
  const known = graphFormats.find((each) => each === format);
  if (known !== undefined) return known;
  throw new CommandError(`There is no graph format '${format}'`, {
    hint: `Choose one of ${graphFormats.join(", ")}.`,
    details: { format },
  });
}
