import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, connectionFrom, createEngine } from "../../src/connection/index.ts";
import { column } from "../../src/schema/column.ts";
import { integer } from "../../src/schema/types/generic.ts";
import { databaseKinds, type TestDatabase } from "../support/databases.ts";
import { migrate, migrationContext, type TestRevision } from "../support/migrations.ts";
import { CliProject } from "./cli-project.ts";

const one: readonly TestRevision[] = [
  { id: "aaa1", upgrade: (op) => op.createTable("one", [column("id", integer())]) },
];

const rowsOf = async (connection: Connection, sql: string): Promise<readonly unknown[]> =>
  (await connection.execute(sql)).rows.map((row) => Object.values(row)[0]);

describe.each(databaseKinds().filter((kind) => kind.missing === null))("on $name", (kind) => {
  let database: TestDatabase;
  let connection: Connection;
  beforeEach(async () => {
    database = await kind.create("transactions");
    connection = await createEngine(database.url).connect();
  });
  afterEach(async () => {
    await connection.close();
    await database.drop();
  });

  test("a version row that is there twice is not updated, and the run says so", async () => {
    await migrate(connection, { revisions: one, opts: { versionTablePk: false } });
    await connection.execute("INSERT INTO alembic_version (version_num) VALUES ('aaa1')");
    const two: readonly TestRevision[] = [...one, { id: "bbb2", down: "aaa1" }];
    await expect(migrate(connection, { revisions: two })).rejects.toThrow(
      "Online migration expected to match one row when updating 'aaa1' to 'bbb2' in 'alembic_version'; 2 found",
    );
    expect(await rowsOf(connection, "SELECT version_num FROM alembic_version")).toEqual(["aaa1", "aaa1"]);
  });

  test("a version row that somebody else removed ends the run before it commits", async () => {
    const revisions: readonly TestRevision[] = [
      ...one,
      { id: "bbb2", down: "aaa1", upgrade: (op) => op.execute("DELETE FROM alembic_version") },
    ];
    await expect(migrate(connection, { revisions })).rejects.toThrow(/updating 'aaa1' to 'bbb2' .*; 0 found/);
  });

  test("a block of its own transactions that fails is the error of the run, also when the run cannot go on behind it", async () => {
    const other = await createEngine(database.url).connect();
    const autocommit: TestRevision = {
      id: "aaa1",
      upgrade: (op) =>
        op.getContext().autocommitBlock(async () => {
          if (kind.name === "sqlite") await other.begin({ immediate: true });
          throw new Error("mine");
        }),
    };
    const failed = migrate(connection, { revisions: [autocommit], opts: { lockTimeoutMs: 200 } });
    await expect(failed).rejects.toThrow("mine");
    await other.rollback();
    await other.close();
  });

  test("with a transaction per migration, what is done before a killed revision stays", async () => {
    const project = new CliProject(database.url, "transactionPerMigration: true");
    const create = (name: string): string =>
      `await op.createTable("${name}", [sa.column("id", sa.integer())]);`;
    project.addRevision({ id: "aaa1", down: null, upgrade: create("one") });
    project.addRevision({ id: "bbb2", down: "aaa1", upgrade: `${create("two")}\nawait pause("bbb2");` });
    const run = project.start(["upgrade", "head"], { PAUSE_IN: "bbb2" });
    await run.said("PAUSED");
    run.process.kill("SIGKILL");
    await run.ended;
    expect(await rowsOf(connection, "SELECT version_num FROM alembic_version")).toEqual(["aaa1"]);
    expect((await project.run(["upgrade", "head"])).status).toBe(0);
    expect(await rowsOf(connection, "SELECT version_num FROM alembic_version")).toEqual(["bbb2"]);
    project.remove();
  });
});

describe.each(databaseKinds().filter((kind) => kind.missing === null && kind.name === "postgresql"))(
  "on $name",
  (kind) => {
    let database: TestDatabase;
    let connection: Connection;
    beforeEach(async () => {
      database = await kind.create("transactions");
      connection = await createEngine(database.url).connect();
    });
    afterEach(async () => {
      await connection.close();
      await database.drop();
    });

    test("a COMMIT that the server turns into a ROLLBACK fails the run", async () => {
      const context = migrationContext(connection, { revisions: one });
      const run = context.beginTransaction(async () => {
        await context.runMigrations();
        await connection.execute("SELECT nonsense").catch(() => {});
      });
      await expect(run).rejects.toThrow("The transaction was rolled back, not committed");
      expect(await context.getCurrentHeads()).toEqual([]);
    });

    test("a block of its own transactions is not run twice when the process is killed behind it", async () => {
      const project = new CliProject(database.url);
      project.addRevision({
        id: "aaa1",
        down: null,
        upgrade: `
  await op.createTable("t", [sa.column("id", sa.integer())]);
  await op.autocommitBlock(async () => {
    await op.getBind().begin();
    await op.execute("INSERT INTO t (id) VALUES (1)");
    await op.createIndex("ix", "t", ["id"]);
    await op.getBind().commit();
    await pause("block");
  });`,
      });
      const run = project.start(["upgrade", "head"], { PAUSE_IN: "block" });
      await run.said("PAUSED");
      run.process.kill("SIGKILL");
      await run.ended;
      expect((await project.run(["upgrade", "head"])).status).toBe(0);
      expect(await rowsOf(connection, "SELECT id FROM t")).toEqual([1]);
      project.remove();
    });

    test("nothing more becomes final in an autocommit block when the lock's connection is lost", async () => {
      const revisions: readonly TestRevision[] = [
        {
          id: "aaa1",
          upgrade: async (op) => {
            await op.createTable("one", [column("id", integer())]);
            await op.autocommitBlock(async () => {
              await op.execute("INSERT INTO one (id) VALUES (1)");
              const holders = await connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
              );
              expect(holders.rows).toHaveLength(1);
              await op.execute("INSERT INTO one (id) VALUES (2)");
            });
          },
        },
      ];
      await expect(migrate(connection, { revisions })).rejects.toThrow("held the migration lock was lost");
      expect(await rowsOf(connection, "SELECT id FROM one")).toEqual([1]);
    });

    test("the long statement of a killed client does not hold up the next run", async () => {
      const project = new CliProject(database.url, "lockTimeoutMs: 10_000");
      const slow = { id: "aaa1", down: null, upgrade: `await op.execute("SELECT /*slow*/ pg_sleep(60)");` };
      project.addRevision(slow);
      const run = project.start(["upgrade", "head"]);
      await run.said("-> aaa1");
      await delay(300);
      run.process.kill("SIGKILL");
      await run.ended;
      project.addRevision({
        ...slow,
        upgrade: `await op.createTable("one", [sa.column("id", sa.integer())]);`,
      });
      const began = performance.now();
      expect((await project.run(["upgrade", "head"])).status).toBe(0);
      expect(performance.now() - began).toBeLessThan(8000);
      project.remove();
    });
  },
);

describe("on a database in memory", () => {
  test("runs share the one session, and no second one is opened for the lock", async () => {
    const engine = createEngine("sqlite://");
    await engine.connect((connection) => migrate(connection, { revisions: one }));
    await engine.connect(async (connection) => {
      expect(await migrate(connection, { revisions: one })).toEqual(["aaa1"]);
      expect(await rowsOf(connection, "SELECT count(*) FROM one")).toEqual([0]);
    });
    await engine.dispose();
  });

  test("the user's own database keeps its transaction and its foreign keys", async () => {
    const own = new DatabaseSync(":memory:");
    const connection = await connectionFrom(own);
    await migrate(connection, { revisions: one });
    expect(own.prepare("PRAGMA foreign_keys").get()).toMatchObject({ foreign_keys: 1 });
    own.exec("BEGIN");
    const more: readonly TestRevision[] = [
      ...one,
      { id: "bbb2", down: "aaa1", upgrade: (op) => op.execute("INSERT INTO one (id) VALUES (1)") },
    ];
    await migrate(connection, { revisions: more });
    expect(own.isTransaction).toBe(true);
    own.exec("ROLLBACK");
    expect(await rowsOf(connection, "SELECT version_num FROM alembic_version")).toEqual(["aaa1"]);
    await connection.close();
    expect(own.isOpen).toBe(true);
    own.close();
  });
});
