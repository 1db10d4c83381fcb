import { describe, expect, test } from "vitest";
import type { RevisionData } from "../../../../src/script/graph/revision.ts";
import { RevisionMap } from "../../../../src/script/graph/revision-map.ts";
import { type MigrationStep, stepLogMessage } from "../../../../src/script/plan/migration-step.ts";
import { planDowngrade, planUpgrade } from "../../../../src/script/plan/plan-migration.ts";
import { planCheckedStamp, planStamp } from "../../../../src/script/plan/plan-stamp.ts";

/** `id(parents;labels;dependencies)`, as PARITY §11 writes its graphs. */
function graph(text: string): RevisionMap {
  const list = (names: string | undefined): readonly string[] =>
    names?.split(",").filter((name) => name !== "") ?? [];
  return new RevisionMap(
    [...text.matchAll(/(\w+)\(([^;)]*)(?:;([^;)]*))?(?:;([^;)]*))?\)/g)].map(
      ([, revision = "", down, labels, dependencies]): RevisionData => ({
        revision,
        downRevision: list(down),
        branchLabels: list(labels),
        dependsOn: list(dependencies),
        doc: `rev ${revision}`,
      }),
    ),
  );
}

const planners = { upgrade: planUpgrade, downgrade: planDowngrade, stamp: planStamp };

/** Runs commands one after another and gives the rows after each, or the message of its error. */
function run(map: RevisionMap, start: readonly string[], commands: readonly string[]): readonly string[] {
  let rows = start;
  return commands.map((command) => {
    const [verb = "", ...targets] = command.split(" ");
    const [target = "", ...others] = targets;
    const plan = planners[verb as keyof typeof planners]; // the commands below are all of these three
    try {
      const steps = others.length > 0 ? planStamp(map, targets, rows) : plan(map, target, rows);
      rows = steps.at(-1)?.rows ?? rows;
      return `{${rows.toSorted().join(",")}}`;
    } catch (error) {
      return error instanceof Error ? (error.message.split(/[:;] /)[0] ?? "") : String(error);
    }
  });
}

function scripts(steps: readonly MigrationStep[]): string {
  return steps.map((step) => step.revision).join(" ");
}

const g1 = "a1aa() b1bb(a1aa;left) c1cc(a1aa;right,rr) b2bb(b1bb) m1mm(b2bb,c1cc) d1dd(m1mm)";
const g2 = "a1aa(;net) a2aa(a1aa) a3aa(a2aa) b1bb(;mdl;a1aa) b2bb(b1bb;;a2aa)";
const g3 = "a1aa(;net) a2aa(a1aa) b1bb(;mdl;a2aa)";
const g5 = "a1aa() b1bb(a1aa;left) c1cc(a1aa;right) b2bb(b1bb) m1mm(b2bb,c1cc)";
const forked = "a1aa() b1bb(a1aa) ab11(b1bb) ab12(b1bb)";

describe("a fork that is merged", () => {
  test("upgrading to the head of one side pulls the other side in below the merge", () => {
    const steps = planUpgrade(graph(g1), "left@head", ["a1aa"]);
    expect(scripts(steps)).toBe("c1cc b1bb b2bb m1mm d1dd");
    expect(steps.map(stepLogMessage)).toContain("Running upgrade b2bb, c1cc -> m1mm, rev m1mm");
    expect(steps.at(-1)?.rows).toEqual(["d1dd"]);
  });

  test.each([
    [["d1dd"], "upgrade left@b1bb", "{d1dd}"],
    [["d1dd"], "upgrade right@+1", "Relative revision +1 didn't produce 1 migrations"],
    [["d1dd"], "upgrade +1", "Relative revision +1 didn't produce 1 migrations"],
    [["d1dd"], "downgrade -1", "{m1mm}"],
    [["m1mm"], "downgrade -1", "Ambiguous walk"],
    [["m1mm"], "downgrade m1mm", "{m1mm}"],
    [["d1dd"], "downgrade right@-1", "{m1mm}"],
    [["m1mm"], "downgrade b2bb", "{b2bb,c1cc}"],
    [["b2bb", "c1cc"], "downgrade right@base", "{}"],
    [[], "downgrade a1aa", "Destination a1aa is not a valid downgrade target from current head(s)"],
    [[], "downgrade base", "{}"],
    [[], "upgrade a1aa+2", "Ambiguous walk"],
    [[], "upgrade left@a1aa+2", "{b2bb}"],
    [["b2bb"], "upgrade head-1", "{m1mm}"],
    [["m1mm"], "upgrade d1dd-1", "{m1mm}"],
    [[], "upgrade m1", "{m1mm}"],
    [[], "upgrade zz@head", "Can't locate revision identified by 'zz'"],
    [[], "upgrade left@zzzz", "Can't locate revision identified by 'zzzz'"],
    [[], "upgrade left@c1cc", "Can't locate revision identified by 'c1cc'"],
  ])("%j %s: %s", (rows, command, expected) => {
    expect(run(graph(g1), rows, [command])).toEqual([expected]);
  });

  test("steps along labels go up and down one side at a time", () => {
    const commands = [
      "upgrade left@+1",
      "upgrade left@+1",
      "upgrade left@+1",
      "upgrade right@+1",
      "upgrade +1",
      "downgrade left@-1",
      "downgrade c1cc@-1",
      "downgrade left@b1bb",
      "upgrade heads",
    ];
    expect(run(graph(g5), [], commands)).toEqual([
      "{a1aa}",
      "{b1bb}",
      "{b2bb}",
      "{b2bb,c1cc}",
      "Ambiguous upgrade from multiple current revisions",
      "{b1bb,c1cc}",
      "{b1bb}",
      "{b1bb}",
      "{m1mm}",
    ]);
  });

  test.each([
    ["downgrade right@a1aa", "{b2bb}"],
    ["downgrade m1mm-1", "Ambiguous walk"],
    ["downgrade a1aa+1", "Ambiguous walk"],
    ["downgrade left@a1aa+1", "{b1bb,c1cc}"],
    ["stamp b2bb c1cc", "{b2bb,c1cc}"],
  ])("from the merge: %s gives %s", (command, expected) => {
    expect(run(graph(g5), ["m1mm"], [command])).toEqual([expected]);
  });

  test("stamping the merge replaces both sides", () => {
    expect(run(graph(g5), ["c1cc", "b1bb"], ["stamp m1mm"])).toEqual(["{m1mm}"]);
    expect(run(graph(g5), ["a1aa"], ["stamp left@head"])).toEqual(["{m1mm}"]);
  });
});

describe("branches that depend on one another", () => {
  test("a dependency is applied before and removed after what needs it", () => {
    const map = graph(g2);
    expect(scripts(planUpgrade(map, "mdl@head", []))).toBe("a1aa a2aa b1bb b2bb");
    expect(scripts(planDowngrade(map, "mdl@base", ["b2bb", "a3aa"]))).toBe("b2bb b1bb");
    expect(scripts(planDowngrade(map, "net@a1aa", ["a3aa", "b2bb"]))).toBe("a3aa b2bb a2aa");
  });

  test("rows name the tips only, dependencies counted", () => {
    const commands = [
      "upgrade mdl@head",
      "upgrade heads",
      "downgrade mdl@base",
      "upgrade heads",
      "downgrade net@a1aa",
      "upgrade heads",
      "downgrade a2aa",
      "downgrade mdl@-1",
      "upgrade b2bb",
    ];
    expect(run(graph(g2), [], commands)).toEqual([
      "{b2bb}",
      "{a3aa,b2bb}",
      "{a3aa}",
      "{a3aa,b2bb}",
      "{b1bb}",
      "{a3aa,b2bb}",
      "{b2bb}",
      "{a2aa,b1bb}",
      "{b2bb}",
    ]);
  });

  test("stamping moves the rows that share lineage", () => {
    const commands = ["stamp heads", "stamp a1aa", "stamp b1bb a3aa", "stamp net@head", "stamp mdl@base"];
    expect(run(graph(g2), ["b2bb"], commands)).toEqual([
      "{a3aa,b2bb}",
      "{a1aa}",
      "{a3aa,b1bb}",
      "{a3aa,b1bb}",
      "{a3aa}",
    ]);
    const [step] = planStamp(graph(g2), "a1aa", ["a3aa", "b2bb"]);
    expect(step === undefined ? "" : stepLogMessage(step)).toBe("Running stamp_revision a3aa, b2bb -> a1aa");
  });

  test("current shows what is applied beside the rows", () => {
    const current = graph(g2).getAllCurrent(["b2bb"]);
    expect(current.map((revision) => revision.revision)).toEqual(["b2bb", "a2aa"]);
  });

  test("a head that another revision depends on is no effective head", () => {
    const map = graph(g3);
    expect(map.getHeads()).toEqual(["a2aa", "b1bb"]);
    expect(map.getHeads({ considerDependsOn: true })).toEqual(["b1bb"]);
    expect(run(map, ["b1bb"], ["downgrade -1"])).toEqual(["{a2aa}"]);
    expect(run(map, ["b1bb"], ["downgrade -2"])).toEqual([
      "Relative revision -2 didn't produce 2 migrations",
    ]);
    expect(
      run(map, ["b1bb"], ["downgrade net@-1", "upgrade net@+1", "upgrade mdl@+1", "downgrade mdl@b1bb-1"]),
    ).toEqual(["{a1aa}", "{a2aa}", "{b1bb}", "{a2aa}"]);
  });
});

describe("heads without labels", () => {
  test("the first head in load order runs last", () => {
    expect(scripts(planUpgrade(graph(forked), "heads", ["b1bb"]))).toBe("ab12 ab11");
  });

  test("an identifier stands where a label stands", () => {
    expect(run(graph(forked), ["ab11"], ["upgrade ab12@head", "downgrade b1bb"])).toEqual([
      "{ab11,ab12}",
      "{b1bb}",
    ]);
    expect(run(graph(forked), ["ab11"], ["downgrade ab11@-1"])).toEqual(["{b1bb}"]);
  });

  test("counting down from several rows warns and takes the first", () => {
    const warnings: string[] = [];
    const steps = planDowngrade(graph(forked), "-1", ["ab12", "ab11"], {
      warn: (message) => warnings.push(message),
    });
    expect(steps.at(-1)?.rows).toEqual(["ab11"]);
    expect(warnings).toEqual([expect.stringContaining("downgrade -1 from multiple heads is ambiguous")]);
  });

  test.each(["upgrade heads", "upgrade +1", "downgrade -1", "downgrade b1bb@-1"])(
    "from overlapping rows %s is refused, with what repairs them",
    (command) => {
      expect(run(graph(forked), ["b1bb", "a1aa"], [command])).toEqual([
        "Requested revision b1bb overlaps with other requested revisions a1aa",
      ]);
      expect(() => planDowngrade(graph(forked), "-1", ["b1bb", "a1aa"])).toThrow(
        expect.objectContaining({ hint: expect.stringContaining("'alembic stamp --purge b1bb'") }),
      );
    },
  );

  test("overlapping rows go down to a revision that is named", () => {
    expect(run(graph(forked), ["b1bb", "a1aa"], ["downgrade a1aa"])).toEqual(["{a1aa}"]);
  });

  test.each([
    [[], ["a1aa", "b1bb"], "b1bb"],
    [[], ["a1aa", "a1aa", "ab11"], "ab11"],
    [["b1bb", "a1aa"], "b1bb", "b1bb"],
    [["b1bb", "a1aa"], "a1aa", "a1aa"],
  ])("from %j a stamp of %j would leave rows that overlap, and is not written", (rows, target, tips) => {
    expect(() => planCheckedStamp(graph(forked), target, rows, () => {})).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(
          /^The version rows would be .*, of which one is an ancestor of another$/,
        ),
        hint: expect.stringContaining(`'alembic stamp --purge ${tips}'`),
      }),
    );
  });

  test("a stamp that leaves no row for what was asked for says what does", () => {
    const warnings: string[] = [];
    const warn = (message: string): void => void warnings.push(message);
    const steps = planCheckedStamp(graph(g2), ["a3aa", "b1bb"], ["a1aa", "b1bb"], warn);
    expect(steps.at(-1)?.rows).toEqual(["a3aa"]);
    expect(warnings).toEqual([
      "No row is left for b1bb, which was asked for; 'alembic stamp --purge a3aa b1bb' sets exactly these rows",
    ]);
    planCheckedStamp(graph(g2), "heads", ["a2aa", "b1bb"], warn);
    expect(warnings).toHaveLength(1);
  });

  test("a revision that is named twice is stamped once", () => {
    expect(planStamp(graph(forked), ["ab11", "ab11"], [])).toHaveLength(1);
  });

  test("several rows on one branch are told apart by their identifiers", () => {
    const sides = "a1aa(;left) b1bb(a1aa) b2bb(a1aa) c1cc(b1bb) c2cc(b2bb)";
    expect(() => planUpgrade(graph(sides), "+1", ["b1bb", "b2bb"])).toThrow(
      expect.objectContaining({ hint: "Say which one to go on from: b1bb@+1 or b2bb@+1." }),
    );
    expect(run(graph(sides), ["b1bb", "b2bb"], ["upgrade b1bb@+1", "upgrade b2bb@+1"])).toEqual([
      "{b2bb,c1cc}",
      "{c1cc,c2cc}",
    ]);
  });

  test("a row without a file is named as such", () => {
    for (const plan of [planUpgrade, planDowngrade, planStamp]) {
      expect(() => plan(graph(forked), "b1bb", ["gone"])).toThrow(
        "Can't locate revision identified by 'gone'; the database is at this revision, but no revision file has it",
      );
    }
  });
});
