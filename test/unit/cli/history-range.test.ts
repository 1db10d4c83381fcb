import { expect, test } from "vitest";
import { CliProject } from "./cli-project.ts";

test("history -r -N:current goes down both sides of a merge, and a shorter line ends at its base", () => {
  const project = new CliProject();
  project.alembic("init", "alembic");
  project.alembic("revision", "--rev-id", "aaaa");
  project.alembic("revision", "--rev-id", "bbbb");
  project.alembic("revision", "--rev-id", "cccc");
  project.alembic("revision", "--rev-id", "dddd", "--head", "aaaa", "--splice");
  project.alembic("merge", "heads", "--rev-id", "mmmm");
  project.alembic("revision", "--rev-id", "ffff", "--head", "base");
  project.alembic("stamp", "heads");
  const shown = (range: string): readonly string[] =>
    [...project.alembic("history", "-r", range).stdout.matchAll(/-> (\w+)/g)].map(([, id = ""]) => id);
  expect(shown("-1:current")).toEqual(["ffff", "mmmm", "cccc", "dddd"]);
  expect(shown("-2:current")).toEqual(["ffff", "mmmm", "cccc", "bbbb", "dddd", "aaaa"]);
  project.remove();
});
