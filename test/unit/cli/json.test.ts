import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CliProject } from "./cli-project.ts";

let project: CliProject;
beforeEach(() => {
  project = new CliProject();
  project.alembic("init", "alembic");
});
afterEach(() => project.remove());

/** What a command prints with `--json`: one document and nothing else. */
function dataOf(...args: readonly string[]): unknown {
  const { status, stdout } = project.alembic(...args, "--json");
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

const database = expect.stringContaining("app.db");

describe("commands that change something print it as data with --json", () => {
  test("the files of revision and merge", () => {
    expect(dataOf("revision", "-m", "one", "--rev-id", "aaa1")).toMatchObject([
      { revision: "aaa1", message: "one", path: project.path(project.revision("aaa1")), isBase: true },
    ]);
    dataOf("revision", "-m", "left", "--rev-id", "bbb1");
    dataOf("revision", "-m", "right", "--rev-id", "ccc1", "--head", "aaa1", "--splice");
    expect(dataOf("merge", "heads", "-m", "both", "--rev-id", "ddd1")).toMatchObject([
      { revision: "ddd1", downRevisions: ["bbb1", "ccc1"], isMergePoint: true },
    ]);
  });

  test("the steps of upgrade, downgrade and stamp", () => {
    dataOf("revision", "-m", "one", "--rev-id", "aaa1");
    dataOf("revision", "-m", "two", "--rev-id", "bbb1");
    const two = { revision: "bbb1", message: "two", from: ["aaa1"], to: ["bbb1"], rows: ["bbb1"] };
    expect(dataOf("upgrade", "head")).toEqual([
      {
        database,
        dialect: "sqlite",
        rows: [],
        rowsAfter: ["bbb1"],
        steps: [
          { direction: "upgrade", revision: "aaa1", message: "one", from: [], to: ["aaa1"], rows: ["aaa1"] },
          { direction: "upgrade", ...two },
        ],
      },
    ]);
    expect(dataOf("upgrade", "head")).toMatchObject([{ rows: ["bbb1"], rowsAfter: ["bbb1"], steps: [] }]);
    expect(dataOf("downgrade", "-1")).toMatchObject([
      { rowsAfter: ["aaa1"], steps: [{ direction: "downgrade", revision: "bbb1" }] },
    ]);
    expect(dataOf("stamp", "head")).toMatchObject([{ rowsAfter: ["bbb1"], steps: [{ direction: "stamp" }] }]);
  });

  test.each([["upgrade"], ["downgrade"], ["stamp"]])("%s --sql prints its script only", (command) => {
    dataOf("revision", "-m", "one", "--rev-id", "aaa1");
    const { status, stdout, stderr } = project.alembic(command, "aaa1", "--sql", "--json");
    expect({ status, stdout }).toEqual({ status: 255, stdout: "" });
    expect(stderr).toContain("FAILED: Using --json with --sql does not make any sense");
  });
});
