import { RevisionError } from "../../errors/index.ts";
import type { RevisionGraph } from "./graph.ts";
import { ancestors, assertNoOverlap, lineage } from "./lineage.ts";
import {
  filterForLineage,
  type RevisionSymbol,
  resolveAll,
  resolveBranch,
  resolveOne,
  splitBranch,
} from "./resolve.ts";
import type { RevisionNode } from "./revision.ts";
import { revisionIds } from "./revision-ids.ts";
import { walk } from "./walk.ts";

/** `[label@][symbol]+N` or `-N`, taken apart (PARITY P-3.28). */
interface RelativeSymbol {
  readonly branch: string | null;
  /** What to count from; null means from where the database is. */
  readonly from: string | null;
  /** Positive up, negative down. */
  readonly steps: number;
  /** The number with its sign. */
  readonly text: string;
  readonly whole: string;
}

export interface TargetContext {
  /** The version rows, or what else stands for where the database is; asked for only when they matter. */
  readonly current: () => readonly RevisionNode[];
  /** Stop at the ends of the graph instead of throwing. */
  readonly clip: boolean;
  /** Hears of usage that works but should not be relied on. */
  readonly warn?: ((message: string) => void) | undefined;
}

export interface DowngradeTarget {
  readonly branch: string | null;
  /** Null is the base. */
  readonly target: RevisionNode | null;
}

const headSymbols: ReadonlySet<string> = new Set(["head", "heads"]);
const relativePattern = /^(?:([^@]+)@)?([^@+:-]+)?([+-]\d+)$/;

function parseRelative(symbol: string): RelativeSymbol | null {
  const match = relativePattern.exec(symbol);
  if (match === null) return null;
  const [, branch = null, from = null, text = ""] = match;
  return { branch, from, steps: Number(text), text, whole: symbol };
}

/** Whether a symbol is read as one with steps, such as `+1` or `head-1`. */
export function isRelative(symbol: string): boolean {
  return relativePattern.test(symbol);
}

/** The revisions an upgrade goes to. */
export function upgradeTargets(
  graph: RevisionGraph,
  symbol: RevisionSymbol,
  context: TargetContext,
): readonly RevisionNode[] {
  const relative = typeof symbol === "string" ? parseRelative(symbol) : null;
  if (relative === null) return resolveAll(graph, symbol);
  const place =
    relative.from === null
      ? upFromCurrent(graph, relative, context)
      : fromSymbol(graph, relative, relative.from, context.clip);
  return place === null ? [] : [place];
}

function upFromCurrent(
  graph: RevisionGraph,
  relative: RelativeSymbol,
  context: TargetContext,
): RevisionNode | null {
  if (relative.steps <= 0) throw tooFew(relative);
  const within = branchMembers(graph, relative.branch);
  const current = context.current();
  assertNoOverlap(current);
  const starts = [...new Set(startsOfBranch(current, within))];
  if (starts.length > 1) {
    throw new RevisionError(
      `Ambiguous upgrade from multiple current revisions: ${revisionIds(starts).join(", ")}`,
      {
        hint: `Say which one to go on from: ${branchNames(starts)
          .map((name) => `${name}@${relative.text}`)
          .join(" or ")}.`,
        details: { current: revisionIds(starts) },
      },
    );
  }
  const place = walk(graph, starts[0] ?? null, relative.steps, { within, clip: context.clip });
  if (place === undefined) throw tooFew(relative);
  return place;
}

/** The rows on the branch; without one, the tips of what is applied of the branch. Empty stands for the base. */
function startsOfBranch(
  current: readonly RevisionNode[],
  within: ReadonlySet<RevisionNode> | undefined,
): readonly RevisionNode[] {
  if (within === undefined) return current;
  const rows = current.filter((node) => within.has(node));
  if (rows.length > 0) return rows;
  const applied = [...ancestors(current, { dependencies: true })].filter((node) => within.has(node));
  const covered = new Set(applied.flatMap((node) => node.allParents));
  return applied.filter((node) => !covered.has(node));
}

/** Where a downgrade ends. */
export function downgradeTarget(
  graph: RevisionGraph,
  symbol: string | null,
  context: TargetContext,
): DowngradeTarget {
  const relative = symbol === null ? null : parseRelative(symbol);
  if (relative === null) {
    const { branch, symbol: name } = splitBranch(symbol ?? "base");
    // A branch narrows what is removed, not where it ends: `label@rev` may end at a revision off the branch.
    return { branch, target: resolveOne(graph, headSymbols.has(name) ? symbol : name, symbol ?? "") };
  }
  if (relative.from === null) return downFromCurrent(graph, relative, context);
  return { branch: relative.branch, target: fromSymbol(graph, relative, relative.from, context.clip) };
}

function downFromCurrent(
  graph: RevisionGraph,
  relative: RelativeSymbol,
  context: TargetContext,
): DowngradeTarget {
  const rows = relative.steps < 0 ? [...new Set(context.current())] : [];
  const [first] = rows;
  if (first === undefined) throw tooFew(relative);
  // To count from rows that overlap would take more down than was asked for.
  assertNoOverlap(rows);
  if (relative.branch === null && rows.length > 1) {
    context.warn?.(
      "downgrade -1 from multiple heads is ambiguous; this usage will be disallowed in a future release.",
    );
  }
  const start = relative.branch === null ? first : rowOfBranch(graph, relative.branch, rows);
  const target = walk(graph, start, relative.steps, { clip: context.clip });
  if (target === undefined) throw tooFew(relative);
  return { branch: relative.branch ?? start.revision, target };
}

/** The row on the branch, or the applied revision of the branch that the rows depend on (PARITY P-3.36). */
function rowOfBranch(graph: RevisionGraph, branch: string, current: readonly RevisionNode[]): RevisionNode {
  const rows = filterForLineage(graph, current, branch);
  const candidates = rows.length > 0 ? rows : filterForLineage(graph, branchTips(current), branch);
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined) {
    throw new RevisionError(
      `No revision of branch '${branch}' is applied; the database is at ${revisionIds(current).join(", ")}`,
      {
        hint: "Name a branch that is applied; 'alembic current' shows where the database is.",
      },
    );
  }
  const names = revisionIds([only, ...others]);
  throw new RevisionError(
    `Ambiguous downgrade of branch '${branch}': the database is at ${names.join(", ")}`,
    {
      hint: `Say which one to go down from: ${names.map((name) => `${name}@-1`).join(" or ")}.`,
      details: { current: names },
    },
  );
}

/** Everything applied that has no applied child: the rows and what they merely depend on (PARITY P-1.77). */
export function branchTips(rows: readonly RevisionNode[]): readonly RevisionNode[] {
  const applied = ancestors(rows, { dependencies: true });
  const isTip = (node: RevisionNode): boolean => !node.children.some((child) => applied.has(child));
  const rowTips = new Set(rows.filter(isTip));
  const others = [...applied].filter((node) => !rowTips.has(node) && isTip(node));
  return [...rowTips, ...others.sort((a, b) => a.position - b.position)];
}

function fromSymbol(
  graph: RevisionGraph,
  relative: RelativeSymbol,
  from: string,
  clip: boolean,
): RevisionNode | null {
  const within = relative.steps > 0 ? branchMembers(graph, relative.branch) : undefined;
  const symbol = relative.branch === null || relative.steps > 0 ? from : `${relative.branch}@${from}`;
  const place = walk(graph, resolveOne(graph, symbol, relative.whole), relative.steps, { within, clip });
  if (place !== undefined) return place;
  throw new RevisionError(
    `Walked too far: there are no ${Math.abs(relative.steps)} revisions ${relative.steps > 0 ? "above" : "below"} ${from}`,
    {
      hint: "Use a smaller number; 'alembic history' shows the line.",
    },
  );
}

function branchMembers(graph: RevisionGraph, branch: string | null): ReadonlySet<RevisionNode> | undefined {
  return branch === null ? undefined : lineage([resolveBranch(graph, branch)], { dependencies: false });
}

function tooFew({ text, steps }: RelativeSymbol): RevisionError {
  return new RevisionError(`Relative revision ${text} didn't produce ${Math.abs(steps)} migrations`, {
    hint: "Use a smaller number, or name the revision; 'alembic current' and 'alembic history' show the line.",
  });
}

/** What tells the nodes apart before an `@`: the label that only one of them has, or else the identifier. */
function branchNames(nodes: readonly RevisionNode[]): readonly string[] {
  const labels = nodes.flatMap((node) => node.branchLabels);
  return nodes.map(({ branchLabels: [label, ...others], revision }) => {
    const isItsOwn =
      label !== undefined && others.length === 0 && labels.indexOf(label) === labels.lastIndexOf(label);
    return isItsOwn ? label : revision;
  });
}
