import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../src/connection/index.ts";
import { databaseKinds, isOfMysql, type TestDatabase } from "../support/databases.ts";
import { CliProject, type Ended, type RevisionText } from "./cli-project.ts";

const account: RevisionText = {
  id: "aaa1",
  down: null,
  upgrade: `
  await op.createTable("account", [sa.column("id", sa.integer(), { primaryKey: true }), sa.column("v", sa.integer())]);
  await op.execute("INSERT INTO account (id, v) VALUES (1, 10)");
  await pause("aaa1");`,
};
const bonus: RevisionText = {
  id: "bbb2",
  down: "aaa1",
  upgrade: `
  await op.execute("UPDATE account SET v = v + 1");
  await pause("bbb2");
  await op.createTable("bonus", [sa.column("id", sa.integer())]);
  await op.execute("INSERT INTO bonus (id) VALUES (1)");`,
};

const kinds = databaseKinds().filter((kind) => kind.missing === null);
const present = (name: string) => kinds.filter((kind) => kind.name === name);

let database: TestDatabase;
let project: CliProject;
afterEach(async () => {
  project.remove();
  await database.drop();
});

const query = (sql: string): Promise<readonly (readonly string[])[]> =>
  createEngine(database.url).connect(async (connection) =>
    (await connection.execute(sql)).rows.map((row) => Object.values(row).map(String)),
  );
const contents = async (): Promise<unknown> => [
  await query("SELECT version_num FROM alembic_version"),
  await query("SELECT id, v FROM account"),
  await query("SELECT id FROM bonus"),
];
const once = [[["bbb2"]], [["1", "11"]], [["1"]]];

const appliedBy = (ended: readonly Ended[]): number =>
  ended.reduce((sum, { stderr }) => sum + stderr.split("Running upgrade").length - 1, 0);

describe.each(kinds)("on $name", (kind) => {
  beforeEach(async () => {
    database = await kind.create("cli");
    project = new CliProject(database.url);
    project.addRevision(account);
    project.addRevision(bonus);
  });

  test("ten 'upgrade head' at once all end with status 0, and each revision is applied once", async () => {
    const ended = await Promise.all(Array.from({ length: 10 }, () => project.run(["upgrade", "head"])));
    expect(ended.map(({ status, stdout }) => [status, stdout])).toEqual(Array(10).fill([0, ""]));
    expect(appliedBy(ended)).toBe(2);
    expect(await contents()).toEqual(once);
  });

  test("when the one that migrates is killed, those that wait go on with its work", async () => {
    const first = project.start(["upgrade", "head"], { PAUSE_IN: "bbb2" });
    await first.said("PAUSED");
    const waiting = [1, 2, 3].map(() => project.start(["upgrade", "head"]));
    await Promise.all(waiting.map((each) => each.said("Will assume")));
    await delay(300);
    first.process.kill("SIGKILL");
    const ended = await Promise.all(waiting.map((each) => each.ended));
    expect(ended.map(({ status, stdout }) => [status, stdout])).toEqual(Array(3).fill([0, ""]));
    expect(await contents()).toEqual(once);
  });

  test("who waits too long fails with status 255, and says who holds the lock", async () => {
    const other = new CliProject(database.url, "lockTimeoutMs: 300");
    for (const revision of [account, bonus]) other.addRevision(revision);
    const first = project.start(["upgrade", "head"], { PAUSE_IN: "aaa1" });
    await first.said("PAUSED");
    const second = await other.run(["upgrade", "head"]);
    first.process.kill("SIGKILL");
    await first.ended;
    other.remove();
    expect(second.status).toBe(255);
    expect(second.stdout).toMatch(/^FAILED: The migration lock .*'alembic_version'.* 300 ms; it is held by /);
    expect(second.stdout).toMatch(
      {
        sqlite: /another process that writes to the database file/,
        postgresql: /pid \d+, user postgres, application 'alembic/,
        mariadb: /connection \d+ of root@/,
        mysql: /connection \d+ of root@/,
      }[kind.name],
    );
  });
});

describe.each(present("postgresql"))("on $name", (kind) => {
  let admin: Connection;
  beforeEach(async () => {
    database = await kind.create("cli");
    admin = await createEngine(database.url).connect();
  });
  afterEach(() => admin.close());

  const lockHolders = async (): Promise<readonly number[]> =>
    (
      await admin.execute(
        "SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()",
      )
    ).rows.map(({ pid }) => Number(pid));

  test("when the lock's connection is lost, the run fails before it commits anything", async () => {
    project = new CliProject(database.url);
    project.addRevision(account);
    project.addRevision({
      ...bonus,
      upgrade: `process.stdout.write("AT WORK\\n");\n  await op.execute("SELECT pg_sleep(1.5)");\n${bonus.upgrade}`,
    });
    const run = project.start(["upgrade", "head"]);
    await run.said("AT WORK");
    for (const pid of await lockHolders()) await admin.execute(`SELECT pg_terminate_backend(${pid})`);
    const { status, stdout } = await run.ended;
    expect([status, stdout]).toEqual([
      255,
      expect.stringMatching(/^FAILED: .*held the migration lock was lost/m),
    ]);
    expect(await query("SELECT count(*) FROM pg_tables WHERE tablename IN ('account', 'bonus')")).toEqual([
      ["0"],
    ]);
  });

  test("when the working connection is lost, nothing is half applied and the next run is clean", async () => {
    project = new CliProject(database.url);
    project.addRevision(account);
    project.addRevision({
      ...bonus,
      upgrade: `  await op.execute("SELECT /*work*/ pg_sleep(5)");\n${bonus.upgrade}`,
    });
    const run = project.start(["upgrade", "head"]);
    await run.said("aaa1 -> bbb2");
    await delay(200);
    await admin.execute(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%/*work*/%' AND pid <> pg_backend_pid()",
    );
    const { status, stdout } = await run.ended;
    expect([status, stdout]).toEqual([255, expect.stringMatching(/^FAILED: .*bbb2.*was lost/s)]);
    expect(await lockHolders()).toEqual([]);
    project.addRevision(bonus);
    expect((await project.run(["upgrade", "head"])).status).toBe(0);
    expect(await contents()).toEqual(once);
  });

  test("CREATE INDEX CONCURRENTLY in an autocommit block does not deadlock with runs that wait", async () => {
    project = new CliProject(database.url);
    project.addRevision(account);
    project.addRevision({
      ...bonus,
      upgrade: `${bonus.upgrade}
  process.stdout.write("BEFORE THE BLOCK\\n");
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await op.autocommitBlock(() => op.createIndex("ix_v", "account", ["v"], { postgresql: { concurrently: true } }));`,
    });
    const first = project.start(["upgrade", "head"]);
    await first.said("BEFORE THE BLOCK");
    const waiting = [1, 2].map(() => project.start(["upgrade", "head"]));
    const ended = await Promise.all([first, ...waiting].map((each) => each.ended));
    expect(ended.map(({ status, stdout }) => [status, stdout])).toEqual([
      [0, "BEFORE THE BLOCK\n"],
      [0, ""],
      [0, ""],
    ]);
    expect(appliedBy(ended)).toBe(2);
    expect(await query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_v'::regclass")).toEqual([
      ["true"],
    ]);
  });
});

const sleeping = {
  sqlite:
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000000) SELECT count(*) FROM n",
  postgresql: "SELECT /*long*/ pg_sleep(30)",
  mariadb: "SELECT /*long*/ SLEEP(30)",
  mysql: "SELECT /*long*/ SLEEP(30)",
} as const;

describe.each(kinds)("on $name, interrupted in a long statement", (kind) => {
  beforeEach(async () => {
    database = await kind.create("cli");
    project = new CliProject(database.url);
    project.addRevision(account);
    project.addRevision({
      ...bonus,
      upgrade: `  await op.execute("UPDATE account SET v = v + 1");
  process.stdout.write("AT WORK\\n");
  await op.execute("${sleeping[kind.name]}");
  await op.execute("UPDATE account SET v = v + 100");`,
    });
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "by %s, the statement ends on the server, nothing is half applied, the status is %i",
    async (signal, status) => {
      const run = project.start(["upgrade", "head"]);
      await run.said("AT WORK");
      await delay(200);
      run.process.kill(signal);
      const began = performance.now();
      const ended = await run.ended;
      // A statement of SQLite blocks the process, which then ends as any process does.
      if (kind.name === "sqlite") expect(ended).toMatchObject({ status: null, signal });
      else expect(ended).toMatchObject({ status, stderr: expect.stringContaining(`${signal}: cancelling`) });
      expect(performance.now() - began).toBeLessThan(15_000);
      if (kind.name === "postgresql") {
        expect(
          await query(
            "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%/*long*/%' AND pid <> pg_backend_pid() AND datname = current_database()",
          ),
        ).toEqual([]);
      }
      if (isOfMysql(kind.name)) {
        expect(
          await query(
            "SELECT 1 FROM information_schema.PROCESSLIST WHERE INFO LIKE '%/*long*/ SLEEP%' AND ID <> CONNECTION_ID() AND DB = DATABASE()",
          ),
        ).toEqual([]);
      }
      project.addRevision(bonus);
      expect((await project.run(["upgrade", "head"])).status).toBe(0);
      expect(await contents()).toEqual(once);
    },
  );
});
