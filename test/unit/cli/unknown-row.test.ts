import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { CliProject } from "./cli-project.ts";

test("a version row without a file is named, where no upgrade could help", () => {
  const project = new CliProject();
  project.alembic("init", "alembic");
  project.alembic("revision", "-m", "one", "--rev-id", "aaa1");
  project.alembic("upgrade", "head");
  const database = new DatabaseSync(project.path("app.db"));
  database.exec("UPDATE alembic_version SET version_num = 'zzz9'");
  database.close();
  for (const command of [
    "check",
    "current -c",
    "revision --autogenerate",
    "show current",
    "edit current",
    "history -r current:",
    "history -r :current",
    "history -r -1:current",
  ]) {
    const { status, stdout } = project.alembic(...command.split(" "));
    expect(status).toBe(255);
    expect(stdout).toMatch(/^FAILED: Can't locate revision identified by 'zzz9'; the database is at this/);
    expect(stdout).not.toContain("alembic upgrade");
  }
  project.remove();
});
