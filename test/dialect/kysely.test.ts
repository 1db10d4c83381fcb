import { type Generated, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../src/connection/index.ts";
import { kysely } from "../../src/connection/kysely.ts";
import { MigrationContext, Operations } from "../../src/runtime/index.ts";
import { databaseKinds, type TestDatabase } from "../support/databases.ts";

interface Database {
  readonly item: { readonly id: Generated<number>; readonly name: string | null };
}

describe.each(databaseKinds().filter((kind) => kind.missing === null))(
  "Kysely on a connection of $name",
  (kind) => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await kind.create("kysely");
    });
    afterAll(() => database.drop());

    async function inTransaction(run: (connection: Connection) => Promise<void>): Promise<void> {
      const engine = createEngine(database.url);
      await engine.connect(async (connection) => {
        await connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name VARCHAR(20))");
        try {
          await connection.begin();
          await run(connection);
          await connection.rollback();
          expect((await connection.execute("SELECT * FROM item")).rows).toEqual([]);
        } finally {
          await connection.rollback();
          await connection.execute("DROP TABLE item");
        }
      });
      await engine.dispose();
    }

    test("typed queries run in the connection's transaction", () =>
      inTransaction(async (connection) => {
        const db = kysely<Database>(connection);
        const [inserted] = await db.insertInto("item").values({ id: 1, name: "a" }).execute();
        expect(inserted?.numInsertedOrUpdatedRows).toBe(1n);
        expect((await db.updateTable("item").set({ name: "b" }).executeTakeFirst()).numUpdatedRows).toBe(1n);
        expect(await db.selectFrom("item").selectAll().execute()).toEqual([{ id: 1, name: "b" }]);
        expect(
          (await sql<{ n: number }>`select ${2} + 1 as n`.execute(db)).rows.map((row) => Number(row.n)),
        ).toEqual([3]);
      }));

    test("a transaction inside is a savepoint: its failure undoes only itself", () =>
      inTransaction(async (connection) => {
        const db = kysely<Database>(connection);
        await db.insertInto("item").values({ id: 1, name: "a" }).execute();
        const failing = db.transaction().execute(async (trx) => {
          await trx.insertInto("item").values({ id: 2, name: "b" }).execute();
          throw new Error("no");
        });
        await expect(failing).rejects.toThrow("no");
        await db.transaction().execute(async (trx) => {
          await trx.insertInto("item").values({ id: 3, name: "c" }).execute();
          // The outer db inside a transaction must not wait for ever.
          await db.insertInto("item").values({ id: 4, name: "d" }).execute();
        });
        expect(
          (await db.selectFrom("item").select("id").orderBy("id").execute()).map((row) => row.id),
        ).toEqual([1, 3, 4]);
      }));

    test("operations that were called before run before a query, awaited or not", () =>
      inTransaction(async (connection) => {
        const op = Operations.context(MigrationContext.configure({ connection }));
        const db = kysely<Database>(op.getBind());
        op.execute("INSERT INTO item (id, name) VALUES (1, 'a')");
        expect(await db.selectFrom("item").selectAll().execute()).toEqual([{ id: 1, name: "a" }]);
      }));
  },
);
