import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEngine } from "../../../src/connection/index.ts";
import { databaseKinds, type TestDatabase } from "../../support/databases.ts";
import { CliProject } from "./cli-project.ts";

let project: CliProject;
beforeEach(() => {
  project = new CliProject();
});
afterEach(() => project.remove());

const account = `await op.createTable("account", [sa.column("id", sa.integer(), { primaryKey: true })]);`;
const [, postgresql] = databaseKinds();

describe.skipIf(postgresql === undefined || postgresql.missing !== null)(
  "the template 'multidb' with PostgreSQL and SQLite",
  () => {
    let server: TestDatabase;
    beforeEach(async () => {
      if (postgresql === undefined) throw new Error("unreachable");
      server = await postgresql.create("multidb");
      project.alembic("init", "-t", "multidb", "alembic");
      project.replace("alembic.ini", "sqlite:///%(here)s/engine1.db", server.url);
      project.alembic("revision", "-m", "both", "--rev-id", "aaa1");
      project.fill(
        "aaa1",
        account,
        `await op.dropTable("account");`,
        account,
        `await op.dropTable("account");`,
      );
    });
    afterEach(() => server.drop());

    const tables = (url: string): Promise<readonly unknown[]> =>
      createEngine(url).connect(
        async (connection) => (await connection.execute("SELECT * FROM account")).rows,
      );

    test("one run migrates both", async () => {
      expect(project.alembic("upgrade", "head").status).toBe(0);
      expect(await tables(server.url)).toEqual([]);
      expect(await tables(`sqlite:///${project.path("engine2.db")}`)).toEqual([]);
      expect(project.alembic("current").stdout).toBe("aaa1 (head)\naaa1 (head)\n");
      expect(project.alembic("downgrade", "base").status).toBe(0);
      await expect(tables(server.url)).rejects.toThrow("does not exist");
    });

    test("a failure in the second leaves nothing in the first", async () => {
      project.replace(
        project.revision("aaa1"),
        /(upgradeEngine2\(\): Promise<void> \{\s+)/,
        "async function upgradeEngine2(): Promise<void> {\n  await op.execute('broken');",
      );
      expect(project.alembic("upgrade", "head").status).toBe(255);
      await expect(tables(server.url)).rejects.toThrow("does not exist");
      await expect(tables(`sqlite:///${project.path("engine2.db")}`)).rejects.toThrow("no such table");
    });

    test("--sql writes one file per database, each in its own SQL", () => {
      expect(project.alembic("upgrade", "head", "--sql")).toMatchObject({ status: 0, stdout: "" });
      expect(project.read("engine1.sql")).toMatch(/^BEGIN;[\s\S]*id SERIAL NOT NULL[\s\S]*COMMIT;/);
      expect(project.read("engine2.sql")).toMatch(/id INTEGER NOT NULL/);
      expect(project.read("engine2.sql")).not.toContain("BEGIN;");
    });

    test("--plan shows both, and neither is touched", async () => {
      const { status, stdout } = project.alembic("upgrade", "head", "--plan", "--json", "--exit-code");
      expect(status).toBe(1);
      expect(
        JSON.parse(stdout).map((plan: { dialect: string; pending: number }) => [plan.dialect, plan.pending]),
      ).toEqual([
        ["postgresql", 1],
        ["sqlite", 1],
      ]);
      expect(project.alembic("current").stdout).toBe("");
      project.alembic("upgrade", "head");
      expect(project.alembic("upgrade", "head", "--plan", "--exit-code").status).toBe(0);
    });
  },
);

describe("the template 'package'", () => {
  test.each(['{ "name": "app", "type": "module" }', '{\n\t"name": "app"\n}\n'])(
    "keeps its settings in the package.json that is there (%s)",
    (manifest) => {
      project.write("package.json", manifest);
      const { stdout } = project.alembic("init", "--template", "package", "alembic");
      expect(stdout).toContain("Please edit configuration settings in '");
      expect(JSON.parse(project.read("package.json"))).toMatchObject({
        name: "app",
        alembic: { script_location: "%(here)s/alembic" },
      });
      project.alembic("revision", "-m", "one", "--rev-id", "aaa1");
      project.fill("aaa1", account);
      expect(project.alembic("upgrade", "head").status).toBe(0);
      expect(project.alembic("current").stdout).toBe("aaa1 (head)\n");
    },
  );
});

test("--package is accepted and makes no files of its own", () => {
  project.alembic("init", "--package", "alembic");
  expect(() => project.read("alembic", "versions", "index.ts")).toThrow("ENOENT");
  expect(project.alembic("init", "--help").stdout).toContain("needs no marker files");
});
