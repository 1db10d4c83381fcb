import { describe, expect, test } from "vitest";
import { type Connection, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { type Models, revisionTo, runBody, thereAndBack } from "../../support/there-and-back.ts";

const servers = databaseKinds().filter(({ name }) => name === "postgresql");

type Type = Parameters<typeof sa.column>[1];
type Options = Parameters<typeof sa.column>[2];

const key =
  (type: Type, options: Options = {}): Models =>
  (metadata) => {
    metadata.table("Some t", [
      sa.column("Id", type, { primaryKey: true, ...options }),
      sa.column("x", sa.integer()),
    ]);
  };

const plain =
  (options: Options): Models =>
  (metadata) => {
    metadata.table("t", [sa.column("n", sa.integer(), options)]);
  };

const modelsOf = (models: Models): sa.MetaData => {
  const metadata = new sa.MetaData();
  models(metadata);
  return metadata;
};

describe.each(servers)("a column that counts on $name", (server) => {
  let connection: Connection;

  connectEach(server, "counting", (opened) => {
    connection = opened;
  });

  const insert = async (): Promise<unknown> => {
    const { rows } = await connection.execute('INSERT INTO "Some t" (x) VALUES (1) RETURNING "Id"');
    return rows[0]?.Id;
  };

  const sequences = async (): Promise<readonly unknown[]> => {
    const rows = await connection.executeArrays(
      "SELECT sequencename, data_type FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1",
    );
    return rows;
  };

  test.each([
    ["three rows", 'INSERT INTO "Some t" (x) VALUES (1), (2), (3)', [4, 5]],
    ["no rows", "SELECT 1", [1, 2]],
    ["values below the first", 'INSERT INTO "Some t" VALUES (-5, 1)', [1, 2]],
  ])("goes on as an identity, and back, with %s", async (_what, rows, [first, second]) => {
    const serial = key(sa.integer());
    await modelsOf(serial).createAll(connection);
    const before = await sequences();
    await connection.executeScript(rows);
    const { upgrade, downgrade } = await revisionTo(
      connection,
      modelsOf(key(sa.integer(), { identity: sa.identity() })),
    );
    await runBody(connection, upgrade);
    expect(await insert()).toBe(first);
    expect(await sequences()).toHaveLength(1);
    await runBody(connection, downgrade);
    expect(await insert()).toBe(second);
    expect(await sequences()).toEqual(before);
  });

  test("as an identity with a beginning of its own begins there", async () => {
    await modelsOf(key(sa.integer())).createAll(connection);
    await insert();
    const wanted = modelsOf(key(sa.integer(), { identity: sa.identity({ start: 100 }) }));
    await runBody(connection, (await revisionTo(connection, wanted)).upgrade);
    expect(await insert()).toBe(100);
  });

  test("counts on without its identity, and with it again", async () => {
    const identity = key(sa.integer(), { identity: sa.identity() });
    await modelsOf(identity).createAll(connection);
    const before = await sequences();
    await insert();
    const serial = modelsOf(key(sa.integer()));
    const { upgrade, downgrade } = await revisionTo(connection, serial);
    await runBody(connection, upgrade);
    expect(await insert()).toBe(2);
    expect(await difference(connection, serial)).toEqual([]);
    await runBody(connection, downgrade);
    expect(await insert()).toBe(3);
    expect(await sequences()).toEqual(before);
  });

  test("gets the identity back that it lost, behind the largest value", async () => {
    const identity = key(sa.integer(), { identity: sa.identity() });
    await modelsOf(identity).createAll(connection);
    await insert();
    const wanted = modelsOf(key(sa.integer(), { autoincrement: false }));
    const { upgrade, downgrade } = await revisionTo(connection, wanted);
    await runBody(connection, upgrade);
    expect(upgrade).not.toContain("setval");
    await runBody(connection, downgrade);
    expect(await insert()).toBe(2);
  });

  test("with a larger type counts further than before", async () => {
    await thereAndBack(connection, {
      before: key(sa.integer()),
      after: key(sa.bigInteger()),
      look: async () => {
        expect(await sequences()).toEqual([["Some t_Id_seq", "bigint"]]);
      },
    });
    expect(await sequences()).toEqual([["Some t_Id_seq", "integer"]]);
  });

  test.each([
    ["loses its identity and its NOT NULL", { identity: sa.identity() }, {}],
    ["loses its identity and keeps its NOT NULL", { identity: sa.identity() }, { nullable: false }],
    ["gains an identity and NOT NULL", {}, { identity: sa.identity() }],
  ])("%s in one revision", async (_what, before, after) => {
    await thereAndBack(connection, { before: plain(before), after: plain(after) });
  });

  const bare = { autoincrement: false };

  test.each([
    ["begins to count, and ends", key(sa.integer(), bare), key(sa.integer())],
    ["begins to count with another type", key(sa.string(5)), key(sa.integer())],
    [
      "begins to count with another type and an identity",
      key(sa.string(5)),
      key(sa.integer(), { identity: sa.identity() }),
    ],
    ["begins to count where the primary key moves to it", plain({}), plain({ primaryKey: true })],
    ["ends to count", key(sa.integer()), key(sa.integer(), bare)],
    ["ends to count with another type", key(sa.integer()), key(sa.string(20))],
    ["ends to count with a type that no number becomes", key(sa.integer()), key(sa.uuid())],
    [
      "ends to count with another type and a default",
      key(sa.integer()),
      key(sa.string(20), { serverDefault: "x" }),
    ],
    [
      "loses its identity with another type",
      key(sa.integer(), { identity: sa.identity() }),
      key(sa.string(20)),
    ],
    [
      "gets a larger type and a larger limit",
      key(sa.smallInteger(), { identity: sa.identity({ maxValue: 100 }) }),
      key(sa.bigInteger(), { identity: sa.identity({ maxValue: 100_000 }) }),
    ],
  ])("%s, there and back", async (_what, before, after) => {
    await thereAndBack(connection, { before, after });
  });

  test("begins to count behind the largest value", async () => {
    await thereAndBack(connection, {
      before: key(sa.string(5)),
      after: key(sa.integer()),
      rows: `INSERT INTO "Some t" VALUES ('7', 1)`,
      look: async () => expect(await insert()).toBe(8),
    });
  });

  test("is altered without a word of autoincrement", async () => {
    const { upgrade, downgrade } = await thereAndBack(connection, {
      before: key(sa.integer()),
      after: key(sa.bigInteger(), { comment: "more" }),
    });
    expect(upgrade + downgrade).not.toContain("utoincrement");
  });
});
