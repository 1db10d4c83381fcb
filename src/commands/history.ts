import type { Config } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import { resolveRows } from "../script/plan/current-rows.ts";
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

interface Walk {
  readonly base: WalkEnd;
  readonly head: WalkEnd;
  /** Of what lies between, only these. */
  readonly only?: ReadonlySet<string>;
}

/** Prints and answers the revisions of a range, newest first. */
export async function history(config: Config, options: HistoryOptions = {}): Promise<readonly Script[]> {
  const range = parseHistoryRange(options.revRange ?? null);
  const directory = await ScriptDirectory.fromConfig(config);
  const printer = new HistoryPrinter(config, directory, options);
  if (!readsDatabase(config, range, options)) {
    printer.print({ base: range.start ?? "base", head: range.end ?? "heads" }, []);
  } else {
    await runEnvironment(config, directory, {
      dontMutate: true,
      fn: (rows) => {
        printer.print(walkFrom(directory, range, rows), rows);
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
    hint:
      text === ""
        ? "Write both ends, as in 'aaa:bbb', or leave out -r for all revisions. Is a variable of the shell not set?"
        : `Write '${text}:' for everything from that revision on, or ':${text}' for everything up to it.`,
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
function walkFrom(directory: ScriptDirectory, { start, end }: RevisionRange, rows: readonly string[]): Walk {
  // A row without a file is named as what it is before anything is looked up.
  if (start === "current" || end === "current") resolveRows(directory.revisionMap.graph, rows);
  const head = end === "current" ? rows : (end ?? "heads");
  if (start === "current") return { base: rows, head };
  const steps = end === "current" ? /^-(\d+)$/.exec(start ?? "")?.[1] : undefined;
  if (steps === undefined) return { base: start ?? "base", head };
  return { base: "base", head, only: revisionsWithin(directory, rows, Number(steps)) };
}

/** What is at most so many steps below the rows, down every side of a merge. */
function revisionsWithin(
  directory: ScriptDirectory,
  rows: readonly string[],
  steps: number,
): ReadonlySet<string> {
  const found = new Set(rows);
  let level = rows;
  for (let step = 0; step < steps && level.length > 0; step += 1) {
    const below = directory.getRevisions(level).flatMap((script) => script.downRevisions);
    level = [...new Set(below)].filter((each) => !found.has(each));
    for (const each of level) found.add(each);
  }
  return found;
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

  print(walk: Walk, rows: readonly string[]): void {
    const current = new Set(this.#options.indicateCurrent === true ? rows : []);
    const scripts = this.#walk(walk);
    this.printed.push(...scripts);
    this.data.push(...scripts.map((script) => this.#data(script, current)));
    if (this.#options.json === true) return;
    for (const line of this.#lines(scripts, current)) this.#config.printStdout(line);
  }

  #walk({ base, head, only }: Walk): readonly Script[] {
    if (typeof base === "string" && typeof head === "string")
      return this.#directory.walkRevisions(base, head);
    const options = { inclusive: true, assertRelativeLength: false };
    const scripts = this.#directory.iterateRevisions(head, base, options);
    return only === undefined ? scripts : scripts.filter((script) => only.has(script.revision));
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
