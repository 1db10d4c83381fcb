import { afterAll, beforeAll, expect, test } from "vitest";
import type { PackedProject } from "../support/packed-project.ts";
import { exampleProject } from "./example.ts";

let project: PackedProject;

beforeAll(async () => {
  project = await exampleProject("foreign-metadata");
});
afterAll(() => project.remove());

test("another library's object is target metadata as it is", async () => {
  await project.succeed('alembic revision --autogenerate -m "create author and book"');
  const [path = ""] = await project.revisions();
  const text = await project.read(path);
  expect(text).toContain('await op.createTable("author", [');
  expect(text).toContain('sa.column("lent", sa.boolean(), { serverDefault: ');
  await project.succeed("alembic upgrade head");
  expect((await project.succeed("alembic check")).stdout).toBe("No new upgrade operations detected.\n");
});

test("and its environment type-checks", async () => {
  const flags =
    "--noEmit --target es2023 --module nodenext --strict --skipLibCheck --allowImportingTsExtensions";
  expect(await project.run(`tsc ${flags} alembic/env.ts schema.ts`)).toMatchObject({ status: 0, stdout: "" });
});
