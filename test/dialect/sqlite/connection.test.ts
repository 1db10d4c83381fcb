import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { connectionFrom, createEngine, type Engine } from "../../../src/connection/index.ts";
import { hasPackage } from "../../support/programs.ts";
import { connectionContract } from "../connection-contract.ts";

const folder = mkdtempSync(join(tmpdir(), "at-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string): string => `sqlite:///${join(folder, name)}`;
const placeholder = (): string => "?";

describe("node:sqlite on a file", () => {
  connectionContract({
    engine: () => createEngine(file("contract.db")),
    placeholder,
    hasTransactionalDdl: true,
  });
});

describe("node:sqlite in memory", () => {
  connectionContract({ engine: () => createEngine("sqlite://"), placeholder, hasTransactionalDdl: true });
});

/** What Python's driver does: numbers without fraction, booleans and bigints are integers, never REAL or text. */
async function bindsIntegers(engine: Engine): Promise<void> {
  await engine.connect(async (connection) => {
    const sql = "SELECT typeof(?) AS type, ? / 2 AS half, '' || ? AS text";
    for (const [value, half, text] of [
      [7, 3, "7"],
      [true, 0, "1"],
      [123456789012345679n, 61728394506172839n, "123456789012345679"],
    ] as const) {
      const { rows } = await connection.execute(sql, [value, value, value]);
      expect(rows).toEqual([{ type: "integer", half, text }]);
      expect(await connection.executeArrays(sql, [value, value, value])).toEqual([["integer", half, text]]);
    }
    await connection.execute("CREATE TABLE item (id)");
    await connection.executeMany("INSERT INTO item VALUES (?)", [[1], [2]]);
    const { rows } = await connection.execute("SELECT DISTINCT typeof(id) AS type FROM item");
    expect(rows).toEqual([{ type: "integer" }]);
    await expect(connection.execute("SELECT ?", [2n ** 64n])).rejects.toMatchObject({
      code: "OPERATION",
      message: expect.stringContaining("18446744073709551616"),
    });
  });
}

test("node:sqlite binds whole numbers as integers", () => bindsIntegers(createEngine("sqlite://")));

for (const driver of ["better-sqlite3", "libsql"]) {
  describe.skipIf(!hasPackage(driver))(`the package ${driver}`, () => {
    const url = (name: string): string => file(name).replace("sqlite:", `sqlite+${driver}:`);

    connectionContract({
      engine: () => createEngine(url(`${driver}.db`)),
      placeholder,
      hasTransactionalDdl: true,
    });

    test("values are bound and integers are exact, as with node:sqlite", async () => {
      await createEngine(url("values.db")).connect(async (connection) => {
        expect(connection.driverName).toBe(driver);
        const { rows } = await connection.execute("SELECT ? AS b, ? AS i, ? AS u, 7 AS n", [
          true,
          9007199254740993n,
          undefined,
        ]);
        expect(rows).toEqual([{ b: 1, i: 9007199254740993n, u: null, n: 7 }]);
      });
    });

    test("whole numbers are bound as integers", () => bindsIntegers(createEngine(url("integers.db"))));

    test("a file in a missing folder is named, with what to check", async () => {
      await expect(createEngine(url("no/such/app.db")).connect()).rejects.toMatchObject({
        code: "CONNECTION",
        message: expect.stringContaining("no/such/app.db"),
        hint: expect.stringContaining("Check that the folder exists"),
      });
    });
  });
}

describe("the user's own DatabaseSync", () => {
  const own = new DatabaseSync(":memory:");
  connectionContract({ engine: () => createEngine(own), placeholder, hasTransactionalDdl: true });

  test("stays open and is not owned", async () => {
    const connection = await connectionFrom(own);
    expect([connection.isOwned, connection.open()]).toEqual([false, null]);
    await connection.close();
    expect(own.prepare("SELECT 1 AS one").get()).toMatchObject({ one: 1 });
  });
});

describe("a database in memory", () => {
  test("is one for all connections of its engine, until dispose()", async () => {
    const engine = createEngine("sqlite:///:memory:");
    await engine.connect((connection) => connection.execute("CREATE TABLE t (a)"));
    await engine.connect((connection) => connection.execute("INSERT INTO t VALUES (1)"));
    await engine.dispose();
    await expect(engine.connect((connection) => connection.execute("SELECT * FROM t"))).rejects.toThrow(
      "no such table",
    );
    await engine.dispose();
  });
});

describe("values", () => {
  test("booleans, dates, bytes, big integers and undefined are bound; integers are exact", async () => {
    await createEngine("sqlite://").connect(async (connection) => {
      const { rows } = await connection.execute(
        "SELECT ? AS b, ? AS d, ? AS x, ? AS i, ? AS u, ? AS j, 7 AS n",
        [
          true,
          new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 6)),
          new Uint8Array([1, 2]),
          9007199254740993n,
          undefined,
          { a: 1 },
        ],
      );
      expect(rows).toEqual([
        {
          b: 1,
          d: "2026-01-02 03:04:05.006",
          x: new Uint8Array([1, 2]),
          i: 9007199254740993n,
          u: null,
          j: '{"a":1}',
          n: 7,
        },
      ]);
      expect(await connection.executeArrays("SELECT 9007199254740993, 7")).toEqual([[9007199254740993n, 7]]);
    });
  });

  test("double-quoted text is allowed and foreign keys start off, as in SQLite itself", async () => {
    await createEngine("sqlite://").connect(async (connection) => {
      await connection.execute('CREATE TABLE t (a TEXT DEFAULT "x", b INTEGER REFERENCES missing (id))');
      await connection.execute("INSERT INTO t (b) VALUES (1)");
      expect((await connection.execute("SELECT a FROM t")).rows).toEqual([{ a: "x" }]);
    });
  });
});

describe("several statements in one text", () => {
  test("all run, triggers with semicolons in their bodies too, comments at the end do not matter", async () => {
    await createEngine("sqlite://").connect(async (connection) => {
      await connection.executeScript(`
        CREATE TABLE a (x); CREATE TABLE log (x);
        CREATE TRIGGER t AFTER INSERT ON a BEGIN INSERT INTO log VALUES (1); INSERT INTO log VALUES (2); END;
        INSERT INTO a VALUES ('é;'); -- the end;
        /* really */
      `);
      expect((await connection.execute("SELECT count(*) AS n FROM log; -- and no more")).rows).toEqual([
        { n: 2 },
      ]);
    });
  });
});

describe("a lock of another session", () => {
  test("is waited for without blocking the event loop", async () => {
    const engine = createEngine(file("busy.db"));
    await engine.connect(async (holder) => {
      await holder.execute("CREATE TABLE t (a)");
      await holder.begin({ immediate: true });
      await engine.connect(async (waiter) => {
        let ticks = 0;
        const timer = setInterval(() => (ticks += 1), 5);
        const waiting = waiter.begin({ immediate: true });
        setTimeout(() => void holder.commit(), 150);
        await waiting;
        clearInterval(timer);
        expect(ticks).toBeGreaterThan(5);
        await waiter.rollback();
      });
    });
  });

  test("is an error after the timeout of the URL, or when cancelled", async () => {
    const engine = createEngine(`${file("timeout.db")}?timeout=0.1`);
    await engine.connect(async (holder) => {
      await holder.begin({ immediate: true });
      await engine.connect(async (waiter) => {
        await expect(waiter.begin({ immediate: true })).rejects.toMatchObject({
          driverCode: "SQLITE_BUSY",
          message: "database is locked",
        });
        expect(waiter.inTransaction()).toBe(false);
      });
      await holder.rollback();
    });
  });
});

test("a file in a missing folder is named", async () => {
  await expect(createEngine(file("no/such/app.db")).connect()).rejects.toMatchObject({
    code: "CONNECTION",
    message: expect.stringContaining("no/such/app.db"),
    hint: expect.any(String),
  });
});

test("a read-only URL refuses writing", async () => {
  await createEngine(file("ro.db")).connect((connection) => connection.execute("CREATE TABLE t (a)"));
  await createEngine(`${file("ro.db")}?mode=ro`).connect(async (connection) => {
    await expect(connection.execute("INSERT INTO t VALUES (1)")).rejects.toThrow("readonly");
  });
});

describe("what ALTER TABLE cannot do says how else it can be done", () => {
  test.each([
    ["a default that is an expression", "b TEXT DEFAULT CURRENT_TIMESTAMP", "op.batchAlterTable"],
    ["a unique column", "b INTEGER UNIQUE", "op.batchAlterTable"],
    ["a primary key", "b INTEGER PRIMARY KEY", "op.batchAlterTable"],
    ["a stored column", "b INTEGER GENERATED ALWAYS AS (a) STORED", "op.batchAlterTable"],
    ["NOT NULL without a default", "b INTEGER NOT NULL", "serverDefault"],
  ])("%s", async (_what, column, way) => {
    await createEngine("sqlite://").connect(async (connection) => {
      await connection.execute("CREATE TABLE t (a INTEGER)");
      await connection.execute("INSERT INTO t VALUES (1)");
      await expect(connection.execute(`ALTER TABLE t ADD COLUMN ${column}`)).rejects.toMatchObject({
        code: "DATABASE",
        hint: expect.stringContaining(way),
      });
    });
  });

  test("VACUUM in a transaction", async () => {
    await createEngine("sqlite://").connect(async (connection) => {
      await connection.begin();
      await expect(connection.execute("VACUUM")).rejects.toMatchObject({
        hint: expect.stringContaining("op.autocommitBlock"),
      });
    });
  });
});
