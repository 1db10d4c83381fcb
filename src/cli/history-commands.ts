import { graphFormats } from "../commands/graph-drawing/graph-formats.ts";
import { warn } from "../config/index.ts";
import { json, revision, verbose } from "./arguments.ts";
import type { CommandDefinition } from "./command-definition.ts";

/** Commands that show revisions. */
export const historyCommands: readonly CommandDefinition[] = [
  {
    name: "branches",
    help: "Show the points where the history branches.",
    example: "branches --verbose",
    arguments: [verbose, json],
    run: async (config, options) => {
      const { branches } = await import("../commands/branches.ts");
      await branches(config, { verbose: options.flag("verbose"), json: options.flag("json") });
    },
  },
  {
    name: "current",
    help: "Show the revision the database is at.",
    example: "current --verbose",
    arguments: [
      {
        names: ["-c", "--check-heads"],
        kind: "flag",
        help: "fail unless the database is at all heads",
      },
      verbose,
      json,
    ],
    run: async (config, options) => {
      const { current } = await import("../commands/current.ts");
      await current(config, {
        checkHeads: options.flag("checkHeads"),
        verbose: options.flag("verbose"),
        json: options.flag("json"),
      });
    },
  },
  {
    name: "graph",
    help: "Print a picture of the revision graph.",
    example: "graph --format html",
    arguments: [
      {
        names: ["--format"],
        kind: "value",
        choices: graphFormats,
        help: "mermaid (the default) or one self-contained HTML file",
      },
      { names: ["-i", "--indicate-current"], kind: "flag", help: "mark the revision the database is at" },
    ],
    run: async (config, options) => {
      const { graph } = await import("../commands/graph.ts");
      await graph(config, {
        format: options.text("format"),
        indicateCurrent: options.flag("indicateCurrent"),
      });
    },
  },
  {
    name: "heads",
    help: "Show the newest revision of every branch.",
    example: "heads --check",
    arguments: [
      verbose,
      {
        names: ["--resolve-dependencies"],
        kind: "flag",
        help: "leave out heads that another revision depends on",
      },
      {
        names: ["--check"],
        kind: "flag",
        help: "exit with status 1 if there is more than one head",
        isOwn: true,
      },
      json,
    ],
    run: async (config, options) => {
      const { heads } = await import("../commands/heads.ts");
      const found = await heads(config, {
        verbose: options.flag("verbose"),
        resolveDependencies: options.flag("resolveDependencies"),
        json: options.flag("json"),
      });
      if (!options.flag("check") || found.length < 2) return 0;
      warn(
        `There are ${found.length} heads: ${found.map((script) => script.revision).join(", ")}. Join them with 'alembic merge heads -m "merge"', or put what is not applied yet on top of another head with 'alembic rebase <head>'.`,
      );
      return 1;
    },
  },
  {
    name: "history",
    help: "List the revisions, newest first.",
    example: "history -r -3:current --verbose",
    arguments: [
      {
        names: ["-r", "--rev-range"],
        kind: "value",
        help: "part of the history as [start]:[end], both ends included",
      },
      verbose,
      {
        names: ["-i", "--indicate-current"],
        kind: "flag",
        help: "mark the revision the database is at",
      },
      { names: ["--graph"], kind: "flag", help: "draw branches and merges beside the lines", isOwn: true },
      json,
    ],
    run: async (config, options) => {
      const { history } = await import("../commands/history.ts");
      await history(config, {
        revRange: options.text("revRange"),
        verbose: options.flag("verbose"),
        indicateCurrent: options.flag("indicateCurrent"),
        graph: options.flag("graph"),
        json: options.flag("json"),
      });
    },
  },
  {
    name: "show",
    help: "Show one revision in full.",
    example: "show head",
    arguments: [revision, json],
    run: async (config, options) => {
      const { show } = await import("../commands/show.ts");
      await show(config, options.required("revision"), { json: options.flag("json") });
    },
  },
];
