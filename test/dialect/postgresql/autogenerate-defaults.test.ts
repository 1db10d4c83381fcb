import { describe, expect, test } from "vitest";
import { DatabaseError } from "../../../src/errors/index.ts";
import { type Connection, sa, sql } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";

const servers = databaseKinds().filter(({ name }) => name === "postgresql");

interface Size {
  readonly tables: number;
  readonly columns: number;
}

type Defaults = readonly [string, ...string[]];

/** Tables whose columns have these defaults in turn. */
function models({ tables, columns }: Size, ...[first, ...others]: Defaults): sa.MetaData {
  const texts = [first, ...others];
  const metadata = new sa.MetaData();
  for (let table = 0; table < tables; table += 1) {
    const each = Array.from({ length: columns }, (_, index) =>
      sa.column(`c${index}`, sa.integer(), { serverDefault: sql.raw(texts[index % texts.length] ?? first) }),
    );
    metadata.table(`t${table}`, [sa.column("id", sa.integer(), { primaryKey: true }), ...each]);
  }
  return metadata;
}

async function altered(
  connection: Connection,
  metadata: sa.MetaData,
): Promise<readonly (string | undefined)[]> {
  const lines = (await difference(connection, metadata)).join("\n");
  return [...lines.matchAll(/op\.alterColumn\("\w+", "(\w+)"/g)].map(([, column]) => column);
}

/** A connection of which something happens before it creates a temporary table. */
function failing(connection: Connection, fail: () => Promise<unknown>): Connection {
  return new Proxy(connection, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      if (key !== "execute") return value.bind(target);
      return async (text: string, ...rest: readonly unknown[]) => {
        if (text.startsWith("CREATE TEMPORARY TABLE")) await fail();
        return value.call(target, text, ...rest);
      };
    },
  });
}

describe.each(servers)("the defaults of columns on $name", (server) => {
  let connection: Connection;

  connectEach(server, "defaults", (opened) => {
    connection = opened;
  });

  test("are compared however many there are", async () => {
    const large = models({ tables: 90, columns: 30 }, "(1 + 2 * 3)", "(abs(-7) + length('abc'))");
    await large.createAll(connection);
    expect(await difference(connection, large)).toEqual([]);
  });

  test("are evaluated however many there are", async () => {
    const size = { tables: 60, columns: 30 };
    await models(size, "7").createAll(connection);
    expect(await difference(connection, models(size, "(1 + 2 * 3)"))).toEqual([]);
    const half = await altered(connection, models(size, "(1 + 2 * 3)", "(1 + 2 * 4)"));
    expect(half).toHaveLength(60 * 15);
  });

  test("that the server refuses cost only themselves", async () => {
    const size = { tables: 20, columns: 30 };
    const good = Array.from({ length: 29 }, () => "(1 + 2 * 3)") as [string];
    await models(size, ...good, "7").createAll(connection);
    const columns = await altered(connection, models(size, ...good, "my_fn()"));
    expect(columns).toEqual(Array.from({ length: 20 }, () => "c29"));
  });

  test("are compared in a transaction that is open, and leave it as it was", async () => {
    const size = { tables: 2, columns: 300 };
    await models(size, "(1 + 2 * 3)").createAll(connection);
    await connection.begin();
    await connection.execute("CREATE TABLE mine (id integer)");
    await connection.savepoint("own");
    const wanted = models(size, "(1 + 2 * 3)");
    wanted.table("mine", [sa.column("id", sa.integer())]);
    expect(await difference(connection, wanted)).toEqual([]);
    await connection.rollbackTo("own");
    expect(await connection.executeArrays("SELECT count(*) FROM mine")).toEqual([["0"]]);
    await connection.rollback();
  });

  test("are no differences because the session is lost or the server has no room", async () => {
    const small = models({ tables: 1, columns: 1 }, "(1 + 2 * 3)");
    await small.createAll(connection);
    const full = failing(connection, () =>
      Promise.reject(new DatabaseError("out of shared memory", { driverCode: "53200" })),
    );
    await expect(difference(full, small)).rejects.toThrow("out of shared memory");
    expect(connection.inTransaction()).toBe(false);
    const lost = failing(connection, () =>
      connection.execute("SELECT pg_terminate_backend(pg_backend_pid())").catch(() => {}),
    );
    await expect(difference(lost, small)).rejects.toMatchObject({ code: "CONNECTION" });
  });
});
