import fc from "fast-check";
import { expect, test } from "vitest";
import type { RevisionData } from "../../../../src/script/graph/revision.ts";
import { RevisionMap } from "../../../../src/script/graph/revision-map.ts";
import type { MigrationStep } from "../../../../src/script/plan/migration-step.ts";
import { planDowngrade, planUpgrade } from "../../../../src/script/plan/plan-migration.ts";
import { planStamp } from "../../../../src/script/plan/plan-stamp.ts";

interface Node {
  readonly id: string;
  readonly parents: readonly string[];
  readonly dependencies: readonly string[];
}

/** A graph whose edges lead to earlier nodes; files are read in another order. */
const graphs = fc
  .array(fc.tuple(fc.array(fc.nat(), { maxLength: 3 }), fc.array(fc.nat(), { maxLength: 2 })), {
    minLength: 1,
    maxLength: 14,
  })
  .map((rows) =>
    rows.map(([parents, dependencies], index): Node => {
      const pick = (numbers: readonly number[]): readonly string[] =>
        index === 0 ? [] : [...new Set(numbers.map((number) => `n${number % index}`))];
      return { id: `n${index}`, parents: pick(parents), dependencies: pick(dependencies) };
    }),
  )
  .chain((nodes) => fc.shuffledSubarray(nodes, { minLength: nodes.length }));

const commands = fc.array(
  fc.record({ verb: fc.constantFrom("upgrade", "downgrade", "stamp"), target: fc.nat() }),
  { maxLength: 8 },
);

/** The definition, computed the slow way: what is applied is a set, the rows are what nothing applied stands on. */
class Reference {
  readonly #nodes: ReadonlyMap<string, Node>;

  constructor(nodes: readonly Node[]) {
    this.#nodes = new Map(nodes.map((node) => [node.id, node]));
  }

  below(id: string): Set<string> {
    const node = this.#nodes.get(id);
    const lower = [...(node?.parents ?? []), ...(node?.dependencies ?? [])];
    return new Set([id, ...lower.flatMap((each) => [...this.below(each)])]);
  }

  isBelow(lower: string, upper: string): boolean {
    return this.below(upper).has(lower);
  }

  rows(applied: ReadonlySet<string>): readonly string[] {
    return [...applied]
      .filter((id) => ![...applied].some((other) => other !== id && this.isBelow(id, other)))
      .sort();
  }

  upgrade(applied: ReadonlySet<string>, target: string): Set<string> {
    return new Set([...applied, ...this.below(target)]);
  }

  downgrade(applied: ReadonlySet<string>, target: string | null): Set<string> {
    const roots = [...this.#nodes.values()].filter((node) =>
      target === null ? node.parents.length === 0 : node.parents.includes(target),
    );
    return new Set([...applied].filter((id) => !roots.some((root) => this.isBelow(root.id, id))));
  }

  stamp(applied: ReadonlySet<string>, target: string): Set<string> {
    const kept = this.rows(applied).filter((row) => !this.isBelow(row, target) && !this.isBelow(target, row));
    return new Set([target, ...kept].flatMap((row) => [...this.below(row)]));
  }
}

function toData({ id, parents, dependencies }: Node): RevisionData {
  return { revision: id, downRevision: parents, dependsOn: dependencies };
}

/** Carries out the writes as the version table would, row by row. */
function writeAll(rows: readonly string[], steps: readonly MigrationStep[]): readonly string[] {
  const table = new Set(rows);
  for (const step of steps) {
    for (const write of step.writes) {
      const removed = write.kind === "delete" ? write.revision : write.kind === "update" ? write.from : null;
      if (removed !== null) expect(table.delete(removed)).toBe(true);
      const added = write.kind === "insert" ? write.revision : write.kind === "update" ? write.to : null;
      if (added !== null) expect(table.has(added)).toBe(false);
      if (added !== null) table.add(added);
    }
    expect([...table].sort()).toEqual(step.rows.toSorted());
  }
  return [...table].sort();
}

test("any sequence of upgrade, downgrade and stamp keeps the rows that the definition gives", () => {
  fc.assert(
    fc.property(graphs, commands, (nodes, sequence) => {
      const reference = new Reference(nodes);
      let applied: ReadonlySet<string> = new Set();
      for (const { verb, target: number } of sequence) {
        const map = new RevisionMap(nodes.map(toData));
        const target = `n${number % nodes.length}`;
        const rows = reference.rows(applied);
        if (verb === "upgrade") {
          const steps = planUpgrade(map, target, rows);
          applied = checkOrder(reference, applied, steps);
          expect(applied).toEqual(reference.upgrade(new Set(applied), target));
          expect(writeAll(rows, steps)).toEqual(reference.rows(applied));
        } else if (verb === "downgrade") {
          const isApplied = applied.has(target);
          const expected = reference.downgrade(applied, isApplied ? target : null);
          if (isApplied && !rows.includes(target) && expected.size === applied.size) {
            expect(() => planDowngrade(map, target, rows)).toThrow(
              `Destination ${target} is not a valid downgrade target`,
            );
            continue;
          }
          const steps = planDowngrade(map, isApplied ? target : "base", rows);
          applied = checkRemoval(reference, applied, steps);
          expect(applied).toEqual(expected);
          expect(writeAll(rows, steps)).toEqual(reference.rows(applied));
        } else {
          const steps = planStamp(map, target, rows);
          applied = reference.stamp(applied, target);
          expect(writeAll(rows, steps)).toEqual(reference.rows(applied));
        }
      }
    }),
    { numRuns: 400 },
  );
});

/** Every revision runs once, after all it stands on. */
function checkOrder(
  reference: Reference,
  applied: ReadonlySet<string>,
  steps: readonly MigrationStep[],
): Set<string> {
  const now = new Set(applied);
  for (const { revision } of steps) {
    if (revision === null) continue;
    expect(now.has(revision)).toBe(false);
    for (const lower of reference.below(revision)) if (lower !== revision) expect(now).toContain(lower);
    now.add(revision);
  }
  return now;
}

/** Every revision is removed once, after all that stands on it. */
function checkRemoval(
  reference: Reference,
  applied: ReadonlySet<string>,
  steps: readonly MigrationStep[],
): Set<string> {
  const now = new Set(applied);
  for (const { revision } of steps) {
    if (revision === null) continue;
    expect(now.delete(revision)).toBe(true);
    for (const other of now) expect(reference.isBelow(revision, other)).toBe(false);
  }
  return now;
}
