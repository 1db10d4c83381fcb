import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../../src/connection/index.ts";
import { AlembicError } from "../../../src/errors/index.ts";
import { column } from "../../../src/schema/column.ts";
import { bigInteger, integer } from "../../../src/schema/types/generic.ts";
import { databaseKinds, type TestDatabase } from "../../support/databases.ts";
import { migrate, type TestRevision } from "../../support/migrations.ts";

const kind = databaseKinds().find(({ name }) => name === "postgresql");
if (kind === undefined) throw new Error("PostgreSQL is one of the kinds of databases.");

let database: TestDatabase;
let connection: Connection;
let observer: Connection;

beforeEach(async () => {
  if (kind.missing !== null) return;
  database = await kind.create("faults");
  connection = await createEngine(database.url).connect();
  observer = await createEngine(database.url).connect();
});
afterEach(async () => {
  if (kind.missing !== null) return;
  await connection.close();
  await observer.close();
  await database.drop();
});

const failureOf = async (run: Promise<unknown>): Promise<AlembicError> => {
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AlembicError)) throw new Error(`expected an AlembicError, got ${String(error)}`);
  return error;
};

const one = (upgrade: TestRevision["upgrade"]): readonly TestRevision[] => [{ id: "aaa1", upgrade }];
const tables = async (): Promise<readonly unknown[]> =>
  (await observer.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")).rows.map(
    (row) => row.tablename,
  );

describe.skipIf(kind.missing !== null)("on PostgreSQL", () => {
  test("a lost lock connection aborts the run before its commit", async () => {
    const revisions = one(async (op) => {
      await op.createTable("one", [column("id", integer())]);
      await observer.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      );
    });
    const error = await failureOf(migrate(connection, { revisions }));
    expect(error.code).toBe("LOCK_LOST");
    expect(await tables()).toEqual([]);
  });

  test("what is refused at COMMIT names the revisions that it was to make final", async () => {
    const revisions = one((op) =>
      op.execute(
        "CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (a INT REFERENCES a DEFERRABLE INITIALLY DEFERRED); INSERT INTO b VALUES (1)",
      ),
    );
    const error = await failureOf(migrate(connection, { revisions }));
    expect(error.message).toMatch(/^COMMIT failed behind upgrade\(\) of revision aaa1: .*foreign key/);
    expect(error.hint).toContain("deferred foreign key");
    expect(await tables()).toEqual([]);
  });

  test.each(["SET search_path TO nowhere", "DROP TABLE alembic_version"])(
    "a revision behind which its row cannot be written is named: %s",
    async (sql) => {
      const error = await failureOf(migrate(connection, { revisions: one((op) => op.execute(sql)) }));
      expect(error.message).toMatch(
        /^The version row could not be written behind upgrade\(\) of revision aaa1: .*alembic_version.*\n\[SQL: INSERT/,
      );
      expect(error.hint).toContain("search_path");
    },
  );

  test("a lost working connection is a clear error, and nothing is left", async () => {
    const revisions = one(async (op) => {
      const { rows } = await op.execute("SELECT pg_backend_pid() AS pid");
      await op.createTable("one", [column("id", integer())]);
      await observer.execute(`SELECT pg_terminate_backend(${Number(rows[0]?.pid)})`);
      await op.createTable("two", [column("id", integer())]);
    });
    const error = await failureOf(migrate(connection, { revisions }));
    expect(error.code).toBe("CONNECTION");
    expect(await tables()).toEqual([]);
  });

  test("a transaction that failed and was not given up is not reported as done", async () => {
    const revisions = one(async (op) => {
      await op.createTable("one", [column("id", integer())]);
      await op.execute("SELECT broken").catch(() => undefined);
    });
    const error = await failureOf(migrate(connection, { revisions }));
    expect(error.code).toBe("DATABASE");
    expect(await tables()).toEqual([]);
  });

  test("the abort signal cancels the statement that is running on the server", async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 200);
    const began = performance.now();
    const revisions = one((op) => op.execute("CREATE TABLE one (); SELECT pg_sleep(30)"));
    const error = await failureOf(migrate(connection, { revisions, opts: { signal: abort.signal } }));
    expect(error.code).toBe("CANCELLED");
    expect(performance.now() - began).toBeLessThan(5000);
    expect(await tables()).toEqual([]);
    const { rows } = await observer.execute(
      "SELECT count(*)::int AS held FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    expect(rows[0]?.held).toBe(0);
  });

  test("the abort signal ends the wait for the lock", async () => {
    await observer.execute(
      "SELECT pg_advisory_lock(hashtextextended('alembic-ts:public.alembic_version', 0))",
    );
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 200);
    const error = await failureOf(
      migrate(connection, { revisions: one(() => undefined), opts: { signal: abort.signal } }),
    );
    expect(error.code).toBe("CANCELLED");
  });

  test('lock: "transaction" keeps runs apart by the transaction, and refuses autocommit blocks', async () => {
    const opts = { lock: "transaction", lockTimeoutMs: 100 } as const;
    await observer.begin();
    await observer.execute(
      "SELECT pg_advisory_xact_lock(hashtextextended('alembic-ts:public.alembic_version', 0))",
    );
    expect((await failureOf(migrate(connection, { revisions: one(() => undefined), opts }))).code).toBe(
      "LOCK_TIMEOUT",
    );
    await observer.rollback();
    const revisions = one((op) => op.autocommitBlock(() => op.execute("VACUUM")));
    const error = await failureOf(migrate(connection, { revisions, opts }));
    expect(error.message).toContain("autocommitBlock() is not possible here");
    expect(await migrate(connection, { revisions: one(() => undefined), opts })).toEqual(["aaa1"]);
  });

  test("an index is built concurrently while another process waits for the lock", async () => {
    const other = await createEngine(database.url).connect();
    const revisions = one(async (op) => {
      await op.createTable("one", [column("id", integer())]);
      await op.autocommitBlock(async () => {
        const waiting = migrate(other, { revisions: one(() => undefined) });
        await new Promise((resolve) => setTimeout(resolve, 100));
        await op.createIndex("ix_one", "one", ["id"], { postgresql: { concurrently: true } });
        void waiting.catch(() => undefined);
        rest.push(waiting);
      });
    });
    const rest: Promise<unknown>[] = [];
    expect(await migrate(connection, { revisions })).toEqual(["aaa1"]);
    expect(await Promise.all(rest)).toEqual([["aaa1"]]);
    await other.close();
  });

  test("a rerun after a failure in an autocommit block replaces the invalid index and goes on behind what is done", async () => {
    const revisions = one(async (op) => {
      await op.createTable("one", [column("id", integer())]);
      await op.execute("INSERT INTO one VALUES (1), (1)");
      await op.autocommitBlock(() =>
        op.createIndex("ix_one", "one", ["id"], { unique: true, postgresql: { concurrently: true } }),
      );
      await op.createTable("two", [column("id", integer())]);
    });
    const error = await failureOf(migrate(connection, { revisions }));
    expect(error.message).toContain("could not create unique index");
    expect(await tables()).toEqual(["alembic_ts_progress", "alembic_version", "one"]);
    await observer.execute("DELETE FROM one WHERE ctid = (SELECT min(ctid) FROM one)");
    expect(await migrate(connection, { revisions })).toEqual(["aaa1"]);
    expect(await tables()).toEqual(["alembic_version", "one", "two"]);
    const { rows } = await observer.execute(
      "SELECT indisvalid FROM pg_index WHERE indrelid = 'one'::regclass",
    );
    expect(rows).toEqual([{ indisvalid: true }]);
  });

  test("a half done revision that was changed since is not resumed", async () => {
    const half = (name: string): readonly TestRevision[] =>
      one(async (op) => {
        await op.createTable(name, [column("id", integer())]);
        await op.autocommitBlock(() => op.execute("THIS IS NO SQL"));
      });
    await failureOf(migrate(connection, { revisions: half("one") }));
    const error = await failureOf(migrate(connection, { revisions: half("other") }));
    expect(error.message).toMatch(
      /was left half done by an earlier run, and its statement 1 has changed since/,
    );
    expect(error.hint).toContain(
      "DELETE FROM public.alembic_ts_progress WHERE version_table = 'alembic_version'",
    );
  });

  test("a view over a column that gets another type is named, with the way out", async () => {
    const revisions = one(async (op) => {
      await op.createTable("one", [column("id", integer())]);
      await op.execute("CREATE VIEW ids AS SELECT id FROM one");
      await op.alterColumn("one", "id", { type: bigInteger() });
    });
    const error = await failureOf(migrate(connection, { revisions }));
    expect(error.hint).toContain("Drop what the message names (a view, for example) before the change");
  });
});
