import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../src/connection/index.ts";
import { isAlembicError } from "../../src/errors/index.ts";
import * as sa from "../../src/sa/index.ts";
import { databaseKinds, isOfMysql, type TestDatabase } from "../support/databases.ts";
import { migrate, type TestRevision } from "../support/migrations.ts";
import { CliProject } from "./cli-project.ts";

const kinds = databaseKinds().filter((kind) => kind.missing === null && isOfMysql(kind.name));

describe.each(kinds)("on $name, which commits DDL at once,", (kind) => {
  let database: TestDatabase;
  let connection: Connection;
  beforeEach(async () => {
    database = await kind.create("resume");
    connection = await createEngine(database.url).connect();
  });
  afterEach(async () => {
    await connection.close();
    await database.drop();
  });
  const values = async (sql: string): Promise<readonly unknown[]> =>
    (await connection.executeArrays(sql)).map(([value]) => value);

  /** What the report of a failed revision says of each operation. */
  async function reported(upgrade: TestRevision["upgrade"]): Promise<readonly string[]> {
    const revisions = [{ id: "aaa1", upgrade }];
    const error: unknown = await migrate(connection, { revisions }).catch((reason: unknown) => reason);
    if (!isAlembicError(error)) throw error;
    return [...error.message.matchAll(/^ {2}(done|undone|partly|failed|not run) +op\.(\w+)\(\)/gm)].map(
      ([, state, name]) => `${state} ${name}`,
    );
  }

  test("a downgrade over a revision that is half done, and whose file is gone, asks for the file", async () => {
    const project = new CliProject(database.url);
    project.addRevision({ id: "aaa1", down: null, upgrade: "" });
    await project.run(["upgrade", "head"]);
    const upgrade = 'await op.execute("CREATE TABLE k (id INT)");\n  await op.execute("nonsense");';
    project.addRevision({ id: "aaa2", down: "aaa1", upgrade });
    await project.run(["upgrade", "head"]);
    rmSync(join(project.folder, "alembic/versions/aaa2.ts"));
    const { status, stdout } = await project.run(["downgrade", "base"]);
    project.remove();
    expect(status).toBe(255);
    expect(stdout).toContain(
      "Bring back its file, which is gone, and finish it: alembic upgrade aaa2. Or undo",
    );
  });

  describe("the report of a failure", () => {
    test("calls undone what the rollback took back, also before a block that sent nothing", async () => {
      const states = await reported(async (op) => {
        await op.createTable("kept", [sa.column("id", sa.integer())]);
        await op.execute("INSERT INTO kept VALUES (1)");
        await op.batchAlterTable("kept", { recreate: "always" }, (batch) => batch.dropColumn("missing"));
      });
      expect(states).toEqual(["done createTable", "undone execute", "failed batchAlterTable"]);
      expect(await values("SELECT id FROM kept")).toEqual([]);
    });

    test("calls done what the next statement of DDL made final", async () => {
      const states = await reported(async (op) => {
        await op.createTable("kept", [sa.column("id", sa.integer())]);
        await op.execute("INSERT INTO kept VALUES (1)");
        await op.addColumn("kept", sa.column("extra", sa.integer()));
        await op.execute("INSERT INTO kept VALUES (2, 2)");
        await op.execute("CREATE TABEL typo (id INT)");
      });
      expect(states).toEqual([
        "done createTable",
        "done execute",
        "done addColumn",
        "undone execute",
        "failed execute",
      ]);
      expect(await values("SELECT id FROM kept")).toEqual([1]);
    });

    test("counts what stays of an operation that failed on its way", async () => {
      const script = (last: string): TestRevision["upgrade"] => {
        return (op) => op.execute(`CREATE TABLE q1 (a INT); CREATE TABLE q2 (a INT); ${last}`);
      };
      const failed = migrate(connection, {
        revisions: [{ id: "aaa1", upgrade: script("INSERT INTO nope VALUES (1)") }],
      });
      await expect(failed).rejects.toMatchObject({
        message: expect.stringMatching(
          /\n {2}failed +op\.execute\(\).*, behind 2 statements that are done\n/,
        ),
        hint: expect.stringContaining("type 'alembic upgrade aaa1'"),
      });
      await migrate(connection, {
        revisions: [{ id: "aaa1", upgrade: script("INSERT INTO q1 VALUES (1)") }],
      });
      expect(await values("SELECT a FROM q1")).toEqual([1]);
    });

    test("is none where an operation failed before it did anything", async () => {
      expect(await reported((op) => op.execute("INSERT INTO nope VALUES (1); DROP TABLE x"))).toEqual([]);
    });

    test("is added to an error of the revision's own code, which stays what it is", async () => {
      const bug = new TypeError("a bug");
      const upgrade: TestRevision["upgrade"] = async (op) => {
        await op.createTable("kept", [sa.column("id", sa.integer())]);
        throw bug;
      };
      await expect(migrate(connection, { revisions: [{ id: "aaa1", upgrade }] })).rejects.toBe(bug);
      expect(bug.message).toMatch(
        /^a bug\n.* Operations of upgrade\(\) of revision aaa1:\n {2}done +op\.createTable/,
      );
      expect(bug.message).toContain("Then type 'alembic upgrade aaa1': it goes on behind what is done.");
      expect(bug.stack).toContain(`TypeError: ${bug.message}\n    at `);
    });

    test("calls done what an earlier run had done", async () => {
      const insert: TestRevision["upgrade"] = async (op) => {
        await op.createTable("kept", [sa.column("id", sa.integer())]);
        await op.execute("INSERT INTO kept VALUES (1)");
        await op.addColumn("kept", sa.column("extra", sa.integer()));
        await op.execute("INSERT INTO missing VALUES (1)");
      };
      await reported(insert);
      expect(await reported(insert)).toEqual([
        "done createTable",
        "done execute",
        "done addColumn",
        "failed execute",
      ]);
    });
  });

  test("text arrives as it is where the session takes backslashes literally", async () => {
    await connection.execute("SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES')");
    const [mode] = await values("SELECT @@SESSION.sql_mode");
    const table = sa.table("t", [sa.column("id", sa.integer()), sa.column("s", sa.string(20))]);
    const revisions: readonly TestRevision[] = [
      {
        id: "aaa1",
        upgrade: async (op) => {
          await op.createTable("t", [
            table.columns[0] ?? sa.column("id", sa.integer()),
            sa.column("s", sa.string(20), { serverDefault: "a\\b", comment: "c\\d" }),
          ]);
          await op.execute("INSERT INTO t (id) VALUES (1)");
          await op.bulkInsert(table, [{ id: 2, s: op.inlineLiteral("e\\'f\r") }]);
        },
      },
    ];
    await migrate(connection, { revisions });
    expect(await values("SELECT s FROM t ORDER BY id")).toEqual(["a\\b", "e\\'f\r"]);
    expect(
      await values(
        "SELECT column_comment FROM information_schema.columns WHERE table_schema = DATABASE() AND column_comment <> ''",
      ),
    ).toEqual(["c\\d"]);
    expect(await values("SELECT @@SESSION.sql_mode")).toEqual([mode]);
  });

  /** A project whose revision is killed while its stored program runs. */
  async function killedIn(body: string): Promise<CliProject> {
    await connection.execute("CREATE TABLE calls (id INT AUTO_INCREMENT PRIMARY KEY)");
    await connection.execute(`CREATE PROCEDURE program() BEGIN ${body} END`);
    const project = new CliProject(database.url, "");
    project.addRevision({
      id: "aaa1",
      down: null,
      upgrade: [
        'await op.createTable("one", [sa.column("id", sa.integer())]);',
        'const call = op.execute("CALL program()");',
        "await new Promise((resolve) => setTimeout(resolve, 700));",
        'process.stdout.write("CALLING\\n");',
        "await call;",
        'await op.createTable("two", [sa.column("id", sa.integer())]);',
      ].join("\n"),
    });
    const run = project.start(["upgrade", "head"]);
    await run.said("CALLING");
    run.process.kill("SIGKILL");
    await run.ended;
    return project;
  }

  test("a stored program that changes rows runs once, whenever its run is killed", async () => {
    const project = await killedIn("INSERT INTO calls VALUES (); DO SLEEP(3);");
    expect((await project.run(["upgrade", "head"])).status).toBe(0);
    expect(await values("SELECT count(*) FROM calls")).toEqual([1]);
    project.remove();
  });

  test("one that commits on its way is not run again: the error says how to go on", async () => {
    const project = await killedIn(
      "INSERT INTO calls VALUES (); CREATE TABLE made (id INT); DO SLEEP(3); INSERT INTO calls VALUES ();",
    );
    const { status, stdout } = await project.run(["upgrade", "head"]);
    expect(status).toBe(255);
    expect(stdout).toContain("nobody can tell from outside how far it came: CALL program()");
    const statement = /When that is all: (.*?); when it is to run again: DELETE/.exec(stdout)?.[1] ?? "";
    await connection.execute(statement);
    expect((await project.run(["upgrade", "head"])).status).toBe(0);
    expect(await values("SHOW TABLES LIKE 'two'")).toEqual(["two"]);
    project.remove();
  });
});
