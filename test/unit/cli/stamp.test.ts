import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CliProject } from "./cli-project.ts";

let project: CliProject;

beforeAll(() => {
  project = new CliProject();
  project.alembic("init", "alembic");
  project.alembic("revision", "--rev-id", "aaaa");
  project.alembic("revision", "--rev-id", "aabb");
  project.alembic("revision", "--rev-id", "bbbb", "--head", "base");
  project.alembic("revision", "--rev-id", "bbcc", "--head", "bbbb");
});
afterAll(() => project.remove());

test("stamp writes no rows that overlap", () => {
  expect(project.alembic("stamp", "aaaa", "aabb").stdout).toBe(
    "FAILED: The version rows would be aaaa, aabb, of which one is an ancestor of another\n" +
      "  Type 'alembic stamp --purge aabb': a row stands for everything below it, too.\n",
  );
  expect(project.alembic("current").stdout).toBe("");
});

test("a stamp that leaves no row for what was asked for names the command that does", () => {
  project.alembic("stamp", "--purge", "aaaa", "bbcc");
  expect(project.alembic("stamp", "heads").stderr).toContain(
    "WARNI [alembic.runtime.migration] No row is left for bbcc, which was asked for; 'alembic stamp --purge aabb bbcc' sets exactly these rows\n",
  );
  expect(project.alembic("current").stdout).toBe("aabb (head)\n");
  expect(project.alembic("stamp", "--purge", "aabb", "bbcc").stderr).not.toContain("WARNI");
  expect(project.alembic("current").stdout).toBe("aabb (head)\nbbcc (head)\n");
});

test("rows that overlap are not counted down from, and the command that is named repairs them", () => {
  const database = new DatabaseSync(project.path("app.db"));
  database.exec("DELETE FROM alembic_version; INSERT INTO alembic_version VALUES ('aaaa'), ('aabb')");
  database.close();
  expect(project.alembic("downgrade", "-1")).toMatchObject({
    status: 255,
    stdout: expect.stringContaining("'alembic stamp --purge aabb'"),
  });
  project.alembic("stamp", "--purge", "aabb");
  expect(project.alembic("downgrade", "-1").stderr).toContain("Running downgrade aabb -> aaaa");
});
