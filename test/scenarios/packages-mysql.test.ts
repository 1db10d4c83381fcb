import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEngine } from "../../src/connection/engine.ts";
import { databaseKinds, isOfMysql, type TestDatabase } from "../support/databases.ts";
import type { PackedProject } from "../support/packed-project.ts";
import { exampleProject, idOf } from "./example.ts";

const servers = databaseKinds().filter(({ name }) => isOfMysql(name));
const contextLines =
  "INFO  [alembic.runtime.migration] Context impl MySQLImpl.\n" +
  "INFO  [alembic.runtime.migration] Will assume non-transactional DDL.\n";

describe.each(servers)("the example of packages on $name, as MySQL", ({ missing, create }) => {
  const scenario = test.skipIf(missing !== null);
  let project: PackedProject;
  let database: TestDatabase;

  beforeEach(async () => {
    if (missing !== null) return;
    project = await exampleProject("packages-mysql");
    database = await create("packages");
    const url = database.url.replace(/^mariadb:/, "mysql:");
    await project.edit("alembic.ini", /^sqlalchemy\.url = .*$/m, `sqlalchemy.url = ${url}`);
  });
  afterEach(async () => {
    await project?.remove();
    await database?.drop();
  });

  const tables = (): Promise<string> =>
    createEngine(database.url).connect(async (connection) => {
      const { rows } = await connection.execute(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1",
      );
      return rows.map(({ name }) => name).join(" ");
    });

  scenario("current on an empty database logs two lines, prints nothing, and makes nothing", async () => {
    expect(await project.run("alembic current")).toEqual({ status: 0, stdout: "", stderr: contextLines });
    expect(await tables()).toBe("");
  });

  scenario("models of several files, and a column more", async () => {
    await project.succeed('alembic revision --autogenerate -m "create packages"');
    await project.succeed("alembic upgrade head");
    expect(await tables()).toBe("alembic_version maintainers packages");

    await project.edit(
      "models/packages.ts",
      "  sa.index(",
      '  sa.column("last_updated", sa.dateTime()),\n  sa.index(',
    );
    await project.succeed('alembic revision --autogenerate -m "last updated on packages"');
    const [, second = ""] = await project.revisions();
    expect(await project.read(second)).toContain(
      'await op.addColumn("packages", sa.column("last_updated", sa.dateTime()',
    );
    await project.succeed("alembic upgrade head");
    expect((await project.succeed("alembic current")).stdout).toBe(`${idOf(second)} (head)\n`);
    await project.succeed("alembic check");
    await project.succeed("alembic downgrade base");
    expect(await tables()).toBe("alembic_version");
  });

  scenario("two clones each add a revision; after the pull one merge joins them", async () => {
    const git = "git -c user.name=Test -c user.email=test@example.org -c init.defaultBranch=main";
    await project.succeed('alembic revision -m "start" --rev-id aaaa00000001');
    await project.succeed(`${git} init -q . && ${git} add -A && ${git} commit -qm start`);
    await project.succeed(
      `${git} clone -q --bare . shared.git && ${git} clone -q shared.git ann && ${git} clone -q shared.git ben`,
    );
    await project.succeed("ln -s ../node_modules ann/node_modules && ln -s ../node_modules ben/node_modules");
    const publish = (name: string): string =>
      `alembic revision -m "${name}" && ${git} add -A && ${git} commit -qm "${name}" && ${git} pull -q --no-rebase --no-edit && ${git} push -q`;
    await project.succeed(publish("of ann"), { cwd: "ann" });
    await project.succeed(publish("of ben"), { cwd: "ben" });

    const heads = (await project.succeed("alembic heads", { cwd: "ben" })).stdout;
    expect(heads).toMatch(/^[0-9a-f]{12} \(head\)\n[0-9a-f]{12} \(head\)\n$/);
    const refused = await project.run("alembic upgrade head", { cwd: "ben" });
    expect(refused.status).toBe(255);
    expect(refused.stdout).toContain("FAILED: Multiple head revisions are present for given argument 'head'");

    await project.succeed('alembic merge heads -m "join"', { cwd: "ben" });
    expect((await project.succeed("alembic heads", { cwd: "ben" })).stdout).toMatch(
      /^[0-9a-f]{12} \(head\)\n$/,
    );
    const { stderr } = await project.succeed("alembic upgrade head", { cwd: "ben" });
    expect(stderr.match(/Running upgrade/g)).toHaveLength(4);
    expect((await project.succeed("alembic current", { cwd: "ben" })).stdout).toMatch(
      /^[0-9a-f]{12} \(head\) \(mergepoint\)\n$/,
    );
  });
});
