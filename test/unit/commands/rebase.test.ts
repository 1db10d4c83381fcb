import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rebase } from "../../../src/commands/rebase.ts";
import { upgrade } from "../../../src/commands/upgrade.ts";
import { RevisionMap } from "../../../src/script/graph/revision-map.ts";
import { planRebase } from "../../../src/script/plan/plan-rebase.ts";
import { withDownRevision } from "../../../src/script/rewrite-header.ts";
import { ScriptDirectory } from "../../../src/script/script-directory.ts";
import { TestProject } from "./project.ts";

/** `id(parents)`, the parents separated by commas. */
function map(...revisions: readonly string[]): RevisionMap {
  return new RevisionMap(
    revisions.map((text) => {
      const [, revision = "", parents = "", dependsOn = ""] = /^(\w+)\((.*?)(?:;(.*))?\)$/.exec(text) ?? [];
      return { revision, downRevision: parents.split(",").filter((id) => id !== ""), dependsOn };
    }),
  );
}

describe("putting a branch on another head", () => {
  test("changes only the revision that stands on common ground", () => {
    expect(planRebase(map("a1()", "m1(a1)", "o1(a1)", "o2(o1)"), "m1")).toEqual({
      target: "m1",
      moved: ["o1", "o2"],
      changes: [{ revision: "o1", from: ["a1"], to: "m1" }],
    });
  });

  test("a merge of the branch with the common ground becomes an ordinary revision", () => {
    const graph = map("a1()", "a2(a1)", "m1(a2)", "o1(a1)", "o2(o1,a2)");
    expect(planRebase(graph, "m1").changes).toEqual([
      { revision: "o2", from: ["o1", "a2"], to: "o1" },
      { revision: "o1", from: ["a1"], to: "m1" },
    ]);
  });

  test("a branch that forks inside keeps its shape", () => {
    const graph = map("a1()", "m1(a1)", "o1(a1)", "o2(o1)", "o3(o1)", "o4(o2,o3)");
    expect(planRebase(graph, "m1").changes).toEqual([{ revision: "o1", from: ["a1"], to: "m1" }]);
  });

  test.each([
    ["there is only one head", ["a1()", "m1(a1)"], "m1", "m1 is the only head"],
    ["the target is no head", ["a1()", "m1(a1)", "o1(a1)"], "a1", "Revision a1 is not a head revision"],
    ["several heads could be meant", ["a1()", "m1(a1)", "o1(a1)", "p1(a1)"], "m1", "several other heads"],
    ["the branches share nothing", ["a1()", "m1(a1)", "o1()"], "m1", "o1 is a base of its own"],
    ["the target depends on the branch", ["a1()", "o1(a1)", "m1(a1;o1)"], "m1", "depends on it"],
  ])("is refused where %s", (_why, revisions, target, message) => {
    expect(() => planRebase(map(...revisions), target)).toThrow(message);
  });

  test("the branch can be named, also by a part of its head", () => {
    const graph = map("a1()", "m1(a1)", "o1(a1)", "pppp1(a1)");
    expect(planRebase(graph, "m1", "pppp").moved).toEqual(["pppp1"]);
  });
});

/** A common history, a head on it, and a branch of which every revision stands on the one before. */
const twoBranches = fc
  .record({
    common: fc.integer({ min: 1, max: 5 }),
    forkOfTarget: fc.nat(),
    extras: fc.array(fc.array(fc.nat(), { maxLength: 2 }), { minLength: 1, maxLength: 6 }),
  })
  .map(({ common, forkOfTarget, extras }) => {
    const ground = Array.from({ length: common }, (_, index) => `c${index}`);
    const parents = new Map<string, readonly string[]>(
      ground.map((id, index) => [id, index === 0 ? [] : [`c${index - 1}`]]),
    );
    parents.set("target", [ground[forkOfTarget % common] ?? "c0"]);
    extras.forEach((choices, index) => {
      const below = [...ground, ...Array.from({ length: index }, (_, each) => `b${each}`)];
      const chosen = choices.map((choice) => below[choice % below.length] ?? "c0");
      parents.set(`b${index}`, [
        ...new Set([index === 0 ? (ground.at(-1) ?? "c0") : `b${index - 1}`, ...chosen]),
      ]);
    });
    return parents;
  });

function mapOf(parents: ReadonlyMap<string, readonly string[]>): RevisionMap {
  return new RevisionMap([...parents].map(([revision, downRevision]) => ({ revision, downRevision })));
}

function below(parents: ReadonlyMap<string, readonly string[]>, id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (const each of found) for (const parent of parents.get(each) ?? []) found.add(parent);
  return found;
}

test("whatever the branch looks like, it ends up whole on top of the target, and nothing else moves", () => {
  fc.assert(
    fc.property(twoBranches, (before) => {
      const map = mapOf(before);
      fc.pre(map.getHeads().length === 2 && map.getHeads().includes("target"));
      const own = map.getHeads().find((head) => head !== "target") ?? "";
      const { changes } = planRebase(map, "target");
      const after = new Map(before);
      for (const { revision, to } of changes) after.set(revision, typeof to === "string" ? [to] : to);
      expect(mapOf(after).getHeads()).toEqual([own]);
      const ground = below(before, "target");
      const branch = [...below(before, own)].filter((id) => !ground.has(id));
      for (const id of before.keys()) {
        if (!branch.includes(id)) expect(after.get(id)).toEqual(before.get(id));
        else expect(below(after, id)).toEqual(new Set([...below(before, id), ...ground]));
      }
    }),
  );
});

test.each([
  [
    '/**\n * x\n *\n * Revises: a1\n */\nexport const revision = "b1";\nexport const downRevision: string | null = "a1"; // parent\n',
    '/**\n * x\n *\n * Revises: c1\n */\nexport const revision = "b1";\nexport const downRevision: string | null = "c1"; // parent\n',
  ],
  [
    "export const revision = 'b1'\r\nexport const downRevision = ['a1', 'a2'] as const\r\n",
    "export const revision = 'b1'\r\nexport const downRevision = \"c1\" as const\r\n",
  ],
  ['export const revision = "b1";\nexport const downRevision = parent();\n', null],
])("only the literal and the line 'Revises' of a header are rewritten (%#)", (before, after) => {
  expect(withDownRevision(before, "c1")).toBe(after);
});

describe("in a project", () => {
  let project: TestProject;
  beforeEach(() => {
    project = new TestProject("sqlalchemy.url = sqlite:///%(here)s/app.db\n");
    writeFileSync(
      join(project.folder, "alembic", "env.ts"),
      'import { context, createEngine } from "alembic-ts";\n' +
        'await createEngine(context.config.getMainOption("sqlalchemy.url") ?? "").connect(async (connection) => {\n' +
        "  context.configure({ connection });\n  await context.beginTransaction(() => context.runMigrations());\n});\n",
    );
    for (const [id, parent] of [
      ["a1", null],
      ["mmmm1", "a1"],
      ["o1", "a1"],
      ["o2", "o1"],
    ]) {
      writeFileSync(
        join(project.folder, "alembic", "versions", `${id}_x.ts`),
        `/**\n * ${id}\n *\n * Revises: ${parent ?? ""}\n */\nexport const revision = "${id}";\nexport const downRevision = ${JSON.stringify(parent)};\n` +
          "export function upgrade() {}\nexport function downgrade() {}\n",
      );
    }
  });
  afterEach(() => project.remove());

  const texts = (): readonly string[] => {
    const versions = join(project.folder, "alembic", "versions");
    return readdirSync(versions).map((name) => readFileSync(join(versions, name), "utf8"));
  };

  test("the header is rewritten and one head is left", async () => {
    await upgrade(project.config(), "mmmm1");
    await rebase(project.config(), "mmmm");
    expect((await ScriptDirectory.fromConfig(project.config())).getHeads()).toEqual(["o2"]);
    expect(project.printed()).toBe("Rewriting {DIR}/alembic/versions/o1_x.ts ...  done\n");
    await upgrade(project.config(), "head");
  });

  test("nothing is written when a database has one of the revisions applied", async () => {
    await upgrade(project.config(), "o2");
    const before = texts();
    await expect(rebase(project.config(), "mmmm1")).rejects.toThrow(
      /^Revisions o1, o2 are applied to sqlite:.*app\.db and cannot be put elsewhere$/,
    );
    expect(texts()).toEqual(before);
  });
});
