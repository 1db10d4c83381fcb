import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEngine } from "../../src/connection/engine.ts";
import { databaseKinds, isOfMysql, type TestDatabase } from "../support/databases.ts";
import type { PackedProject } from "../support/packed-project.ts";
import { exampleProject, idOf, lineOf } from "./example.ts";

const createAccount = `
  await op.createTable("account", [
    sa.column("id", sa.integer(), { primaryKey: true }),
    sa.column("name", sa.string(50), { nullable: false }),
    sa.column("description", sa.unicode(200)),
  ]);
`;

for (const kind of databaseKinds()) {
  describe.skipIf(kind.missing !== null)(`the example of todos and tenants on ${kind.name}`, () => {
    let project: PackedProject;
    let database: TestDatabase;

    beforeEach(async () => {
      project = await exampleProject("todo-tenants");
      database = await kind.create("todo");
      await project.write(".env", `DATABASE_URL=${database.url}\n`);
    });
    afterEach(async () => {
      await project.remove();
      await database.drop();
    });

    const execute = (statement: string): Promise<unknown> =>
      createEngine(database.url).connect((connection) => connection.execute(statement));

    /** A new revision with filled in functions; gives its path. */
    const byHand = async (message: string): Promise<string> => {
      const before = await project.revisions();
      await project.succeed(`alembic revision -m "${message}"`);
      const path = (await project.revisions()).find((each) => !before.includes(each)) ?? "";
      await project.edit(path, "  // nothing to do\n", createAccount.slice(1));
      await project.edit(path, "  // nothing to do\n", '  await op.dropTable("account");\n');
      return path;
    };

    test("a table by hand; a second copy fails because the table exists, and leaves nothing half done", async () => {
      const first = await byHand("create account table");
      expect(first).toMatch(/^alembic\/versions\/[0-9a-f]{12}_create_account_table\.ts$/);
      await project.succeed("alembic upgrade head");

      const copy = await byHand("create account table again");
      const refused = await project.run("alembic upgrade head");
      expect(refused.status).toBe(255);
      expect(refused.stdout).toMatch(
        /FAILED: op\.createTable\(\) failed in upgrade\(\) of revision [\s\S]*account['"`]? already exists/,
      );
      expect(refused.stdout).toContain(
        `${project.folder}/${copy}:${lineOf(await project.read(copy), "op.createTable")}:12`,
      );
      expect((await project.succeed("alembic current")).stdout).toBe(`${idOf(first)}\n`);

      await project.edit(copy, /"account"/g, '"account_two"');
      await project.succeed("alembic upgrade head");
      await project.succeed(`alembic downgrade -1 && rm ${copy}`);
      expect((await project.succeed("alembic upgrade head && alembic current")).stdout).toBe(
        `${idOf(first)} (head)\n`,
      );
    });

    test("a table of another application is dropped only when the models do not have it, and visibly so", async () => {
      await execute(
        "CREATE TABLE tenant (id INTEGER NOT NULL, name VARCHAR(100) NOT NULL, PRIMARY KEY (id))",
      );
      if (isOfMysql(kind.name)) await execute("ALTER TABLE tenant MODIFY id INTEGER NOT NULL AUTO_INCREMENT");
      await byHand("create account table");
      await project.succeed("alembic upgrade head");

      await project.succeed('alembic revision --autogenerate -m "create todo and tenant models"');
      const [, todo = ""] = await project.revisions();
      const text = await project.read(todo);
      expect(text).toContain('await op.createTable("todo", [');
      expect(text.slice(0, text.indexOf("function downgrade"))).not.toContain("dropTable");
      await project.succeed("alembic upgrade head && alembic check");

      const models = await project.read("models.ts");
      await project.write(
        "models.ts",
        models
          .replace(/\/\*\* Another application[\s\S]*?\]\);\n\n/, "")
          .replace(/,\n\s+references: sa\.references\([^)]*\)/, ""),
      );
      const { stderr } = await project.succeed('alembic revision --autogenerate -m "without tenant"');
      expect(stderr).toContain("Detected removed table 'tenant'");
      const [, , without = ""] = await project.revisions();
      expect(await project.read(without)).toContain('await op.dropTable("tenant");');
    });
  });
}
