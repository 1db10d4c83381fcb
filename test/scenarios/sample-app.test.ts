import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PackedProject } from "../support/packed-project.ts";
import { exampleProject, idOf } from "./example.ts";

let project: PackedProject;

beforeEach(async () => {
  project = await exampleProject("sample-app");
});
afterEach(() => project.remove());

describe("the example of a sample application", () => {
  test("the first migration and a changed model, with the same two commands", async () => {
    await project.succeed('alembic revision -m "first migration" --autogenerate --head head');
    const [first] = await project.revisions();
    const text = await project.read(first ?? "");
    expect(text).toContain('sa.column("nickname", sa.unicode(50)');
    expect(text).not.toContain("noname");
    await project.succeed("alembic upgrade head");

    await project.edit(
      "my_app/models.ts",
      /\]\);\s*$/,
      '  sa.column("email", sa.string(255), { unique: true }),\n]);\n',
    );
    await project.succeed('alembic revision -m "add email" --autogenerate --head head');
    await project.succeed("alembic upgrade head");
    const [, second] = await project.revisions();
    expect(await project.read(second ?? "")).toContain(
      `downRevision: string | readonly string[] | null = "${idOf(first)}"`,
    );
    expect((await project.succeed("alembic current")).stdout).toBe(`${idOf(second)} (head)\n`);
    await project.succeed("alembic check");
  });

  test("typed in another folder, it names the alembic.ini that is missing", async () => {
    const { status, stdout } = await project.run("alembic upgrade head", { cwd: "my_app" });
    expect(status).toBe(255);
    expect(stdout).toContain(`There is no file ${project.folder}/my_app/alembic.ini.`);
  });

  test("models that cannot be found: the module, who imports it, and what to do", async () => {
    await project.edit("alembic.ini", "prepend_sys_path = .\n", "");
    await project.succeed("rm tsconfig.json"); // its "paths" are another way to find them
    const { status, stdout } = await project.run('alembic revision -m "x" --autogenerate');
    expect(status).toBe(255);
    expect(stdout).toContain(
      `Cannot find module 'my_app/models', imported by ${project.folder}/alembic/env.ts.`,
    );
    expect(stdout).toContain("prepend_sys_path");
    expect(await project.revisions()).toEqual([]);
  });

  test("the project type-checks as it is", async () => {
    await project.succeed('alembic revision -m "first migration" --autogenerate');
    expect(await project.run("tsc -p tsconfig.json")).toMatchObject({ status: 0, stdout: "" });
  });
});
