import { describe, expect, test } from "vitest";
import { type Connection, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { type Models, thereAndBack } from "../../support/there-and-back.ts";

const { column } = sa;
const counting = column("id", sa.integer(), { primaryKey: true });
const name = column("name", sa.string(20), { nullable: false });

type Elements = Parameters<sa.MetaData["table"]>[1];

const table =
  (...elements: Elements): Models =>
  (metadata) => {
    metadata.table("t", elements);
  };

const named = "INSERT INTO t (name) VALUES ('x'), ('y')";
const numbered = "INSERT INTO t (id, name) VALUES (3, 'x'), (5, 'y')";

const journeys: readonly (readonly [string, string, Models, Models])[] = [
  ["a table without a key", named, table(name), table(name, counting)],
  [
    "a table with a key of other columns",
    named,
    table(column("name", sa.string(20), { primaryKey: true })),
    table(column("name", sa.string(20), { nullable: false }), counting),
  ],
  [
    "a table whose key counted up in another column",
    named,
    table(column("old", sa.integer(), { primaryKey: true }), name),
    table(column("old", sa.integer(), { nullable: false, autoincrement: false }), name, counting),
  ],
  [
    "a table whose key counted up in a column that goes",
    named,
    table(column("old", sa.integer(), { primaryKey: true }), name),
    table(name, counting),
  ],
  [
    "a table where it did not count yet",
    numbered,
    table(column("id", sa.integer(), { nullable: false }), name),
    table(counting, name),
  ],
  [
    "a table where it was the key already",
    numbered,
    table(column("id", sa.integer(), { primaryKey: true, autoincrement: false }), name),
    table(counting, name),
  ],
  [
    "a table where it was a part of the key",
    numbered,
    table(
      column("id", sa.integer(), { primaryKey: true, autoincrement: false }),
      column("name", sa.string(20), { primaryKey: true }),
    ),
    table(counting, name),
  ],
];

describe.each(databaseKinds())("a new column that counts up on $name", (kind) => {
  let connection: Connection;

  connectEach(kind, "counting", (opened) => {
    connection = opened;
  });

  test.skipIf(kind.missing !== null).each(journeys)("is added to %s", async (_title, rows, before, after) => {
    const numbers: unknown[] = [];
    await thereAndBack(connection, {
      before,
      after,
      rows,
      look: async () => {
        const found = await connection.execute("SELECT id FROM t");
        numbers.push(...found.rows.map(({ id }) => id));
      },
    });
    expect(new Set(numbers).size).toBe(2);
  });
});

const withoutIdentities = databaseKinds().filter(({ name }) => name !== "postgresql");

describe.each(withoutIdentities)("an identity of the models, on $name, which has none", (kind) => {
  let connection: Connection;

  connectEach(kind, "identities", (opened) => {
    connection = opened;
  });

  test("is a key that counts, and no difference from one", async () => {
    const identity = sa.identity({ start: 5 });
    const models = new sa.MetaData();
    table(column("id", sa.integer(), { primaryKey: true, identity }), name)(models);
    const before = new sa.MetaData();
    table(counting, name)(before);
    await before.createAll(connection);
    expect(await difference(connection, models)).toEqual([]);
    await before.dropAll(connection);
    await models.createAll(connection);
    expect(await difference(connection, before)).toEqual([]);
    expect(await difference(connection, models)).toEqual([]);
  });
});
