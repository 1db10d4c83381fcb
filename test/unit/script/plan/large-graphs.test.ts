import { describe, expect, test } from "vitest";
import type { RevisionData } from "../../../../src/script/graph/revision.ts";
import { RevisionMap } from "../../../../src/script/graph/revision-map.ts";
import { planDowngrade, planUpgrade } from "../../../../src/script/plan/plan-migration.ts";

const size = 10_000;
/** Generous for a busy machine; anything quadratic takes far longer. */
const limitMs = 4_000;

type Shape = (index: number) => Omit<RevisionData, "revision">;

const shapes: Readonly<Record<string, Shape>> = {
  "one line": (index) => ({ downRevision: index === 0 ? null : `r${index - 1}` }),
  "a fork and a merge every ten": (index) => {
    const start = index - (index % 10);
    if (index === 0) return {};
    if (index % 10 === 9) return { downRevision: [`r${start + 4}`, `r${start + 8}`] };
    return { downRevision: index % 10 === 5 ? `r${start}` : `r${index - 1}` };
  },
  "two lines, the second merging the first at every step": (index) => {
    if (index < 2) return { downRevision: index === 0 ? null : "r0" };
    return { downRevision: index % 2 === 0 ? `r${index - 2}` : [`r${index - 2}`, `r${index - 1}`] };
  },
  "a hundred labelled lines that depend on one another": (index) =>
    index < 100
      ? { branchLabels: `line${index}` }
      : { downRevision: `r${index - 100}`, dependsOn: index % 3 === 0 ? `r${index - 101}` : null },
};

describe.each(Object.entries(shapes))("ten thousand revisions: %s", (_, shape) => {
  test("are linked, listed, applied and removed in little time", () => {
    const start = performance.now();
    const map = new RevisionMap(
      Array.from({ length: size }, (_each, index) => ({ revision: `r${index}`, ...shape(index) })),
    );
    const heads = map.getHeads({ considerDependsOn: true });
    expect(map.walkRevisions()).toHaveLength(size);
    expect(planUpgrade(map, "heads", []).at(-1)?.rows.toSorted()).toEqual(heads.toSorted());
    expect(planUpgrade(map, "heads", heads)).toEqual([]);
    expect(planDowngrade(map, "base", heads).at(-1)?.rows).toEqual([]);
    expect(map.getAllCurrent(heads).length).toBeGreaterThanOrEqual(heads.length);
    expect(performance.now() - start).toBeLessThan(limitMs);
  });
});
