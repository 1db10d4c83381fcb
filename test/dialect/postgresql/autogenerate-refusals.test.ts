import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Connection, sa, sql } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { type Models, revisionTo } from "../../support/there-and-back.ts";

const servers = databaseKinds().filter(({ name }) => name === "postgresql");

type Elements = Parameters<sa.MetaData["table"]>[1];

/** Texts that the server writes another way, and whatever else a table is to have. */
const written =
  (...others: Elements): Models =>
  (metadata) => {
    metadata.table("t", [
      sa.column("id", sa.integer(), { primaryKey: true }),
      sa.column("n", sa.integer()),
      sa.column("low", sa.text(), { serverDefault: sql`(lower('ABC'))` }),
      sa.column("twice", sa.numeric(), { computed: sa.computed("n * 2 + n", { persisted: true }) }),
      sa.check("n > 0 and n in (1, 2, 3)", { name: "ck_n" }),
      sa.index("ix_n", ["n"], { postgresql: { where: sql`n > 5 and id is not null` } }),
      ...others,
    ]);
  };

const modelsOf = (...fill: readonly Models[]): sa.MetaData => {
  const metadata = new sa.MetaData();
  for (const each of fill) each(metadata);
  return metadata;
};

const mood = (...labels: readonly string[]) => sa.enum(labels, { name: "mood" });

const refused: readonly { readonly what: string; readonly others: Elements; readonly found: string }[] = [
  {
    what: "a default from a sequence that is yet to come",
    others: [sa.column("nr", sa.integer(), { serverDefault: sa.nextValue("nr_seq") })],
    found: "op.addColumn(",
  },
  {
    what: "a default from a function that is yet to come",
    others: [sa.column("nr", sa.integer(), { serverDefault: sql`my_fn()` })],
    found: "op.addColumn(",
  },
  {
    what: "a type of an extension that is yet to come",
    others: [sa.column("e", sa.userType("no_such_type"))],
    found: "op.addColumn(",
  },
  {
    what: "a CHECK by a function that is yet to come",
    others: [sa.check("my_fn(n)", { name: "ck_fn" })],
    found: "op.createCheckConstraint(",
  },
  {
    what: "an index by a function that is yet to come",
    others: [sa.index("ix_fn", [sql`my_fn(n)`])],
    found: "op.createIndex(",
  },
];

describe.each(servers)("what the server cannot make yet on $name", (server) => {
  let connection: Connection;

  connectEach(server, "refusal", (opened) => {
    connection = opened;
  });

  test.each(refused)("costs only itself: $what", async ({ others, found }) => {
    await modelsOf(written()).createAll(connection);
    const { upgrade } = await revisionTo(connection, modelsOf(written(...others)));
    expect(upgrade.match(/op\.\w+\(/g)).toEqual([found]);
  });

  test("a new label as the default of its column", async () => {
    const column = (labels: readonly string[], serverDefault: string): Elements => [
      sa.column("m", mood(...labels), { serverDefault }),
      sa.index("ix_m", ["n"], { postgresql: { where: sql`m is not null and n > 5` } }),
    ];
    await modelsOf(written(...column(["sad", "ok"], "ok"))).createAll(connection);
    const wanted = modelsOf(written(...column(["sad", "ok", "new"], "new")));
    const { upgrade } = await revisionTo(connection, wanted);
    expect(upgrade).toContain("ALTER TYPE mood ADD VALUE 'new'");
    expect(upgrade.match(/op\.\w+\(/g)).toEqual(["op.autocommitBlock(", "op.execute(", "op.alterColumn("]);
  });

  test("hides no difference beside it", async () => {
    await modelsOf(written(sa.column("tags", sa.text()))).createAll(connection);
    const { upgrade } = await revisionTo(
      connection,
      modelsOf(
        written(
          sa.column("tags", sa.array(sa.text())),
          sa.column("e", sa.userType("no_such_type")),
          sa.column("nr", sa.integer(), { serverDefault: sql`my_fn()` }),
        ),
      ),
    );
    expect(upgrade).toContain('op.alterColumn("t", "tags"');
  });

  test("hides no difference in another table", async () => {
    const other =
      (limit: number): Models =>
      (metadata) => {
        metadata.table("other", [
          sa.column("n", sa.integer()),
          sa.check(`n > 0 and n in (1, ${limit})`, { name: "ck_other" }),
        ]);
      };
    await modelsOf(written(), other(5)).createAll(connection);
    const gone = sa.check("my_fn(n)", { name: "ck_fn" });
    expect(await difference(connection, modelsOf(written(gone), other(5)))).toHaveLength(1);
    expect(await difference(connection, modelsOf(written(gone), other(6)))).toHaveLength(3);
  });

  test("a user who may create nothing finds no difference where there is none", async () => {
    const models = modelsOf(written());
    await models.createAll(connection);
    const role = `alembic_ts_reader_${randomBytes(4).toString("hex")}`;
    await connection.executeScript(`CREATE ROLE ${role}; GRANT USAGE ON SCHEMA public TO ${role}`);
    try {
      await connection.execute(`SET ROLE ${role}`);
      expect(await difference(connection, models)).toEqual([]);
    } finally {
      await connection.execute("RESET ROLE");
      await connection.executeScript(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });
});
