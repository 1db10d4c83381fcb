import { MultipleHeads, ResolutionError, RevisionNotFound } from "../../errors/index.ts";
import type { RevisionGraph } from "./graph.ts";
import { lineage } from "./lineage.ts";
import type { RevisionNode } from "./revision.ts";
import { revisionIds } from "./revision-ids.ts";
import { walk } from "./walk.ts";

/**
 * What names revisions: a full or partial identifier, a branch label, `head`, `heads`, `base`, any of them with
 * `label@` in front, `-N` (N below every head), or several of these. Null and `""` are the base.
 */
export type RevisionSymbol = string | readonly string[] | null;

/** Names that still have to be looked up, and the branch they must belong to. */
interface ResolvedNames {
  readonly names: readonly string[];
  readonly branch: string | null;
}

/** Shorter identifiers and labels are found by their full name only (PARITY P-3.22). */
const minPartialTargetLength = 4;
const listedCandidates = 5;
const belowHeads = /^-\d+$/;

/** Splits `label@symbol` at the first `@`. Throws ResolutionError when nothing stands on one side of it. */
export function splitBranch(whole: string): { readonly branch: string | null; readonly symbol: string } {
  const at = whole.indexOf("@");
  if (at === -1) return { branch: null, symbol: whole };
  const [branch, symbol] = [whole.slice(0, at), whole.slice(at + 1)];
  if (branch !== "" && symbol !== "") return { branch, symbol };
  throw new ResolutionError(
    `Empty ${branch === "" ? "branch" : "revision"} in '${whole}': nothing stands ${branch === "" ? "before" : "behind"} the '@'`,
    whole,
    { hint: "Write both, as in 'label@head' or 'label@base', or leave out the '@'." },
  );
}

/** Every revision a symbol stands for; the base is the empty list. Relative symbols are not understood here. */
export function resolveAll(graph: RevisionGraph, symbol: RevisionSymbol): readonly RevisionNode[] {
  if (symbol !== null && typeof symbol !== "string") return symbol.flatMap((each) => resolveAll(graph, each));
  const { names, branch } = resolveNames(graph, symbol);
  const [name] = names;
  if (name !== undefined && belowHeads.test(name)) return belowEveryHead(graph, branch, Number(name));
  return names.map((each) => lookUp(graph, each, branch));
}

/**
 * The one revision a symbol stands for, or null for the base. Throws MultipleHeads when there are several, with
 * `typed` in its message: the whole of what the user wrote.
 */
export function resolveOne(
  graph: RevisionGraph,
  symbol: string | null,
  typed: string = symbol ?? "",
): RevisionNode | null {
  const { names, branch } = resolveNames(graph, symbol, typed);
  const [name, ...others] = names;
  if (name === undefined) return null;
  if (others.length > 0) throw multipleHeads(graph, names, typed);
  return lookUp(graph, name, branch);
}

/** `-N`: N below each head; lines that are shorter lead to the base, which is no revision. */
function belowEveryHead(graph: RevisionGraph, branch: string | null, steps: number): readonly RevisionNode[] {
  const heads =
    branch === null ? graph.effectiveHeads : filterForLineage(graph, graph.effectiveHeads, branch);
  const places = heads.map((head) => walk(graph, head, steps, { clip: true }) ?? null);
  return [...new Set(places)].filter((place) => place !== null);
}

/** The single head, of one branch if one is given; null when there is none. Throws MultipleHeads. */
export function currentHead(
  graph: RevisionGraph,
  branch: string | null,
  symbol = "head",
): RevisionNode | null {
  const heads = branch === null ? graph.heads : filterForLineage(graph, graph.heads, branch);
  if (heads.length > 1) throw multipleHeads(graph, revisionIds(heads), symbol);
  return heads[0] ?? null;
}

/** The revision that declares a label, or that an identifier names, in the role of a branch. */
export function resolveBranch(graph: RevisionGraph, branch: string): RevisionNode {
  return lookUp(graph, branch, null);
}

/** Those of the revisions that are above, below or among what a symbol stands for; all when it is the base. */
export function filterForLineage(
  graph: RevisionGraph,
  nodes: readonly RevisionNode[],
  symbol: string,
  options: { readonly dependencies: boolean } = { dependencies: false },
): readonly RevisionNode[] {
  const { names, branch } = resolveNames(graph, symbol);
  const against = [...(branch === null ? [] : [branch]), ...names].map((name) => lookUp(graph, name, null));
  if (against.length === 0) return nodes;
  const related = lineage(against, options);
  return nodes.filter((node) => related.has(node));
}

function resolveNames(graph: RevisionGraph, whole: string | null, typed = whole ?? ""): ResolvedNames {
  const { branch, symbol } = splitBranch(whole ?? "base");
  if (symbol === "" || symbol === "base") return { names: [], branch };
  if (symbol === "head") {
    const head = currentHead(graph, branch, typed);
    return { names: head === null ? [] : [head.revision], branch };
  }
  if (symbol !== "heads") return { names: [symbol], branch };
  if (branch === null) return { names: revisionIds(graph.effectiveHeads), branch };
  return { names: revisionIds(filterForLineage(graph, graph.heads, branch)), branch };
}

function lookUp(graph: RevisionGraph, name: string, branch: string | null): RevisionNode {
  const branchNode = branch === null ? null : resolveBranch(graph, branch);
  const related = branchNode === null ? null : lineage([branchNode], { dependencies: false });
  const found = graph.byName.get(name) ?? lookUpPartial(graph, name, related);
  if (related === null || related.has(found)) return found;
  throw new ResolutionError(
    `Can't locate revision identified by '${name}'; revision ${found.revision} is not a member of branch '${branch}'`,
    name,
    {
      hint: `Type '${found.revision}' without the branch, or 'alembic history -r ${branch}@base:' to see the branch.`,
    },
  );
}

function lookUpPartial(
  graph: RevisionGraph,
  prefix: string,
  related: ReadonlySet<RevisionNode> | null,
): RevisionNode {
  const matches = [...graph.byName].filter(
    ([name, node]) =>
      name.length >= minPartialTargetLength &&
      name.startsWith(prefix) &&
      (related === null || related.has(node)),
  );
  // An identifier and a label of the same revision are no ambiguity.
  const [found, ...others] = new Set(matches.map(([, node]) => node));
  if (found === undefined) throw notFound(prefix);
  if (others.length > 0)
    throw ambiguousPrefix(
      prefix,
      matches.map(([name]) => name),
    );
  return found;
}

function notFound(name: string): RevisionNotFound {
  return new RevisionNotFound(`Can't locate revision identified by '${name}'`, name, { hint: hintFor(name) });
}

function hintFor(name: string): string {
  const start = /^(.*)[+-]\d+$/.exec(name)?.[1];
  if (name === "current" || start === "current")
    return "'current' stands alone, in show, edit and history -r; steps are counted from it by '-1:current' and 'current:+1'.";
  if (start?.includes("-"))
    return `Write the identifier of '${start}' before the steps: behind a dash they are not understood.`;
  if (start !== undefined)
    return "Steps are understood by upgrade, downgrade and the end of a range of history -r, whose start may be '-1', below the heads.";
  return name.length < minPartialTargetLength
    ? "Give at least four characters of the identifier; 'alembic history' lists the revisions."
    : "Run 'alembic history' to see the revisions there are, and 'alembic branches' or 'alembic heads' for branch labels.";
}

function ambiguousPrefix(prefix: string, candidates: readonly string[]): ResolutionError {
  const shown = candidates.slice(0, listedCandidates).map((name) => `'${name}'`);
  const rest = candidates.length > shown.length ? `, and ${candidates.length - shown.length} more` : "";
  return new ResolutionError(
    `Can't locate revision identified by '${prefix}'; several begin with it: ${shown.join(", ")}${rest}`,
    prefix,
    { hint: "Type more characters of the identifier.", details: { candidates } },
  );
}

function multipleHeads(graph: RevisionGraph, heads: readonly string[], symbol: string): MultipleHeads {
  const { branch } = splitBranch(symbol);
  const instead =
    branch === null
      ? `'<branchname>@${symbol}' to narrow to a specific head, or 'heads' for all heads`
      : `one of ${heads.join(", ")}, or '${branch}@heads' for all heads of the branch`;
  return new MultipleHeads(
    heads,
    symbol,
    `Multiple head revisions are present for given argument '${symbol}'; please specify a specific target revision, ${instead}`,
    {
      hint: `The heads are ${heads.map((id) => describeHead(graph, id)).join(", ")}; join them with 'alembic merge heads'.`,
    },
  );
}

function describeHead(graph: RevisionGraph, id: string): string {
  const labels = graph.byName.get(id)?.branchLabels ?? [];
  return labels.length === 0 ? id : `${id} (${labels.join(", ")})`;
}
