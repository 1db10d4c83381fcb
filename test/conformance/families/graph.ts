import { isDeepStrictEqual } from "node:util";
import {
  AlembicError,
  planDowngrade,
  planStamp,
  planUpgrade,
  RevisionMap,
  type VersionWrite,
} from "../../../src/index.ts";
import type { CaseOutcome, ConformanceCase } from "../case.ts";

type RevisionData = Parameters<RevisionMap["addRevision"]>[0];
type Revision = RevisionMap["revisions"][number];
type MigrationStep = ReturnType<typeof planUpgrade>[number];

interface RecordedRevision {
  readonly id: string;
  readonly down: readonly string[] | null;
  readonly depends_on: readonly string[];
  readonly branch_labels: readonly string[];
  readonly doc?: string;
}

interface Query {
  readonly q: string;
  readonly ident?: string;
  readonly base?: string;
  readonly head?: string;
  readonly upper?: string;
  readonly lower?: string;
  readonly inclusive?: boolean;
  readonly current?: readonly string[];
  readonly target?: string | readonly string[];
  readonly expected?: unknown;
  readonly expected_error?: { readonly class: string; readonly contains: string };
  readonly unordered?: boolean;
  readonly warnings?: readonly string[];
}

/** What a query gave: its answer or its error, and the warnings on the way. */
interface Answer {
  readonly q: string;
  readonly expected?: unknown;
  readonly expected_error?: { readonly class: string; readonly message: string };
  readonly warnings?: readonly string[];
}

type Step = readonly [
  direction: string,
  up: readonly string[],
  down: readonly string[],
  writes: readonly string[],
  rows: readonly string[],
];

/** Runs the queries of a case, each on a fresh map, and compares as strictly as the format says. */
export function runGraphCase(testCase: ConformanceCase): CaseOutcome {
  // The runner hands over parsed JSON; the format of this family fixes these two keys.
  const revisions = testCase.revisions as readonly RecordedRevision[];
  const queries = testCase.queries as readonly Query[];
  const answers = queries.map((query) => ask(query, new RevisionMap(revisions.map(toRevision))));
  const failures = queries.flatMap((query, index) => {
    const answer = answers[index];
    return answer !== undefined && agrees(query, answer)
      ? []
      : [`${JSON.stringify(query)}\n  answered ${JSON.stringify(answer)}`];
  });
  const actual = { queries: answers };
  return failures.length === 0 ? { actual } : { actual, failure: failures.join("\n") };
}

function toRevision(recorded: RecordedRevision): RevisionData {
  return {
    revision: recorded.id,
    downRevision: recorded.down,
    dependsOn: recorded.depends_on,
    branchLabels: recorded.branch_labels,
    doc: recorded.doc,
  };
}

function ask(query: Query, map: RevisionMap): Answer {
  const warnings: string[] = [];
  const question = questions[query.q];
  if (question === undefined) throw new Error(`unknown query '${query.q}'`);
  try {
    const expected = question(query, map, (message) => warnings.push(message));
    return { q: query.q, expected, ...(warnings.length > 0 ? { warnings } : {}) };
  } catch (error) {
    if (!(error instanceof AlembicError)) throw error;
    return { q: query.q, expected_error: { class: error.name, message: error.message } };
  }
}

type Question = (query: Query, map: RevisionMap, warn: (message: string) => void) => unknown;

const questions: Readonly<Record<string, Question>> = {
  heads: (_, map) => map.getHeads().toSorted(),
  heads_no_deps: (_, map) => map.getHeads({ considerDependsOn: true }).toSorted(),
  bases: (_, map) => map.getBases().toSorted(),
  current_head: (_, map) => map.getCurrentHead(),
  branch_points: (_, map) => ids(map.revisions.filter((revision) => revision.isBranchPoint)).toSorted(),
  merge_points: (_, map) => ids(map.revisions.filter((revision) => revision.isMergePoint)).toSorted(),
  info: (_, map) => Object.fromEntries(map.revisions.map((revision) => [revision.revision, info(revision)])),
  get_revision: ({ ident }, map) => map.getRevision(ident ?? null)?.revision ?? null,
  get_revisions: ({ ident }, map) => ids(map.getRevisions(ident ?? null)).toSorted(),
  walk: ({ base, head }, map) => ids(map.walkRevisions(base, head)),
  iterate: ({ upper, lower, inclusive }, map) =>
    ids(map.iterateRevisions(upper ?? null, lower ?? null, { inclusive })),
  upgrade: ({ target, current = [] }, map) => plan(planUpgrade(map, target ?? null, current), current),
  downgrade: ({ target, current = [] }, map, warn) =>
    plan(planDowngrade(map, typeof target === "string" ? target : null, current, { warn }), current),
  stamp: ({ target, current = [] }, map) => plan(planStamp(map, target ?? null, current), current),
};

function ids(revisions: readonly Revision[]): readonly string[] {
  return revisions.map((revision) => revision.revision);
}

function info(revision: Revision): unknown {
  return {
    next: revision.nextRevisions.toSorted(),
    down: revision.downRevisions.toSorted(),
    depends_on: revision.dependencies.toSorted(),
    labels: revision.branchLabels.toSorted(),
    is_head: revision.isHead,
    is_base: revision.isBase,
    is_branch_point: revision.isBranchPoint,
    is_merge_point: revision.isMergePoint,
  };
}

function plan(
  steps: readonly MigrationStep[],
  current: readonly string[],
): { steps: readonly Step[]; rows: readonly string[] } {
  return {
    steps: steps.map(({ direction, up, down, writes, rows }) => [
      direction,
      up.toSorted(),
      down.toSorted(),
      [
        ...writes
          .filter((write) => write.kind !== "update")
          .map(writeText)
          .sort(),
        ...writes.filter((write) => write.kind === "update").map(writeText),
      ],
      rows.toSorted(),
    ]),
    rows: (steps.at(-1)?.rows ?? current).toSorted(),
  };
}

function writeText(write: VersionWrite): string {
  return write.kind === "update" ? `update ${write.from} ${write.to}` : `${write.kind} ${write.revision}`;
}

function agrees(query: Query, answer: Answer): boolean {
  if (query.expected_error !== undefined) {
    return answer.expected_error?.message.includes(query.expected_error.contains) ?? false;
  }
  if (answer.expected_error !== undefined) return false;
  if (!isDeepStrictEqual(answer.warnings ?? [], query.warnings ?? [])) return false;
  return query.unordered === true
    ? isDeepStrictEqual(unordered(answer.expected), unordered(query.expected))
    : isDeepStrictEqual(answer.expected, query.expected);
}

/** A list as a sorted one; a plan as the sorted directions and upper sides of its steps, with the rows it ends in. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.toSorted();
  if (typeof value !== "object" || value === null || !("steps" in value && "rows" in value)) return value;
  const steps = value.steps as readonly Step[]; // both sides come from plan() or the recorded form of it
  return { steps: steps.map(([direction, up]) => JSON.stringify([direction, up])).sort(), rows: value.rows };
}
