import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { branches, graph, heads, history, merge, revision, show } from "../../../src/commands/index.ts";
import { TestProject } from "./project.ts";

let project: TestProject;

/** aaa1 ─┬─ bbb1 ─ bbb2 (label right)
 *        └─ ccc1 */
beforeAll(async () => {
  project = new TestProject();
  await revision(project.config(), { revId: "aaa1", message: "root" });
  await revision(project.config(), { revId: "bbb1", message: "right one", branchLabel: "right" });
  await revision(project.config(), { revId: "bbb2", message: "right two" });
  await revision(project.config(), { revId: "ccc1", message: "left one", head: "aaa1", splice: true });
});
beforeEach(() => {
  project.printed();
});
afterAll(() => project.remove());

test("heads prints each head with its labels and answers the scripts", async () => {
  const found = await heads(project.config());
  expect(found.map((script) => script.revision)).toEqual(["bbb2", "ccc1"]);
  expect(project.printed()).toBe("bbb2 (right) (head)\nccc1 (head)\n");
});

test("heads --verbose prints the long form", async () => {
  await heads(project.config(), { verbose: true });
  expect(project.printed()).toMatch(
    /^Rev: bbb2 \(head\)\nParent: bbb1\nBranch names: right\nPath: \{DIR\}\/alembic\/versions\/bbb2_right_two.ts\n\n {4}right two\n {4}\n {4}Revision ID: bbb2\n/,
  );
});

test("branches prints each branch point with its children", async () => {
  await branches(project.config());
  expect(project.printed()).toBe("aaa1 (branchpoint)\n     -> bbb1 (right)\n     -> ccc1 (head)\n\n");
});

test("history prints the revisions, newest first", async () => {
  await history(project.config());
  expect(project.printed()).toBe(
    [
      "bbb1 -> bbb2 (right) (head), right two",
      "aaa1 -> bbb1 (right), right one",
      "aaa1 -> ccc1 (head), left one",
      "<base> -> aaa1 (branchpoint), root",
      "",
    ].join("\n"),
  );
});

test.each([
  [":bbb1", ["bbb1", "aaa1"]],
  ["bbb1:", ["bbb2", "bbb1"]],
  ["aaa1:right@head", ["bbb2", "bbb1", "aaa1"]],
  ["bbb1:+1", ["bbb2", "bbb1"]],
])("history -r %s is %j", async (revRange, ids) => {
  const found = await history(project.config(), { revRange });
  expect(found.map((script) => script.revision)).toEqual(ids);
});

test.each([
  ["aaa1", "History range requires [start]:[end], [start]:, or :[end]"],
  ["a:b:c", "Revision range 'a:b:c' has more than one colon"],
  ["nope:", "Can't locate revision identified by 'nope'"],
])("history -r %s is refused", async (revRange, message) => {
  await expect(history(project.config(), { revRange })).rejects.toThrow(message);
});

test.each([
  ["", "leave out -r for all revisions"],
  ["aaa1+1:", "the end of a range of history -r, whose start may be '-1'"],
  ["current-1:", "'-1:current'"],
  [":current-1", "'-1:current'"],
  [":a-b+1", "Write the identifier of 'a-b' before the steps"],
])("history -r '%s' is refused with a way out", async (revRange, hint) => {
  await expect(history(project.config(), { revRange })).rejects.toMatchObject({
    hint: expect.stringContaining(hint),
  });
});

test("history --graph draws branches", async () => {
  await history(project.config(), { graph: true });
  expect(project.printed().split("\n").slice(0, 5)).toEqual([
    "● bbb2 (right) (head), right two",
    "● bbb1 (right), right one",
    "│ ● ccc1 (head), left one",
    "├─╯",
    "● aaa1 (branchpoint), root",
  ]);
});

test("show prints all that a symbol stands for, and nothing for base", async () => {
  await show(project.config(), "heads");
  expect(project.printed().match(/^Rev: .*/gm)).toEqual(["Rev: bbb2 (head)", "Rev: ccc1 (head)"]);
  expect(await show(project.config(), "base")).toEqual([]);
  expect(project.printed()).toBe("");
});

test.each([
  ["heads", () => heads(project.config(), { json: true }), 2],
  ["branches", () => branches(project.config(), { json: true }), 1],
  ["history", () => history(project.config(), { json: true }), 4],
  ["show", () => show(project.config(), "aaa1", { json: true }), 1],
])("%s --json is one document", async (_name, run, count) => {
  await run();
  const document: unknown = JSON.parse(project.printed());
  expect(document).toHaveLength(count);
  expect(document).toContainEqual(
    expect.objectContaining({ revision: expect.any(String), path: expect.any(String) }),
  );
});

test("graph prints a picture, and names the formats there are", async () => {
  await graph(project.config());
  expect(project.printed()).toMatch(/^flowchart BT\n/);
  await graph(project.config(), { format: "html" });
  expect(project.printed()).toContain("<svg");
  await expect(graph(project.config(), { format: "png" })).rejects.toThrow("There is no graph format 'png'");
});

test("merge joins the heads in a new file", async () => {
  const own = new TestProject();
  await revision(own.config(), { revId: "aaa1" });
  await revision(own.config(), { revId: "bbb1", head: "base" });
  own.printed();
  const merged = await merge(own.config(), "heads", { revId: "mmm1", message: "join" });
  expect(merged.downRevision).toEqual(["aaa1", "bbb1"]);
  expect(own.printed()).toBe("Generating {DIR}/alembic/versions/mmm1_join.ts ...  done\n");
  own.remove();
});

test.each([
  ["a second head is there", { revId: "x" }, "Multiple heads are present; please specify the head revision"],
  [
    "the parent is no head",
    { head: "aaa1" },
    "Revision aaa1 is not a head revision; please specify --splice",
  ],
  [
    "--sql without revision_environment",
    { sql: true },
    "Using --sql with the revision command when revision_environment",
  ],
  [
    "--sql with --autogenerate",
    { sql: true, autogenerate: true },
    "Using --sql with --autogenerate does not make any sense",
  ],
  ["--skip-empty without --autogenerate", { skipEmpty: true }, "--skip-empty needs --autogenerate"],
  ["--rename without --autogenerate", { renames: ["a:b"] }, "--rename needs --autogenerate"],
])("revision is refused when %s", async (_why, options, message) => {
  await expect(revision(project.config(), options)).rejects.toThrow(message);
});

test("a message of several lines stands in the comment of the new file, whatever it holds", async () => {
  const own = new TestProject();
  const script = await revision(own.config(), { message: "one\ntwo */ three" });
  expect(script).toMatchObject({ doc: "one\ntwo */ three" });
  own.remove();
});
