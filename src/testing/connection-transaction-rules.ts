import assert from "node:assert/strict";
import type { ConnectionSubject } from "./connection-contract.ts";
import type { ContractRule } from "./contract-rule.ts";
import { itemIds, withItems } from "./use-table.ts";

/** What transactions and savepoints keep and undo. */
export function transactionRules({
  engine,
  hasTransactionalDdl,
}: ConnectionSubject): readonly ContractRule[] {
  return [
    {
      name: "a commit keeps, a rollback undoes",
      run: () =>
        withItems(engine(), async (connection) => {
          await connection.begin();
          assert.equal(connection.inTransaction(), true);
          await connection.execute("INSERT INTO item (id) VALUES (1)");
          await connection.commit();
          assert.equal(connection.inTransaction(), false);
          await connection.begin({ immediate: true });
          await connection.execute("INSERT INTO item (id) VALUES (2)");
          await connection.rollback();
          assert.equal(connection.inTransaction(), false);
          assert.deepEqual(await itemIds(connection), [1]);
        }),
    },
    {
      name: "a rollback without a transaction does nothing, a second begin is refused",
      run: () =>
        withItems(engine(), async (connection) => {
          await connection.rollback();
          await connection.begin();
          await assert.rejects(connection.begin(), {
            message: /A transaction is open on this connection already/,
          });
          await connection.rollback();
        }),
    },
    {
      name: "outside a transaction every statement commits itself",
      run: () =>
        withItems(engine(), async (connection) => {
          await connection.begin();
          await connection.commit();
          await connection.execute("INSERT INTO item (id) VALUES (1)");
          await connection.rollback();
          assert.deepEqual(await itemIds(connection), [1]);
        }),
    },
    {
      name: "savepoints undo a part",
      run: () =>
        withItems(engine(), async (connection) => {
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
          assert.deepEqual(await itemIds(connection), [1, 3]);
        }),
    },
    {
      name: "after a failure and a rollback to a savepoint the rest is committed",
      run: () =>
        withItems(engine(), async (connection) => {
          await connection.begin();
          await connection.execute("INSERT INTO item (id) VALUES (1)");
          await connection.savepoint("one");
          await assert.rejects(connection.execute("SELECT * FROM missing_table"));
          await connection.rollbackTo("one");
          await connection.commit();
          assert.deepEqual(await itemIds(connection), [1]);
        }),
    },
    {
      name: "the name of a savepoint is an identifier",
      run: () =>
        withItems(engine(), (connection) =>
          assert.rejects(connection.savepoint("a; DROP TABLE item"), { code: "OPERATION" }),
        ),
    },
    {
      name: `a rollback ${hasTransactionalDdl ? "undoes" : "cannot undo"} DDL`,
      run: () =>
        withItems(engine(), async (connection) => {
          await connection.begin();
          await connection.execute("ALTER TABLE item ADD COLUMN extra INTEGER");
          await connection.execute("INSERT INTO item (id) VALUES (1)");
          await connection.rollback();
          const read = connection.execute("SELECT extra FROM item");
          if (hasTransactionalDdl) await assert.rejects(read);
          else assert.deepEqual((await read).rows, []);
        }),
    },
  ];
}
