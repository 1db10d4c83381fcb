import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { CliProject } from "./cli-project.ts";

test("an empty revision, as of a shell variable that is not set, takes nothing down", () => {
  const project = new CliProject();
  project.alembic("init", "alembic");
  project.alembic("revision", "--rev-id", "aaaa", "--branch-label", "left");
  project.alembic("upgrade", "heads");
  for (const command of [
    ["downgrade", ""],
    ["downgrade", "left@"],
    ["stamp", ""],
    ["stamp", "left@"],
  ]) {
    expect(project.alembic(...command)).toMatchObject({
      status: 255,
      stdout: expect.stringMatching(/^FAILED: Empty revision\b.*\n {2}\S.*\n$/),
    });
  }
  expect(project.alembic("current").stdout).toBe("aaaa (head)\n");
  project.remove();
});

test("init refuses a directory without a name, which would be the one that is worked in", () => {
  const project = new CliProject({}, '{ "name": "app" }');
  expect(project.alembic("init", "")).toMatchObject({
    status: 255,
    stdout: expect.stringMatching(/^FAILED: The directory of the new environment has no name\n/),
  });
  expect(readdirSync(project.folder)).toEqual(["package.json"]);
  expect(project.read("package.json")).toBe('{ "name": "app" }');
  project.remove();
});
