import { describe, expect, test } from "vitest";
import * as postgresql from "../../../src/dialect/postgresql/public.ts";
import { type Connection, sa, sql } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { type Models, thereAndBack } from "../../support/there-and-back.ts";

const servers = databaseKinds().filter(({ name }) => name === "postgresql");

type Elements = Parameters<sa.MetaData["table"]>[1];

/** A table with a column of an enum type, and what uses it. */
const moods =
  (labels: readonly string[], options: Parameters<typeof sa.column>[2] = {}, ...others: Elements): Models =>
  (metadata) => {
    metadata.table("t", [
      sa.column("id", sa.integer(), { primaryKey: true, autoincrement: false }),
      sa.column("mood", sa.enum(labels, { name: "mood" }), options),
      ...others,
    ]);
  };

const [old, more] = [
  ["sad", "ok"],
  ["sad", "ok", "happy"],
];

/** What may use a label, each as the elements that the models get beside the label. */
const uses: readonly (readonly [string, Models])[] = [
  ["a default", moods(more, { serverDefault: "happy" })],
  ["a CHECK", moods(more, {}, sa.check("mood <> 'happy'::mood", { name: "unhappy" }))],
  [
    "the predicate of an index",
    moods(more, {}, sa.index("happy", ["id"], { postgresql: { where: sql`mood = 'happy'::mood` } })),
  ],
  ["an expression of an index", moods(more, {}, sa.index("happy", [sql`(mood = 'happy'::mood)`]))],
  [
    "a generated column",
    moods(
      more,
      {},
      sa.column("smiles", sa.boolean(), {
        computed: sa.computed("mood = 'happy'::mood", { persisted: true }),
      }),
    ),
  ],
  [
    "the predicate of an EXCLUDE constraint",
    moods(
      more,
      {},
      postgresql.exclude([["id", "="]], { name: "e", using: "btree", where: "mood = 'happy'::mood" }),
    ),
  ],
];

describe.each(servers)("the labels of an enum type on $name", (server) => {
  let connection: Connection;

  connectEach(server, "enums", (opened) => {
    connection = opened;
  });

  test.each(uses)("a new one can be used at once by %s", async (_use, after) => {
    const { upgrade } = await thereAndBack(connection, { before: moods(old), after });
    expect(upgrade).toContain("ADD VALUE 'happy'");
    expect(upgrade).not.toContain("mood_before");
  });

  test.each(uses)("one that goes is taken away from %s too", async (_use, before) => {
    await thereAndBack(connection, { before, after: moods(old) });
  });

  test.each(uses)("in a transaction that is not ours, a new one can be used by %s", async (_use, after) => {
    await connection.begin();
    const { upgrade } = await thereAndBack(connection, { before: moods(old), after });
    expect(upgrade).not.toContain("autocommitBlock");
    await connection.rollback();
  });

  test("one goes of a type whose name is as long as names can be", async () => {
    const name = "m".repeat(63);
    const models =
      (labels: readonly string[]): Models =>
      (metadata) => {
        metadata.table("t", [sa.column("mood", sa.enum(labels, { name }))]);
      };
    await thereAndBack(connection, { before: models(more), after: models(old) });
  });

  test("in a transaction that is not ours, a new one that nothing uses is added", async () => {
    await connection.begin();
    const { upgrade } = await thereAndBack(connection, { before: moods(old), after: moods(more) });
    expect(upgrade).toContain("ADD VALUE 'happy'");
    expect(upgrade).not.toContain("autocommitBlock");
    await connection.rollback();
  });

  test("come and go with the tables that have columns of the type", async () => {
    const shared: Models = (metadata) => {
      moods(old)(metadata);
      metadata.table("u", [sa.column("moods", sa.array(sa.enum(old, { name: "mood" })))]);
    };
    await thereAndBack(connection, { before: () => undefined, after: shared });
    await connection.executeScript("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    await thereAndBack(connection, { before: moods(old), after: shared });
    await connection.executeScript("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    await thereAndBack(connection, { before: shared, after: () => undefined });
    await connection.executeScript("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    await thereAndBack(connection, { before: shared, after: moods(more) });
  });

  const others: Elements = [
    sa.check("mood <> 'sad'::mood", { name: "not_sad" }),
    sa.index("ok_only", ["id"], { postgresql: { where: sql`mood = 'ok'::mood` } }),
    sa.index("by_mood", ["mood"]),
    sa.unique(["mood"], { name: "one_each" }),
    sa.column("is_ok", sa.boolean(), { computed: sa.computed("mood = 'ok'::mood", { persisted: true }) }),
    sa.index("by_is_ok", ["is_ok"]),
  ];

  test("one that goes leaves what does not name it, and the rows", async () => {
    await thereAndBack(connection, {
      before: moods(more, { serverDefault: "ok" }, ...others),
      after: moods(old, { serverDefault: "ok" }, ...others),
      rows: "INSERT INTO t (id) VALUES (1)",
      look: async () => {
        expect((await connection.execute("SELECT mood, is_ok FROM t")).rows).toEqual([
          { mood: "ok", is_ok: true },
        ]);
      },
    });
  });

  test("one that comes is taken back from under what does not name it", async () => {
    await thereAndBack(connection, {
      before: moods(old, { serverDefault: "ok" }, ...others),
      after: moods(more, { serverDefault: "ok" }, ...others),
    });
  });

  const inTwoTables =
    (labels: readonly string[], name: string): Models =>
    (metadata) => {
      const type = sa.enum(labels, { name: "mood" });
      metadata.table("kind", [sa.column("mood", type, { primaryKey: true })]);
      metadata.table(
        "t",
        [
          sa.column(name, type, { references: sa.references("kind.mood"), renamedFrom: "mood" }),
          sa.column("all_moods", sa.array(type), { serverDefault: sql`'{sad,ok}'::mood[]` }),
        ],
        { renamedFrom: "t" },
      );
    };

  test.each([
    [more, old],
    [old, more],
  ])(
    "from %j to %j: columns that refer to one another, arrays, and a column with another name",
    async (from, to) => {
      await thereAndBack(connection, {
        before: inTwoTables(from, "mood"),
        after: inTwoTables(to, "feeling"),
        rows: "INSERT INTO kind VALUES ('ok'); INSERT INTO t (mood) VALUES ('ok')",
        look: async () => {
          expect((await connection.execute("SELECT feeling FROM t")).rows).toEqual([{ feeling: "ok" }]);
        },
      });
    },
  );
});
