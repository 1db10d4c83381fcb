import assert from "node:assert/strict";
import { isAlembicError } from "../errors/index.ts";
import type { ConnectionSubject } from "./connection-contract.ts";
import type { ContractRule } from "./contract-rule.ts";
import { itemIds, withItems } from "./use-table.ts";

/** How statements run, and what they answer. */
export function statementRules({ engine, placeholder }: ConnectionSubject): readonly ContractRule[] {
  const insertAll = `INSERT INTO item VALUES (${placeholder(1)}, ${placeholder(2)}, ${placeholder(3)})`;
  return [
    {
      name: "parameters are bound, rows come back as objects, affected rows are counted",
      run: () =>
        withItems(engine(), async (connection) => {
          assert.equal((await connection.execute(insertAll, [1, "it's; $1 ?", true])).rowCount, 1);
          const select = `SELECT id, name FROM item WHERE id = ${placeholder(1)}`;
          const { rows } = await connection.execute(select, [1]);
          assert.deepEqual(plain(rows), [{ id: 1, name: "it's; $1 ?" }]);
          assert.equal((await connection.execute("UPDATE item SET name = name")).rowCount, 1);
        }),
    },
    {
      name: "undefined and null are NULL",
      run: () =>
        withItems(engine(), async (connection) => {
          await connection.execute(insertAll, [1, undefined, null]);
          const { rows } = await connection.execute("SELECT name, ok FROM item");
          assert.deepEqual(plain(rows), [{ name: null, ok: null }]);
        }),
    },
    {
      name: "a script runs all its statements, the answer is that of the last",
      run: () =>
        withItems(engine(), async (connection) => {
          const { rows } = await connection.executeScript(
            "INSERT INTO item (id) VALUES (1); -- one;\nINSERT INTO item (id) VALUES (2);\nSELECT count(*) AS n FROM item;\n",
          );
          assert.equal(Number(rows[0]?.n), 2);
        }),
    },
    {
      name: "a text without a statement is nothing to do",
      run: () =>
        withItems(engine(), async (connection) => {
          await connection.begin();
          for (const sql of ["", " ;\n;", "-- a comment", "/* one */ -- two"]) {
            assert.deepEqual((await connection.execute(sql)).rows, []);
            assert.deepEqual((await connection.executeScript(sql)).rows, []);
          }
          await connection.executeScript("/* one */ INSERT INTO item (id) VALUES (1); -- two");
          await connection.commit();
          assert.deepEqual(await itemIds(connection), [1]);
        }),
    },
    {
      name: "a script that fails says so",
      run: () =>
        withItems(engine(), (connection) =>
          assert.rejects(
            connection.executeScript(
              "INSERT INTO item (id) VALUES (1); SELECT * FROM missing_table; SELECT 1",
            ),
            { code: "DATABASE", message: /missing_table/ },
          ),
        ),
    },
    {
      name: "many rows go through one prepared statement",
      run: () =>
        withItems(engine(), async (connection) => {
          const rows = Array.from({ length: 2500 }, (_, index) => [index, `name ${index}`]);
          const sql = `INSERT INTO item (id, name) VALUES (${placeholder(1)}, ${placeholder(2)})`;
          await connection.begin();
          assert.equal(await connection.executeMany(sql, rows), 2500);
          await connection.commit();
          assert.equal(await connection.executeMany(sql, []), 0);
          const counted = await connection.execute("SELECT count(*) AS n FROM item");
          assert.equal(Number(counted.rows[0]?.n), 2500);
        }),
    },
    {
      name: "one bad row among many is an error, and the connection goes on",
      run: () =>
        withItems(engine(), async (connection) => {
          const sql = `INSERT INTO item (id) VALUES (${placeholder(1)})`;
          await connection.begin();
          await assert.rejects(connection.executeMany(sql, [[1], [1], [2]]), { code: "DATABASE", sql });
          await connection.rollback();
          assert.deepEqual(await itemIds(connection), []);
        }),
    },
    {
      name: "statements run in the order in which they were called",
      run: () =>
        withItems(engine(), async (connection) => {
          const order: number[] = [];
          const insert = (id: number): Promise<unknown> =>
            connection.execute(`INSERT INTO item (id) VALUES (${id})`).then(() => order.push(id));
          await Promise.all([1, 2, 3].map(insert));
          assert.deepEqual(order, [1, 2, 3]);
        }),
    },
    {
      name: "catalog reads give arrays in the order of the select list",
      run: () =>
        withItems(engine(), async (connection) => {
          const sql = `SELECT 'b' AS x, 'a' AS y, NULL AS z WHERE 1 = ${placeholder(1)}`;
          assert.deepEqual(await connection.executeArrays(sql, [1]), [["b", "a", null]]);
        }),
    },
    {
      name: "an error has the driver's words, its code, the SQL and the cause",
      run: () =>
        withItems(engine(), async (connection) => {
          const sql = "INSERT INTO missing_table VALUES (1)";
          await assert.rejects(connection.execute(sql), (error: unknown) => {
            assert.ok(isAlembicError(error));
            assert.equal(error.name, "DatabaseError");
            assert.equal(error.code, "DATABASE");
            assert.match(error.message, /missing_table/);
            assert.notEqual(error.cause, undefined);
            assert.equal(error.details.sql, sql);
            assert.equal(typeof error.details.driverCode, "string");
            return true;
          });
        }),
    },
    {
      name: "the server's version is known as numbers and as text",
      run: () =>
        withItems(engine(), async (connection) => {
          const [major] = await connection.serverVersion();
          assert.ok(major > 2);
          assert.ok((await connection.serverVersionText()).includes(String(major)));
        }),
    },
    {
      name: "the server's version is known behind a transaction that has failed",
      run: () =>
        withItems(engine(), async (connection) => {
          await connection.begin();
          await assert.rejects(connection.execute("INSERT INTO missing_table VALUES (1)"));
          await connection.serverVersion().catch(() => {});
          await connection.rollback();
          const [major] = await connection.serverVersion();
          assert.ok(major > 2);
        }),
    },
  ];
}

/** Rows without the prototypes that drivers give them. */
function plain(rows: readonly Readonly<Record<string, unknown>>[]): readonly object[] {
  return rows.map((row) => ({ ...row }));
}
