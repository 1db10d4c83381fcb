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

/** Which revisions `history` shows, and how. */
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
        printer.print(
          startOf(directory, range, rows),
          range.end === "current" ? rows : (range.end ?? "heads"),
          rows,
        );
        return [];
      },
    });
  }
  if (options.json === true) printJson(config, printer.data);
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

/** `-N:current` begins N revisions below what the database is at; elsewhere `-N` counts from the heads. */
function startOf(
  directory: ScriptDirectory,
  { start, end }: RevisionRange,
  rows: readonly string[],
): WalkEnd {
  if (start === "current") return rows;
  const below = end === "current" ? /^-(\d+)$/.exec(start ?? "")?.[1] : undefined;
  return below === undefined ? (start ?? "base") : revisionsBelow(directory, rows, Number(below));
}

function revisionsBelow(
  directory: ScriptDirectory,
  rows: readonly string[],
  steps: number,
): readonly string[] {
  let level = [...rows];
  for (let step = 0; step < steps && level.length > 0; step += 1) {
    level = [...new Set(directory.getRevisions(level).flatMap((script) => script.downRevisions))];
  }
  return level;
}

class HistoryPrinter {
  readonly printed: Script[] = [];
  /** What `--json` prints of all databases together. */
  readonly data: object[] = [];
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
    this.data.push(...scripts.map((script) => this.#data(script, current)));
    if (this.#options.json === true) return;
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
    return this.#options.indicateCurrent === true
      ? { ...script.toJSON(), isCurrent: current.has(script.revision) }
      : script;
  }
}
