import { AsyncLocalStorage } from "node:async_hooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../src/connection/index.ts";
import { dialectNamed } from "../../src/dialect/registry.ts";
import { AlembicError, DatabaseError } from "../../src/errors/index.ts";
import { column } from "../../src/schema/column.ts";
import { integer, string } from "../../src/schema/types/generic.ts";
import { databaseKinds, type TestDatabase } from "../support/databases.ts";
import { migrate, migrationContext, type TestRevision } from "../support/migrations.ts";

const createTable =
  (name: string): TestRevision["upgrade"] =>
  async (op) => {
    await op.createTable(name, [column("id", integer(), { primaryKey: true }), column("v", string(20))]);
  };

const three: readonly TestRevision[] = [
  { id: "aaa1", upgrade: createTable("one"), downgrade: (op) => op.dropTable("one") },
  { id: "bbb2", down: "aaa1", upgrade: createTable("two"), downgrade: (op) => op.dropTable("two") },
  { id: "ccc3", down: "bbb2", upgrade: createTable("three"), downgrade: (op) => op.dropTable("three") },
];

/** The second revision makes a table, then sends something that no server understands, then goes on. */
const broken: readonly TestRevision[] = [
  { id: "aaa1", upgrade: createTable("one") },
  {
    id: "bbb2",
    down: "aaa1",
    upgrade: (op) => {
      op.createTable("half", [column("id", integer())]);
      op.execute("THIS IS NO SQL");
      op.createTable("never", [column("id", integer())]);
    },
  },
];

const failureOf = async (run: Promise<unknown>): Promise<AlembicError> => {
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AlembicError)) throw new Error(`expected an AlembicError, got ${String(error)}`);
  return error;
};

describe.each(databaseKinds())("on $name", (kind) => {
  const { ddlRollsBack, transactionalDdl } = dialectNamed(kind.name).features;
  let database: TestDatabase;
  let connection: Connection;

  beforeAll(async () => {
    database = await kind.create("runtime");
  });
  afterAll(() => database?.drop());

  const withConnection = (title: string, run: () => Promise<void>) =>
    test.skipIf(kind.missing !== null)(title, async () => {
      await createEngine(database.url).connect(async (opened) => {
        connection = opened;
        for (const name of [
          "one",
          "two",
          "three",
          "half",
          "never",
          "alembic_version",
          "alembic_ts_progress",
        ]) {
          await connection.executeScript(`DROP TABLE IF EXISTS ${name}`);
        }
        await run();
      });
    });

  const has = async (table: string): Promise<boolean> => {
    try {
      await connection.execute(`SELECT 1 FROM ${table} WHERE 1 = 0`);
      return true;
    } catch {
      return false;
    }
  };

  withConnection("revisions are applied and taken back, with their rows", async () => {
    expect(await migrate(connection, { revisions: three })).toEqual(["ccc3"]);
    expect(await has("three")).toBe(true);
    expect(await migrate(connection, { revisions: three, direction: "downgrade", target: "aaa1" })).toEqual([
      "aaa1",
    ]);
    expect([await has("one"), await has("two")]).toEqual([true, false]);
    expect(await migrate(connection, { revisions: three, direction: "downgrade" })).toEqual([]);
    expect(await has("alembic_version")).toBe(true);
  });

  withConnection("a run that only reads writes nothing, not even the version table", async () => {
    await migrate(connection, { revisions: [], opts: { fn: () => [], dontMutate: true } });
    expect(await has("alembic_version")).toBe(false);
  });

  withConnection("a run with nothing to do leaves an empty version table", async () => {
    expect(await migrate(connection, { revisions: [], opts: { fn: () => [] } })).toEqual([]);
    expect(await has("alembic_version")).toBe(true);
  });

  withConnection("a failed revision names place, operation and SQL, and is recorded nowhere", async () => {
    const error = await failureOf(migrate(connection, { revisions: broken }));
    expect(error.message).toMatch(
      /^op\.execute\(\) failed in upgrade\(\) of revision bbb2 \(.*run-rules\.test\.ts:\d+:\d+\): .*\n\[SQL: THIS IS NO SQL\]/,
    );
    expect(error.code).toBe("DATABASE");
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({ sql: "THIS IS NO SQL", revision: "bbb2", operation: "op.execute" });
    expect(error.cause).toBeInstanceOf(Error);
    expect(await has("never")).toBe(false);
    expect(await has("half")).toBe(!ddlRollsBack);
    const rows = await migrationContext(connection, { revisions: [] }).getCurrentHeads();
    expect(rows).toEqual(transactionalDdl ? [] : ["aaa1"]);
  });

  withConnection("with a transaction per migration the revisions before a failed one stay", async () => {
    await failureOf(migrate(connection, { revisions: broken, opts: { transactionPerMigration: true } }));
    expect(await migrationContext(connection, { revisions: [] }).getCurrentHeads()).toEqual(["aaa1"]);
    expect(await has("one")).toBe(true);
  });

  test.skipIf(kind.missing !== null || ddlRollsBack)(
    "where DDL commits itself the error lists what was done, failed and not run, and what to type",
    async () => {
      await createEngine(database.url).connect(async (opened) => {
        for (const name of ["one", "half", "alembic_version"])
          await opened.executeScript(`DROP TABLE IF EXISTS ${name}`);
        const error = await failureOf(migrate(opened, { revisions: broken }));
        expect(error.message).toMatch(
          / {2}done {5}op\.createTable\(\).*\n {2}failed {3}op\.execute\(\).*\n {2}not run {2}op\.createTable\(\)/,
        );
        expect(error.message).toContain("The version table still says aaa1.");
        expect(error.hint).toContain("alembic upgrade bbb2");
        const corrected: readonly TestRevision[] = [
          { id: "aaa1" },
          {
            id: "bbb2",
            down: "aaa1",
            upgrade: (op) => {
              op.createTable("half", [column("id", integer())]);
              op.execute("INSERT INTO half VALUES (7)");
            },
          },
        ];
        expect(await migrate(opened, { revisions: corrected })).toEqual(["bbb2"]);
        expect((await opened.execute("SELECT id FROM half")).rows).toHaveLength(1);
      });
    },
  );

  withConnection("the caller's own transaction is neither committed nor rolled back", async () => {
    await connection.begin();
    const context = migrationContext(connection, { revisions: three, target: "aaa1" });
    await context.beginTransaction(() => context.runMigrations());
    expect(connection.inTransaction()).toBe(true);
    await connection.rollback();
    expect(await context.getCurrentHeads()).toEqual(ddlRollsBack ? [] : expect.anything());
    expect(await has("one")).toBe(!ddlRollsBack);
  });

  withConnection("runMigrations makes its own transaction where env.ts began none", async () => {
    await migrationContext(connection, { revisions: three }).runMigrations();
    expect(connection.inTransaction()).toBe(false);
    expect(await has("three")).toBe(true);
  });

  withConnection("a version row that somebody else changed stops the run", async () => {
    await migrate(connection, { revisions: three, target: "aaa1" });
    const revisions: readonly TestRevision[] = [
      { id: "aaa1" },
      { id: "bbb2", down: "aaa1", upgrade: (op) => op.execute("DELETE FROM alembic_version") },
    ];
    const error = await failureOf(migrate(connection, { revisions }));
    expect(error.message.split("\n")[0]).toBe(
      "Online migration expected to match one row when updating 'aaa1' to 'bbb2' in 'alembic_version'; 0 found",
    );
    expect(error.code).toBe("CONCURRENT_UPDATE");
  });

  withConnection("an id that is longer than the column is named, with the column", async () => {
    const id = "a".repeat(33);
    const run = migrate(connection, { revisions: [{ id: "aaa1" }, { id, down: "aaa1" }] });
    if (kind.name === "sqlite") {
      expect(await run).toEqual([id]);
      return;
    }
    const error = await failureOf(run);
    expect(error.message).toContain(
      `Revision id '${id}' has 33 characters and does not fit into 'alembic_version': `,
    );
    expect(error.code).toBe("IDENTIFIER_TOO_LONG");
  });

  withConnection("statements on the bound connection take their turn, awaited or not", async () => {
    const seen: unknown[] = [];
    const revisions: readonly TestRevision[] = [
      {
        id: "aaa1",
        upgrade: async (op) => {
          op.createTable("one", [column("id", integer())]);
          op.getBind().execute("INSERT INTO one (id) VALUES (1)");
          op.execute("UPDATE one SET id = 2");
          seen.push(...(await op.getBind().execute("SELECT id FROM one")).rows.map((row) => row.id));
        },
      },
    ];
    await migrate(connection, { revisions });
    expect(seen.map(Number)).toEqual([2]);
  });

  withConnection(
    "an operation called after the migration's end fails the run before it is committed",
    async () => {
      const late: { error?: unknown; call?: () => void } = {};
      const revisions: readonly TestRevision[] = [
        {
          id: "aaa1",
          upgrade: (op) => {
            const here = AsyncLocalStorage.snapshot();
            late.call = () => here(() => void op.createTable("two", [column("id", integer())]));
            return op.createTable("one", [column("id", integer())]);
          },
        },
        {
          id: "bbb2",
          down: "aaa1",
          upgrade: () => {
            try {
              late.call?.();
            } catch (error) {
              late.error = error;
            }
          },
        },
      ];
      const error = await failureOf(migrate(connection, { revisions }));
      expect(error.message).toMatch(
        /^op\.createTable\(\) was called after upgrade\(\) of revision aaa1 had finished/,
      );
      expect(late.error).toBe(error);
    },
  );

  withConnection("an autocommit block runs outside of the transaction, which goes on behind it", async () => {
    const states: boolean[] = [];
    const revisions: readonly TestRevision[] = [
      {
        id: "aaa1",
        upgrade: async (op) => {
          op.createTable("one", [column("id", integer())]);
          states.push(connection.inTransaction());
          await op.autocommitBlock(async () => {
            states.push(connection.inTransaction());
            await op.execute("INSERT INTO one (id) VALUES (1)");
          });
          states.push(connection.inTransaction());
          await op.execute("INSERT INTO one (id) VALUES (2)");
          throw new AlembicError("after the block");
        },
      },
    ];
    await failureOf(migrate(connection, { revisions }));
    expect(states).toEqual([true, false, true]);
    const { rows } = await connection.execute("SELECT id FROM one");
    expect(rows.map((row) => Number(row.id))).toEqual([1]);
  });

  withConnection("in a transaction of the caller's it is refused, at the line that called it", async () => {
    await connection.begin();
    const context = migrationContext(connection, { revisions: [] });
    const calls = [
      () => context.operations.autocommitBlock(() => undefined),
      () => context.autocommitBlock(() => undefined),
    ];
    for (const call of calls) {
      const error = await failureOf(Promise.resolve(call()));
      expect(error.message).toContain("the transaction was begun by the caller and cannot be ended here");
      expect(error.message).toMatch(/\n {2}at op\.autocommitBlock\(\) \(.*run-rules\.test\.ts:\d+:\d+\)$/);
      expect(error.details.at).toContain("run-rules.test.ts");
    }
    await connection.rollback();
  });

  withConnection("a failed statement of the context's own is told with the line that called it", async () => {
    const error = await failureOf(
      Promise.resolve(migrationContext(connection, { revisions: [] }).execute("THIS IS NO SQL")),
    );
    expect(error.message).toMatch(/^op\.execute\(\) failed \(.*run-rules\.test\.ts:\d+:\d+\): /);
  });

  withConnection("a text without a statement is no operation, and no error", async () => {
    const empty = ["-- only a comment", "/* c */", "", " ;\n;"];
    const rows: unknown[] = [];
    const upgrade: TestRevision["upgrade"] = async (op) => {
      for (const text of empty) {
        rows.push((await op.execute(text)).rows, (await op.getBind().execute(text)).rows);
      }
      await op.createTable("one", [column("id", integer())]);
    };
    expect(await migrate(connection, { revisions: [{ id: "aaa1", upgrade }] })).toEqual(["aaa1"]);
    expect(rows.flat()).toEqual([]);
    expect(rows).toHaveLength(2 * empty.length);
  });

  withConnection("the rows can be read as one revision, but not when there are several", async () => {
    const context = migrationContext(connection, { revisions: three });
    expect(await context.getCurrentRevision()).toBe(null);
    await migrate(connection, { revisions: three });
    expect(await context.getCurrentRevision()).toBe("ccc3");
    await connection.execute("INSERT INTO alembic_version VALUES ('other')");
    await expect(context.getCurrentRevision()).rejects.toThrow(
      "Version table 'alembic_version' has more than one head present; please use get_current_heads()",
    );
  });

  withConnection("purging deletes all rows in the transaction of what follows, or not at all", async () => {
    await migrate(connection, { revisions: three });
    const refused = migrate(connection, { revisions: three, target: "gone", opts: { purge: true } });
    expect((await failureOf(refused)).message).toContain("gone");
    expect(await migrationContext(connection, { revisions: [] }).getCurrentHeads()).toEqual(["ccc3"]);
    expect(await migrate(connection, { revisions: [{ id: "x" }], opts: { purge: true } })).toEqual(["x"]);
  });

  withConnection("an abort signal ends the running statement, rolls back and says CANCELLED", async () => {
    const abort = new AbortController();
    const revisions: readonly TestRevision[] = [
      {
        id: "aaa1",
        upgrade: async (op) => {
          await op.createTable("one", [column("id", integer())]);
          setTimeout(() => abort.abort(), 50);
          await new Promise((resolve) => setTimeout(resolve, 100));
          await op.createTable("two", [column("id", integer())]);
        },
      },
    ];
    const error = await failureOf(migrate(connection, { revisions, opts: { signal: abort.signal } }));
    expect(error.code).toBe("CANCELLED");
    expect(await has("two")).toBe(false);
    expect(await has("one")).toBe(!ddlRollsBack);
  });

  withConnection(
    "an abort signal ends the wait for a script, whose late operations are refused",
    async () => {
      const abort = new AbortController();
      const late = Promise.withResolvers<unknown>();
      const revisions: readonly TestRevision[] = [
        {
          id: "aaa1",
          upgrade: async (op) => {
            await op.createTable("one", [column("id", integer())]);
            abort.abort();
            await new Promise((resolve) => setTimeout(resolve, 300));
            try {
              await op.createTable("two", [column("id", integer())]);
            } catch (error) {
              late.reject(error);
            }
          },
        },
      ];
      const context = migrationContext(connection, { revisions, opts: { signal: abort.signal } });
      const run = context.beginTransaction(() => context.runMigrations());
      expect((await failureOf(run)).code).toBe("CANCELLED");
      expect([connection.inTransaction(), await has("one")]).toEqual([false, !ddlRollsBack]);
      expect((await failureOf(late.promise)).code).toBe("NO_CONTEXT");
      expect((await failureOf(context.runMigrations())).code).toBe("CANCELLED");
      expect(await has("two")).toBe(false);
    },
  );

  withConnection("an abort signal ends the wait for a function in the transaction", async () => {
    const abort = new AbortController();
    const context = migrationContext(connection, { revisions: three, opts: { signal: abort.signal } });
    const run = context.beginTransaction(async () => {
      await context.runMigrations();
      abort.abort();
      await new Promise(() => {});
    });
    expect((await failureOf(run)).code).toBe("CANCELLED");
    expect([connection.inTransaction(), await has("three")]).toEqual([false, !transactionalDdl]);
    expect(await migrate(connection, { revisions: three, opts: { lockTimeoutMs: 0 } })).toEqual(["ccc3"]);
  });
});
