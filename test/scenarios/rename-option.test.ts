import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CliProject } from "../unit/cli/cli-project.ts";

const models = (columns: string): string => `import { sa } from "alembic-ts";

export const metadata = new sa.MetaData();
metadata.table("team", [sa.column("id", sa.integer(), { primaryKey: true }), ${columns}]);
`;

describe("revision --rename", () => {
  const project = new CliProject();

  beforeAll(() => {
    project.initWithModels();
    project.write("models.ts", models('sa.column("name", sa.string(50)), sa.column("town", sa.string(50))'));
    project.alembic("revision", "--autogenerate", "--rev-id", "a1");
    expect(project.alembic("upgrade", "head").status).toBe(0);
    project.write("models.ts", models('sa.column("title", sa.string(50)), sa.column("town", sa.string(50))'));
  });

  afterAll(() => project.remove());

  test.each([
    ["a table that is not there", "nope.name:title"],
    ["a column that is not there", "team.zip:title"],
    ["a new name that the models do not have", "team.name:label"],
    ["a new name with its table", "team.name:team.title"],
    ["a new name that another column has and keeps", "team.name:town"],
    ["too many names", "a.team.b.name:title"],
    ["a new table that the models do not have", "team:crew"],
  ])("writes nothing for %s, and says so", (_what, rename) => {
    const { status, stdout } = project.alembic("revision", "--autogenerate", "--rename", rename);
    expect(status).toBe(255);
    expect(stdout).toContain(`FAILED: Nothing can be renamed by --rename ${rename}.`);
    expect(readdirSync(project.path("alembic", "versions"))).toHaveLength(1);
  });

  test("names each rename of nothing, beside one that would do", () => {
    const renames = ["team.name:title", "x:y", "v:w"].flatMap((each) => ["--rename", each]);
    const { stderr } = project.alembic("revision", "--autogenerate", ...renames);
    expect(stderr).toContain("Nothing can be renamed by --rename x:y and --rename v:w.");
  });

  test("may be given twice", () => {
    const renames = ["team.name:title", "team.name:title"].flatMap((each) => ["--rename", each]);
    const { status } = project.alembic("revision", "--autogenerate", "--rev-id", "b2", ...renames);
    expect(status).toBe(0);
    expect(project.read(project.revision("b2"))).toContain('newColumnName: "title"');
  });
});
