import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hasProgram } from "../../support/programs.ts";
import { CliProject } from "./cli-project.ts";

const python = "/usr/bin/alembic";

describe.skipIf(!hasProgram(python))("taking over a project of Python's Alembic", () => {
  let project: CliProject;

  const pythonAlembic = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(python, args, { cwd: project.folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`${args.join(" ")}: ${stdout}${stderr}`);
    return stdout;
  };

  const revise = (id: string, up: string, ...args: readonly string[]): void => {
    pythonAlembic("revision", "--rev-id", id, ...args);
    const name = readdirSync(project.path("migrations", "versions")).find((each) => each.startsWith(id));
    if (up !== "")
      project.replace(
        `migrations/versions/${name}`,
        /def upgrade\(\)([^:]*):\n {4}pass/,
        `def upgrade():\n    ${up}`,
      );
  };

  beforeEach(() => {
    project = new CliProject();
    pythonAlembic("init", "migrations");
    project.replace("alembic.ini", /^sqlalchemy\.url = .*$/m, "sqlalchemy.url = sqlite:///app.db");
    revise(
      "aaa1",
      "op.create_table('account', sa.Column('id', sa.Integer, primary_key=True))",
      "-m",
      "create account",
    );
    revise(
      "bbb1",
      "op.execute('CREATE TABLE invoice (id INTEGER)')",
      "-m",
      'billing\'s "invoices"',
      "--branch-label",
      "billing",
    );
    revise(
      "ccc1",
      "op.execute('CREATE TABLE todo (id INTEGER)')",
      "-m",
      "todo",
      "--head",
      "aaa1",
      "--splice",
      "--depends-on",
      "bbb1",
    );
    pythonAlembic("merge", "--rev-id", "ddd1", "-m", "join", "bbb1", "ccc1");
    revise("eee1", "op.add_column('account', sa.Column('name', sa.String(50)))", "-m", "name of account");
    pythonAlembic("upgrade", "ddd1");
  });
  afterEach(() => project.remove());

  const takeOver = (): string => {
    const { status, stdout } = project.alembic("init", "--from-python", "migrations", "alembic");
    expect(status).toBe(0);
    expect(stdout).toContain(
      `Set script_location = %(here)s/alembic in '${project.path("alembic.ini")}', which names migrations.`,
    );
    project.replace("alembic.ini", "script_location = migrations", "script_location = %(here)s/alembic");
    return stdout;
  };

  test("keeps identifiers, parents, labels, dependencies and messages", () => {
    const commands = [["heads"], ["history"], ["branches"], ["show", "ccc1"], ["current"]];
    const before = commands.map((command) => pythonAlembic(...command));
    takeOver();
    const after = commands.map((command) => project.alembic(...command).stdout);
    // Python prints children in an order of its own, and a blank behind an empty "Revises:".
    const lines = (text: string): readonly string[] =>
      text
        .replaceAll("/migrations/versions/", "/alembic/versions/")
        .replace(/\.py$/gm, ".ts")
        .split("\n")
        .map((line) => line.trimEnd())
        .sort();
    expect(after.map((text) => lines(text.trim()))).toEqual(before.map((text) => lines(text.trim())));
  });

  test("a database that is half-way goes on from there, once what is pending is translated", () => {
    takeOver();
    const refused = project.alembic("upgrade", "head");
    expect(refused.status).toBe(255);
    expect(refused.stdout).toContain(
      "FAILED: upgrade() of revision eee1 is still to be translated from eee1_name_of_account.py",
    );
    const file = project.revision("eee1");
    expect(project.read(file)).toContain("//   op.add_column('account', sa.Column('name', sa.String(50)))");
    project.replace(
      file,
      'import { CommandError } from "alembic-ts";',
      'import { op, sa } from "alembic-ts";',
    );
    project.replace(
      file,
      /\/\/ In Python:[\s\S]*?\}\);/,
      'await op.addColumn("account", sa.column("name", sa.string(50)));',
    );
    expect(project.alembic("upgrade", "head").status).toBe(0);
    expect(project.alembic("current").stdout).toBe("eee1 (head)\n");
    expect(project.alembic("revision", "-m", "first in TypeScript", "--rev-id", "fff1").status).toBe(0);
    expect(project.alembic("upgrade", "head").status).toBe(0);
  });

  test("Python's Alembic sees what was applied after it", () => {
    takeOver();
    project.alembic("stamp", "eee1");
    project.replace("alembic.ini", "script_location = %(here)s/alembic", "script_location = migrations");
    expect(pythonAlembic("current")).toBe("eee1 (head)\n");
  });
});

describe("--from-python", () => {
  let project: CliProject;
  beforeEach(() => {
    project = new CliProject();
  });
  afterEach(() => project.remove());

  test.each([
    ["a folder that is not there", "nowhere", "There is no folder nowhere"],
    ["a folder without revisions", ".", "There are no Python revisions in ."],
  ])("refuses %s, and writes nothing", (_what, folder, message) => {
    const { status, stdout } = project.alembic("init", "--from-python", folder, "alembic");
    expect(status).toBe(255);
    expect(stdout).toContain(`FAILED: ${message}`);
    expect(readdirSync(project.folder)).toEqual(["package.json"]);
  });

  test("refuses revisions that do not form a graph, and writes nothing", () => {
    project.write("a.py", "revision = 'aaa1'\ndown_revision = 'gone'\n");
    const { status, stdout } = project.alembic("init", "--from-python", ".", "alembic");
    expect(status).toBe(255);
    expect(stdout).toContain("gone");
    expect(readdirSync(project.folder).sort()).toEqual(["a.py", "package.json"]);
  });
});
