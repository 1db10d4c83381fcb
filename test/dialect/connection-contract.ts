import { describe, expect, test } from "vitest";
import type { Connection, Engine } from "../../src/connection/index.ts";

/** What the rules that every driver keeps need to know of it. */
export interface ContractSubject {
  readonly engine: () => Engine;
  /** The placeholder of the n-th parameter. */
  readonly placeholder: (position: number) => string;
  /** Whether a statement of DDL is undone by a rollback. */
  readonly hasTransactionalDdl: boolean;
}

/** The rules that a connection keeps whatever the driver. */
export function connectionContract(subject: ContractSubject): void {
  const { placeholder } = subject;
  const withTable = async (run: (connection: Connection) => Promise<void>): Promise<void> => {
    const engine = subject.engine();
    try {
      await engine.connect(async (connection) => {
        await connection.executeScript("DROP TABLE IF EXISTS item");
        await connection.executeScript(
          "CREATE TABLE item (id INTEGER PRIMARY KEY, name VARCHAR(50), ok BOOLEAN)",
        );
        try {
          await run(connection);
        } finally {
          if (!connection.signal.aborted) {
            await connection.rollback();
            await connection.executeScript("DROP TABLE IF EXISTS item");
          }
        }
      });
    } finally {
      await engine.dispose();
    }
  };
  const ids = async (connection: Connection): Promise<readonly unknown[]> =>
    (await connection.execute("SELECT id FROM item ORDER BY id")).rows.map((row) => row.id);

  describe("statements", () => {
    test("parameters are bound, rows come back as objects, affected rows are counted", () =>
      withTable(async (connection) => {
        const insert = `INSERT INTO item VALUES (${placeholder(1)}, ${placeholder(2)}, ${placeholder(3)})`;
        const { rowCount } = await connection.execute(insert, [1, "it's; $1 ?", true]);
        expect(rowCount).toBe(1);
        const { rows } = await connection.execute(
          `SELECT id, name FROM item WHERE id = ${placeholder(1)}`,
          [1],
        );
        expect(rows).toEqual([{ id: 1, name: "it's; $1 ?" }]);
        expect((await connection.execute("UPDATE item SET name = name")).rowCount).toBe(1);
      }));

    test("undefined and null are NULL", () =>
      withTable(async (connection) => {
        const insert = `INSERT INTO item VALUES (${placeholder(1)}, ${placeholder(2)}, ${placeholder(3)})`;
        await connection.execute(insert, [1, undefined, null]);
        expect((await connection.execute("SELECT name, ok FROM item")).rows).toEqual([
          { name: null, ok: null },
        ]);
      }));

    test("a script runs all its statements, the answer is that of the last", () =>
      withTable(async (connection) => {
        const { rows } = await connection.executeScript(
          "INSERT INTO item (id) VALUES (1); -- one;\nINSERT INTO item (id) VALUES (2);\nSELECT count(*) AS n FROM item;\n",
        );
        expect(Number(rows[0]?.n)).toBe(2);
      }));

    test("a script that fails says so", () =>
      withTable(async (connection) => {
        await expect(
          connection.executeScript("INSERT INTO item (id) VALUES (1); SELECT * FROM missing_table; SELECT 1"),
        ).rejects.toMatchObject({ code: "DATABASE", message: expect.stringContaining("missing_table") });
      }));

    test("many rows go through one prepared statement", () =>
      withTable(async (connection) => {
        const rows = Array.from({ length: 2500 }, (_, index) => [index, `name ${index}`]);
        const sql = `INSERT INTO item (id, name) VALUES (${placeholder(1)}, ${placeholder(2)})`;
        await connection.begin();
        expect(await connection.executeMany(sql, rows)).toBe(2500);
        await connection.commit();
        expect(await connection.executeMany(sql, [])).toBe(0);
        expect(Number((await connection.execute("SELECT count(*) AS n FROM item")).rows[0]?.n)).toBe(2500);
      }));

    test("one bad row among many is an error, and the connection goes on", () =>
      withTable(async (connection) => {
        const sql = `INSERT INTO item (id) VALUES (${placeholder(1)})`;
        await connection.begin();
        await expect(connection.executeMany(sql, [[1], [1], [2]])).rejects.toMatchObject({
          code: "DATABASE",
          sql,
        });
        await connection.rollback();
        expect(await ids(connection)).toEqual([]);
      }));

    test("statements run in the order in which they were called", () =>
      withTable(async (connection) => {
        const order: number[] = [];
        await Promise.all(
          [1, 2, 3].map((id) =>
            connection.execute(`INSERT INTO item (id) VALUES (${id})`).then(() => order.push(id)),
          ),
        );
        expect(order).toEqual([1, 2, 3]);
      }));

    test("catalog reads give arrays in the order of the select list", () =>
      withTable(async (connection) => {
        const rows = await connection.executeArrays(
          `SELECT 'b' AS x, 'a' AS y, NULL AS z WHERE 1 = ${placeholder(1)}`,
          [1],
        );
        expect(rows).toEqual([["b", "a", null]]);
      }));

    test("an error has the driver's words, its code, the SQL and the cause", () =>
      withTable(async (connection) => {
        const sql = "INSERT INTO missing_table VALUES (1)";
        const error = await connection.execute(sql).catch((reason: unknown) => reason);
        expect(error).toMatchObject({ name: "DatabaseError", code: "DATABASE", sql });
        expect(error).toMatchObject({
          message: expect.stringContaining("missing_table"),
          cause: expect.anything(),
        });
        expect(error).toMatchObject({ driverCode: expect.any(String) });
      }));

    test("the server's version is known as numbers and as text", () =>
      withTable(async (connection) => {
        const [major] = await connection.serverVersion();
        expect(major).toBeGreaterThan(2);
        expect(await connection.serverVersionText()).toContain(String(major));
      }));
  });

  describe("transactions", () => {
    test("a commit keeps, a rollback undoes", () =>
      withTable(async (connection) => {
        await connection.begin();
        expect(connection.inTransaction()).toBe(true);
        await connection.execute("INSERT INTO item (id) VALUES (1)");
        await connection.commit();
        expect(connection.inTransaction()).toBe(false);
        await connection.begin({ immediate: true });
        await connection.execute("INSERT INTO item (id) VALUES (2)");
        await connection.rollback();
        expect(connection.inTransaction()).toBe(false);
        expect(await ids(connection)).toEqual([1]);
      }));

    test("a rollback without a transaction does nothing, a second begin is refused", () =>
      withTable(async (connection) => {
        await connection.rollback();
        await connection.begin();
        await expect(connection.begin()).rejects.toThrow("A transaction is open on this connection already");
        await connection.rollback();
      }));

    test("outside a transaction every statement commits itself", () =>
      withTable(async (connection) => {
        await connection.begin();
        await connection.commit();
        await connection.execute("INSERT INTO item (id) VALUES (1)");
        await connection.rollback();
        expect(await ids(connection)).toEqual([1]);
      }));

    test("savepoints undo a part", () =>
      withTable(async (connection) => {
        await connection.begin();
        await connection.execute("INSERT INTO item (id) VALUES (1)");
        await connection.savepoint("one");
        await connection.execute("INSERT INTO item (id) VALUES (2)");
        await connection.rollbackTo("one");
        await connection.release("one");
        await connection.savepoint("two");
        await connection.execute("INSERT INTO item (id) VALUES (3)");
        await connection.release("two");
        await connection.commit();
        expect(await ids(connection)).toEqual([1, 3]);
      }));

    test("after a failure and a rollback to a savepoint the rest is committed", () =>
      withTable(async (connection) => {
        await connection.begin();
        await connection.execute("INSERT INTO item (id) VALUES (1)");
        await connection.savepoint("one");
        await expect(connection.execute("SELECT * FROM missing_table")).rejects.toThrow();
        await connection.rollbackTo("one");
        await connection.commit();
        expect(await ids(connection)).toEqual([1]);
      }));

    test("the name of a savepoint is an identifier", () =>
      withTable(async (connection) => {
        await expect(connection.savepoint("a; DROP TABLE item")).rejects.toMatchObject({ code: "OPERATION" });
      }));

    test(`a rollback ${subject.hasTransactionalDdl ? "undoes" : "cannot undo"} DDL`, () =>
      withTable(async (connection) => {
        await connection.begin();
        await connection.execute("ALTER TABLE item ADD COLUMN extra INTEGER");
        await connection.execute("INSERT INTO item (id) VALUES (1)");
        await connection.rollback();
        const read = connection.execute("SELECT extra FROM item");
        if (subject.hasTransactionalDdl) await expect(read).rejects.toThrow();
        else expect((await read).rows).toEqual([]);
      }));
  });

  describe("the end", () => {
    test("a closed connection refuses statements and may be closed again", async () => {
      const engine = subject.engine();
      const connection = await engine.connect();
      await connection.close();
      await connection.close();
      await expect(connection.execute("SELECT 1")).rejects.toMatchObject({
        code: "CONNECTION",
        message: expect.stringContaining("is closed"),
      });
      await engine.dispose();
    });

    test("engine.connect(fn) gives the result of fn and closes, also after an error", async () => {
      const engine = subject.engine();
      let used: Connection | undefined;
      expect(await engine.connect(() => 42)).toBe(42);
      const failing = engine.connect((connection) => {
        used = connection;
        throw new Error("mine");
      });
      await expect(failing).rejects.toThrow("mine");
      await expect(used?.execute("SELECT 1")).rejects.toThrow("is closed");
      await engine.dispose();
    });

    test("what is under way when close() is called is finished first", async () => {
      const engine = subject.engine();
      const connection = await engine.connect();
      const running = connection.execute("SELECT 1 AS one");
      await connection.close();
      expect((await running).rowCount).toBe(1);
      await engine.dispose();
    });
  });
}
