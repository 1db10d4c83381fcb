import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CliProject } from "./cli-project.ts";

/** aaa1 ─┬─ bbb1 (label right)
 *        └─ ccc1, and the database at bbb1 */
describe("two branches", () => {
  let project: CliProject;
  beforeAll(() => {
    project = new CliProject();
    project.alembic("init", "alembic");
    project.alembic("revision", "-m", "root", "--rev-id", "aaa1");
    project.alembic("revision", "-m", "right one", "--rev-id", "bbb1", "--branch-label", "right");
    project.alembic("revision", "-m", "left one", "--rev-id", "ccc1", "--head", "aaa1", "--splice");
    project.alembic("upgrade", "bbb1");
  });
  afterAll(() => project.remove());

  test.each([
    [["current"], ["bbb1"]],
    [["heads"], ["bbb1", "ccc1"]],
    [["branches"], ["aaa1"]],
    [["history"], ["bbb1", "ccc1", "aaa1"]],
    [
      ["history", "-i"],
      ["bbb1", "ccc1", "aaa1"],
    ],
    [["show", "bbb1"], ["bbb1"]],
  ])("%j --json prints one document", (command, revisions) => {
    const { status, stdout } = project.alembic(...command, "--json");
    expect(status).toBe(0);
    const data: readonly { readonly revision: string }[] = JSON.parse(stdout);
    expect(data.map(({ revision }) => revision)).toEqual(revisions);
  });

  test("the data of a revision says what the text says", () => {
    const [shown] = JSON.parse(project.alembic("show", "bbb1", "--json").stdout);
    expect(shown).toMatchObject({
      revision: "bbb1",
      downRevisions: ["aaa1"],
      dependsOn: [],
      branchLabels: ["right"],
      nextRevisions: [],
      message: "right one",
      path: project.path(project.revision("bbb1")),
      isHead: true,
      isBase: false,
    });
  });

  test("with --json an error leaves the standard output empty", () => {
    const { status, stdout, stderr } = project.alembic("show", "nope", "--json");
    expect({ status, stdout }).toEqual({ status: 255, stdout: "" });
    expect(stderr).toContain("FAILED: Can't locate revision identified by 'nope'");
  });

  test("history --graph draws them, and marks what the database is at", () => {
    expect(project.alembic("history", "--graph", "-i").stdout.split("\n")).toEqual([
      "◉ bbb1 (right) (head) (current), right one",
      "│ ● ccc1 (head), left one",
      "├─╯",
      "● aaa1 (branchpoint), root",
      "",
    ]);
  });

  test("heads --check ends with 1, and says what to type", () => {
    const { status, stdout, stderr } = project.alembic("heads", "--check");
    expect(status).toBe(1);
    expect(stdout).toBe("bbb1 (right) (head)\nccc1 (head)\n");
    expect(stderr).toContain("There are 2 heads: bbb1, ccc1. Join them with 'alembic merge heads");
    expect(stderr).toContain("alembic rebase");
  });

  test("rebase refuses what is applied", () => {
    const { status, stdout } = project.alembic("rebase", "ccc1");
    expect(status).toBe(255);
    expect(stdout).toContain("FAILED: Revision bbb1 is applied to sqlite:///");
  });

  test("rebase puts the other branch on top, and the check passes", () => {
    const before = project.read(project.revision("ccc1"));
    const { status, stdout } = project.alembic("rebase", "bbb1");
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `Rewriting ${project.path(project.revision("ccc1"))} ...  done\n`,
    });
    expect(project.read(project.revision("ccc1"))).toBe(
      before.replace("Revises: aaa1", "Revises: bbb1").replace('= "aaa1"', '= "bbb1"'),
    );
    expect(project.alembic("heads", "--check")).toMatchObject({ status: 0, stderr: "" });
    expect(project.alembic("upgrade", "head").status).toBe(0);
    expect(project.alembic("current").stdout).toBe("ccc1 (head)\n");
  });
});
