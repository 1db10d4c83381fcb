import type { Config } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import type { Script } from "../script/script.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import type { JsonOption } from "./command-options.ts";
import { drawGraph } from "./graph-drawing/draw-graph.ts";
import { graphNodes } from "./graph-drawing/graph-nodes.ts";
import { printJson } from "./print-json.ts";
import { type RevisionRange, splitRange } from "./revision-range.ts";
import { runEnvironment } from "./run-environment.ts";
import { scriptData } from "./script-data.ts";

export interface HistoryOptions extends JsonOption {
  /** `[start]:[end]`, both ends included; `current` on either side is what the database is at. */
  readonly revRange?: string | null | undefined;
  readonly verbose?: boolean | undefined;
  /** Mark the revisions the database is at. */
  readonly indicateCurrent?: boolean | undefined;
  /** Draw the branches and merges beside the lines. */
  readonly graph?: boolean | undefined;
}

/** One end of a walk: a symbol, or the rows of the version table. */
type WalkEnd = string | readonly string[];

/** Prints and answers the revisions of a range, newest first. */
export async function history(config: Config, options: HistoryOptions = {}): Promise<readonly Script[]> {
  const range = parseHistoryRange(options.revRange ?? null);
  const directory = await ScriptDirectory.fromConfig(config);
  const printer = new HistoryPrinter(config, directory, options);
  if (!readsDatabase(config, range, options)) {
    printer.print(range.start ?? "base", range.end ?? "heads", []);
  } else {
    await runEnvironment(config, directory, {
      dontMutate: true,
      fn: (rows) => {
        const endOf = (symbol: string): WalkEnd => (symbol === "current" ? rows : symbol);
        printer.print(endOf(range.start ?? "base"), endOf(range.end ?? "heads"), rows);
        return [];
      },
    });
  }
  return printer.printed;
}

function parseHistoryRange(text: string | null): RevisionRange {
  if (text === null) return { start: null, end: null };
  const range = splitRange(text);
  if (range !== null) return range;
  throw new CommandError("History range requires [start]:[end], [start]:, or :[end]", {
    hint: `Write '${text}:' for everything from that revision on, or ':${text}' for everything up to it.`,
    details: { range: text },
  });
}

function readsDatabase(config: Config, { start, end }: RevisionRange, options: HistoryOptions): boolean {
  return (
    start === "current" ||
    end === "current" ||
    options.indicateCurrent === true ||
    config.getAlembicBooleanOption("revision_environment")
  );
}

class HistoryPrinter {
  readonly printed: Script[] = [];
  readonly #config: Config;
  readonly #directory: ScriptDirectory;
  readonly #options: HistoryOptions;

  constructor(config: Config, directory: ScriptDirectory, options: HistoryOptions) {
    this.#config = config;
    this.#directory = directory;
    this.#options = options;
  }

  print(base: WalkEnd, head: WalkEnd, rows: readonly string[]): void {
    const current = new Set(this.#options.indicateCurrent === true ? rows : []);
    const scripts = this.#walk(base, head);
    this.printed.push(...scripts);
    if (this.#options.json === true) {
      printJson(
        this.#config,
        scripts.map((script) => this.#data(script, current)),
      );
      return;
    }
    for (const line of this.#lines(scripts, current)) this.#config.printStdout(line);
  }

  #walk(base: WalkEnd, head: WalkEnd): readonly Script[] {
    if (typeof base === "string" && typeof head === "string")
      return this.#directory.walkRevisions(base, head);
    return this.#directory.iterateRevisions(head, base, { inclusive: true, assertRelativeLength: false });
  }

  #lines(scripts: readonly Script[], current: ReadonlySet<string>): readonly string[] {
    if (this.#options.graph === true) {
      const byId = new Map(scripts.map((script) => [script.revision, script]));
      return drawGraph(graphNodes(scripts, current), ({ id }) => this.#format(byId.get(id), false, current));
    }
    return scripts.map((script) => this.#format(script, true, current));
  }

  #format(script: Script | undefined, includeParents: boolean, current: ReadonlySet<string>): string {
    if (script === undefined) return "";
    return script.cmdFormat({
      verbose: this.#options.verbose === true && includeParents,
      includeBranches: true,
      includeDoc: true,
      includeParents,
      isCurrent: current.has(script.revision),
    });
  }

  #data(script: Script, current: ReadonlySet<string>): object {
    const data = scriptData(script);
    return this.#options.indicateCurrent === true
      ? { ...data, isCurrent: current.has(script.revision) }
      : data;
  }
}
