import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as errors from "../../../../src/errors/index.ts";
import type { RevisionData } from "../../../../src/script/graph/revision.ts";
import { RevisionMap } from "../../../../src/script/graph/revision-map.ts";
import { planDowngrade, planUpgrade } from "../../../../src/script/plan/plan-migration.ts";
import { planStamp } from "../../../../src/script/plan/plan-stamp.ts";

const trunkAndBranches: readonly RevisionData[] = [
  { revision: "root1" },
  { revision: "left1", downRevision: "root1", branchLabels: ["left"] },
  { revision: "left2", downRevision: "left1" },
  { revision: "right1", downRevision: "root1", branchLabels: ["right", "r"] },
  { revision: "own1", branchLabels: "own", dependsOn: "left" },
  { revision: "own2", downRevision: "own1" },
];

function map(): RevisionMap {
  return new RevisionMap(trunkAndBranches);
}

/** Message and hint of what a function throws. */
function refusal(question: () => unknown): { readonly message: string; readonly hint: string | undefined } {
  try {
    question();
  } catch (error) {
    if (errors.isAlembicError(error)) return { message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("labels", () => {
  test("go to the descendants, and down an unbranched line to its root", () => {
    const labels = Object.fromEntries(
      map().revisions.map((revision) => [revision.revision, revision.branchLabels]),
    );
    expect(labels).toEqual({
      root1: [],
      left1: ["left"],
      left2: ["left"],
      right1: ["right", "r"],
      own1: ["own"],
      own2: ["own"],
    });
    const line = new RevisionMap([
      { revision: "a" },
      { revision: "b", downRevision: "a" },
      { revision: "c", downRevision: "b", branchLabels: "late" },
      { revision: "d", downRevision: "c" },
    ]);
    expect(line.revisions.every((revision) => revision.branchLabels.join() === "late")).toBe(true);
  });

  test("a dependency by label means the revision that declares it", () => {
    const own = map().getRevision("own");
    expect(own?.dependsOn).toEqual(["left"]);
    expect(own?.dependencies).toEqual(["left1"]);
  });

  test("a parent cannot be named by a label", () => {
    const broken = new RevisionMap([...trunkAndBranches, { revision: "x", downRevision: "left" }]);
    expect(() => broken.getHeads()).toThrow(
      "Revision left referenced from x as down revision is not present",
    );
  });
});

describe("symbols", () => {
  test.each([
    ["left@head", ["left2"]],
    ["right", ["right1"]],
    ["heads", ["left2", "right1", "own2"]],
    ["left@heads", ["left2"]],
    ["root1@heads", ["left2", "right1"]],
    ["own@base", []],
    ["", []],
    ["own2", ["own2"]],
    ["ri", ["right1"]],
    ["left@-1", ["left1"]],
    [
      ["left1", "own1"],
      ["left1", "own1"],
    ],
  ])("%j", (symbol, expected) => {
    const found = map().getRevisions(symbol);
    expect(found.map((revision) => revision.revision).sort()).toEqual(expected.toSorted());
  });

  test("an ambiguous prefix names what it could be", () => {
    expect(refusal(() => map().getRevision("lef"))).toEqual({
      message: "Can't locate revision identified by 'lef'; several begin with it: 'left1', 'left2', 'left'",
      hint: "Type more characters of the identifier.",
    });
  });

  test("several heads are listed with their labels", () => {
    const { message, hint } = refusal(() => map().getRevision("head"));
    expect(message).toBe(
      "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads",
    );
    expect(hint).toContain("left2 (left), right1 (right, r), own2 (own)");
  });

  test("several heads of a branch are named, not a made-up label", () => {
    expect(refusal(() => map().getRevision("root1@head")).message).toBe(
      "Multiple head revisions are present for given argument 'root1@head'; please specify a specific target revision, one of left2, right1, or 'root1@heads' for all heads of the branch",
    );
  });

  test("a revision off the branch says so", () => {
    expect(refusal(() => map().getRevision("left@right1")).message).toBe(
      "Can't locate revision identified by 'right1'; revision right1 is not a member of branch 'left'",
    );
  });

  test.each([
    ["left@", "Empty revision in 'left@': nothing stands behind the '@'"],
    ["@base", "Empty branch in '@base': nothing stands before the '@'"],
    ["@-1", "Empty branch in '@-1': nothing stands before the '@'"],
  ])("nothing on one side of an @ is refused: %s", (symbol, message) => {
    for (const plan of [planUpgrade, planDowngrade, planStamp])
      expect(() => plan(map(), symbol, ["left1"])).toThrow(message);
    expect(() => map().getRevisions(symbol)).toThrow(message);
  });

  test("a fork on the way names the sides", () => {
    const { message, hint } = refusal(() => planUpgrade(map(), "root1+1", []));
    expect(message).toBe("Ambiguous walk: root1 is followed by left1 (left), right1 (right, r)");
    expect(hint).toBe("Type one of them instead of a relative symbol: left1 or right1.");
  });
});

describe("ranges", () => {
  test("a branch's range has what the branch depends on", () => {
    const revisions = map().walkRevisions("own@base", "heads");
    expect(revisions.map((revision) => revision.revision)).toEqual(["own2", "own1", "left1", "root1"]);
  });

  test("ends that are not on one line are refused with both names", () => {
    expect(() => map().walkRevisions("right1", "left2")).toThrow(
      "Requested range right1:left2 does not refer to ancestor/descendant revisions along the same branch",
    );
  });

  test("relative ends stop where the graph ends", () => {
    const ids = (base: string, head: string): readonly string[] =>
      map()
        .walkRevisions(base, head)
        .map((revision) => revision.revision);
    expect(ids("left1", "left1+5")).toEqual(["left2", "left1"]);
  });
});

describe("adding a revision", () => {
  test("makes it the head", () => {
    const graph = map();
    graph.addRevision({ revision: "left3", downRevision: "left2" });
    expect(graph.getCurrentHead("left")).toBe("left3");
  });

  test("that does not fit changes nothing", () => {
    const graph = map();
    expect(() => graph.addRevision({ revision: "x", downRevision: "gone" })).toThrow(
      "Revision gone referenced from x",
    );
    expect(graph.getHeads()).toEqual(["left2", "right1", "own2"]);
  });
});

test("listing is a topological order of everything, whatever the graph", () => {
  const edges = fc.array(
    fc.tuple(fc.array(fc.nat(), { maxLength: 3 }), fc.array(fc.nat(), { maxLength: 2 })),
    {
      minLength: 1,
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(edges, (rows) => {
      const pick = (numbers: readonly number[], index: number): readonly string[] =>
        index === 0 ? [] : numbers.map((number) => `n${number % index}`);
      const graph = new RevisionMap(
        rows.map(([down, dependsOn], index) => ({
          revision: `n${index}`,
          downRevision: pick(down, index),
          dependsOn: pick(dependsOn, index),
        })),
      );
      const seen = new Set<string>();
      for (const revision of graph.walkRevisions()) {
        for (const lower of [...revision.downRevisions, ...revision.dependencies])
          expect(seen.has(lower)).toBe(false);
        seen.add(revision.revision);
      }
      expect(seen.size).toBe(rows.length);
    }),
  );
});

test("a circle is named by its members only", () => {
  const broken = new RevisionMap([
    { revision: "root" },
    { revision: "a", downRevision: ["root", "c"] },
    { revision: "b", downRevision: "a" },
    { revision: "c", downRevision: "b" },
    { revision: "tail", downRevision: "c" },
  ]);
  expect(() => broken.getHeads()).toThrow("Cycle is detected in revisions (a, b, c)");
});

describe("the order of listing", () => {
  /** A trunk with a head of its own at every revision. */
  function comb(size: number): readonly RevisionData[] {
    return Array.from({ length: size }, (_, index): readonly RevisionData[] => [
      { revision: `trunk${index}`, downRevision: index === 0 ? null : `trunk${index - 1}` },
      { revision: `head${index}`, downRevision: `trunk${index}` },
    ]).flat();
  }

  test("a line waits where another head still leads to the same place", () => {
    expect(new RevisionMap(comb(3)).walkRevisions().map(({ revision }) => revision)).toEqual([
      "head0",
      "head1",
      "head2",
      "trunk2",
      "trunk1",
      "trunk0",
    ]);
  });

  test("ten thousand unmerged heads are listed in the time of reading them, not in its square", {
    timeout: 20_000,
  }, () => {
    expect(new RevisionMap(comb(10_000)).walkRevisions()).toHaveLength(20_000);
  });
});

describe("a refusal has the class of its code", () => {
  const { MultipleHeads, RangeNotAncestorError, ResolutionError, RevisionNotFound } = errors;

  test.each<readonly [string, unknown, () => unknown]>([
    ["REVISION_NOT_FOUND", RevisionNotFound, () => map().getRevision("nowhere")],
    ["REVISION_NOT_FOUND", RevisionNotFound, () => planUpgrade(map(), "heads", ["gone"])],
    [
      "REVISION_NOT_FOUND",
      RevisionNotFound,
      () => new RevisionMap([{ revision: "a", downRevision: "gone" }]).getHeads(),
    ],
    ["RESOLUTION", ResolutionError, () => map().getRevision("lef")],
    ["RESOLUTION", ResolutionError, () => planUpgrade(map(), "heads", ["lef"])],
    ["RANGE_NOT_ANCESTOR", RangeNotAncestorError, () => map().iterateRevisions("left2", "right1")],
    ["RANGE_NOT_ANCESTOR", RangeNotAncestorError, () => map().walkRevisions("right1", "left2")],
    ["RANGE_NOT_ANCESTOR", RangeNotAncestorError, () => planDowngrade(map(), "left1", ["right1"])],
    ["MULTIPLE_HEADS", MultipleHeads, () => map().getRevision("head")],
  ])("%s", (code, kind, question) => {
    expect(question).toThrow(expect.objectContaining({ code, constructor: kind }));
  });
});
