import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PackedProject } from "../support/packed-project.ts";
import { exampleProject, idOf, lineOf } from "./example.ts";

let project: PackedProject;

beforeEach(async () => {
  project = await exampleProject("film-catalogue");
  await project.succeed("alembic init --template generic alembic");
});
afterEach(() => project.remove());

/** A new revision that creates a table; gives its path. */
async function byHand(message: string, table: string, downgrade: string): Promise<string> {
  const before = await project.revisions();
  await project.succeed(`alembic revision -m "${message}"`);
  const path = (await project.revisions()).find((each) => !before.includes(each)) ?? "";
  await project.edit(
    path,
    "  // nothing to do\n",
    `  await op.createTable("${table}", [
    sa.column("id", sa.INTEGER, { primaryKey: true }),
    sa.column("title", sa.TEXT, { nullable: false }),
    sa.column("released", sa.DATE),
  ]);
`,
  );
  await project.edit(path, "  // nothing to do\n", `  ${downgrade}\n`);
  return path;
}

const current = async (): Promise<string> => (await project.succeed("alembic current")).stdout;

describe("the example of a film catalogue", () => {
  test("the templates are listed", async () => {
    const { stdout } = await project.succeed("alembic list_templates");
    expect(stdout).toMatch(/^Available templates:\n\n/);
    expect(stdout).toMatch(/^generic - /m);
    expect(stdout).toContain("init --template");
  });

  test("up and down by hand, in steps, to an identifier, and once more with an emptied revision", async () => {
    const film = await byHand("film table", "film", 'await op.dropTable("film");');
    const actor = await byHand("actor table", "actor", 'await op.dropTable("actor");');
    const award = await byHand("award table", "award", 'await op.dropTable("award");');
    await project.succeed("alembic upgrade head");
    expect((await project.succeed("alembic history --verbose")).stdout).toMatch(
      new RegExp(
        `^Rev: ${idOf(award)} \\(head\\)\nParent: ${idOf(actor)}\nPath: .*\n\n {4}award table\n[\\s\\S]*Rev: ${idOf(film)}\nParent: <base>\n`,
      ),
    );
    await project.succeed(`alembic downgrade ${idOf(actor)}`);
    expect(await current()).toBe(`${idOf(actor)}\n`);
    await project.succeed("alembic downgrade -2");
    expect(await current()).toBe("");

    await project.edit(film, /await op\.createTable\([\s\S]*?\]\);/, "");
    await project.succeed(`alembic upgrade ${idOf(film)}`);
    expect(await current()).toBe(`${idOf(film)}\n`);
  });

  test("a misspelled name in downgrade(): file and line, rolled back, current unchanged", async () => {
    const film = await byHand(
      "film table",
      "film",
      'await op.execute("DELETE FROM film");\n  await od.dropTable("film");',
    );
    await project.succeed("alembic upgrade head");
    const { status, stderr } = await project.run("alembic downgrade -1");
    expect(status).toBe(1);
    expect(stderr).toContain("ReferenceError: od is not defined");
    expect(stderr).toContain(
      `${project.folder}/${film}:${lineOf(await project.read(film), "od.dropTable")}:`,
    );
    expect(await current()).toBe(`${idOf(film)} (head)\n`);
    await project.edit(film, "od.dropTable", "op.dropTable");
    await project.succeed("alembic downgrade -1");
    expect(await current()).toBe("");
  });

  test("an application's own ini, and the refusal to compare a database that is not at the head", async () => {
    await byHand("film table", "film", 'await op.dropTable("film");');
    await project.edit(
      "alembic/env.ts",
      /\/\/ import \{ metadata \} from "..\/src\/models";\n\/\/ const targetMetadata.*\nconst targetMetadata: .*\n/,
      'import { metadata } from "../models";\nconst targetMetadata: sa.MetaData = metadata;\n',
    );
    const refused = await project.run('alembic -c development.ini revision --autogenerate -m "User table"');
    expect(refused.status).toBe(255);
    expect(refused.stdout).toMatch(/^FAILED: Target database is not up to date\.\n/);
    expect(await project.revisions()).toHaveLength(1);

    await project.succeed("alembic -c development.ini upgrade head");
    await project.succeed('alembic -c development.ini revision --autogenerate -m "User table"');
    const [, user = ""] = await project.revisions();
    expect(await project.read(user)).toContain('await op.createTable("user", [');
    await project.succeed("alembic -c development.ini upgrade head");
    expect((await project.succeed("alembic -c development.ini current")).stdout).toBe(
      `${idOf(user)} (head)\n`,
    );
    expect(await project.run("ls app.db")).not.toMatchObject({ status: 0 });
  });
});
