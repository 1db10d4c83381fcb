import { CommandError, MultipleHeads } from "../../errors/index.ts";
import { ancestors, descendants } from "../graph/lineage.ts";
import { resolveOne } from "../graph/resolve.ts";
import { type RevisionNode, toList } from "../graph/revision.ts";
import { RevisionMap } from "../graph/revision-map.ts";

/** A revision that gets other parents. */
export interface ParentChange {
  readonly revision: string;
  readonly from: readonly string[];
  readonly to: string | readonly string[];
}

/** What putting a branch on top of a head changes. */
export interface RebasePlan {
  /** The head that the branch is put on. */
  readonly target: string;
  /** Everything that stands on other ground afterwards, oldest first; none of it may be applied anywhere. */
  readonly moved: readonly string[];
  readonly changes: readonly ParentChange[];
}

/**
 * How the revisions of a branch are put on top of another head: those that stand on what both have in common get that
 * head as their parent. The branch is the one of `ownHead`, or of the only other head. Throws CommandError and
 * RevisionError when there is no such branch or the graph would not hold together.
 */
export function planRebase(
  map: RevisionMap,
  targetSymbol: string,
  ownHead: string | null = null,
): RebasePlan {
  const { graph } = map;
  const target = existing(resolveOne(graph, targetSymbol), targetSymbol);
  if (!target.isHead) throw notAHead(target);
  const own =
    ownHead === null ? otherHead(graph.heads, target) : existing(resolveOne(graph, ownHead), ownHead);
  const ground = ancestors([target], { dependencies: false });
  const branch = [...ancestors([own], { dependencies: false })].filter((node) => !ground.has(node));
  if (branch.length === 0)
    throw nothingToDo(`Revision ${own.revision} is part of the history of ${target.revision}`);
  refuseDependency(target, branch);
  const inBranch = new Set(branch);
  const changes = branch.flatMap((node) => changeOf(node, inBranch, target));
  const moved = [...descendants(branch, { dependencies: true })].sort((a, b) => a.rank - b.rank);
  assertHolds(map, changes);
  return { target: target.revision, moved: moved.map(({ revision }) => revision), changes };
}

/** Parents in the branch stay; those below it become the target, unless the branch already leads there. */
function changeOf(
  node: RevisionNode,
  inBranch: ReadonlySet<RevisionNode>,
  target: RevisionNode,
): readonly ParentChange[] {
  const kept = node.parents.filter((parent) => inBranch.has(parent)).map(({ revision }) => revision);
  if (node.parents.length === 0) throw unrelated(node, target);
  if (kept.length === node.parents.length) return [];
  const [only = target.revision, ...more] = kept;
  return [{ revision: node.revision, from: node.downRevisions, to: more.length === 0 ? only : kept }];
}

function otherHead(heads: readonly RevisionNode[], target: RevisionNode): RevisionNode {
  const others = heads.filter((head) => head !== target);
  const [only, ...more] = others;
  if (only === undefined) throw nothingToDo(`${target.revision} is the only head`);
  if (more.length === 0) return only;
  const names = others.map(({ revision }) => revision);
  throw new MultipleHeads(
    names,
    "head",
    `There are several other heads, any of which could be put on ${target.revision}: ${names.join(", ")}`,
    { hint: "Name yours with --head." },
  );
}

function refuseDependency(target: RevisionNode, branch: readonly RevisionNode[]): void {
  const needed = ancestors([target], { dependencies: true });
  const first = branch.find((node) => needed.has(node));
  if (first === undefined) return;
  throw new CommandError(
    `Revision ${first.revision} cannot be put on top of ${target.revision}, whose history depends on it`,
    { hint: "Join the branches instead: alembic merge heads." },
  );
}

function assertHolds(map: RevisionMap, changes: readonly ParentChange[]): void {
  const parents = new Map(changes.map(({ revision, to }) => [revision, to]));
  new RevisionMap(
    map.revisions.map((each) => ({
      revision: each.revision,
      downRevision: parents.get(each.revision) ?? each.downRevision,
      dependsOn: toList(each.dependsOn),
      branchLabels: each.declaredBranchLabels,
    })),
  ).getHeads();
}

function existing(node: RevisionNode | null, symbol: string): RevisionNode {
  if (node !== null) return node;
  throw new CommandError(`'${symbol}' is not a revision that something could be put on`, {
    hint: "Name a head; 'alembic heads' lists them.",
  });
}

function notAHead(node: RevisionNode): CommandError {
  return new CommandError(`Revision ${node.revision} is not a head revision`, {
    hint: `Name a head, such as the one above it: the children of ${node.revision} are ${node.nextRevisions.join(", ")}.`,
  });
}

function nothingToDo(why: string): CommandError {
  return new CommandError(`There is nothing to rebase: ${why}`, {
    hint: "See 'alembic history --graph'.",
  });
}

function unrelated(node: RevisionNode, target: RevisionNode): CommandError {
  return new CommandError(
    `Revision ${node.revision} is a base of its own and shares no history with ${target.revision}`,
    { hint: "Keep the branches independent, or join them: alembic merge heads." },
  );
}
