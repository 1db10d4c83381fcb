import { describe, expect, test } from "vitest";
import * as mysql from "../../../src/dialect/mysql/public.ts";
import { type Connection, MigrationContext, produceMigrations, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { apply } from "../autogenerate/apply.ts";

const mariadb = databaseKinds().filter(({ name }) => name === "mariadb");

function models(...columns: readonly sa.Column[]): sa.MetaData {
  const metadata = new sa.MetaData();
  metadata.table("t", [sa.column("id", sa.integer(), { primaryKey: true }), ...columns]);
  return metadata;
}

const checked = (name: string, collation: string): sa.Column =>
  sa.column(name, mysql.longtext({ charset: "utf8mb4", collation }), {
    checks: sa.check(`json_valid(${name})`),
  });

const column = "`j` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
const cases: readonly (readonly [string, sa.MetaData, sa.MetaData, string])[] = [
  [
    "becomes NOT NULL",
    models(sa.column("j", sa.json())),
    models(sa.column("j", sa.json(), { nullable: false })),
    `${column} NOT NULL CHECK (json_valid(\`j\`))`,
  ],
  [
    "gets a comment",
    models(sa.column("j", sa.json())),
    models(sa.column("j", sa.json(), { comment: "said" })),
    `${column} DEFAULT NULL COMMENT 'said' CHECK (json_valid(\`j\`))`,
  ],
  [
    "is renamed",
    models(sa.column("k", sa.json())),
    models(sa.column("j", sa.json(), { renamedFrom: "k" })),
    `${column} DEFAULT NULL CHECK (json_valid(\`j\`))`,
  ],
  ["is dropped", models(sa.column("j", sa.json())), models(), "`id` int(11)"],
  [
    "is made of a text that was JSON already",
    models(checked("j", "utf8mb4_unicode_ci")),
    models(sa.column("j", sa.json())),
    `${column} DEFAULT NULL CHECK (json_valid(\`j\`))`,
  ],
];

describe.each(mariadb)("a column of JSON, on $name", (kind) => {
  let connection: Connection;

  connectEach(kind, "json", (opened) => {
    connection = opened;
  });

  const table = async (): Promise<string> =>
    String((await connection.executeArrays("SHOW CREATE TABLE t"))[0]?.[1]);
  const migrate = (after: sa.MetaData) =>
    produceMigrations(MigrationContext.configure({ connection }), after);

  test.each(cases)("that %s comes back with its CHECK", async (_what, before, after, expected) => {
    await before.createAll(connection);
    const original = await table();
    const { upgradeOps, downgradeOps } = await migrate(after);
    await apply(connection, upgradeOps);
    expect(await table()).toContain(expected);
    expect(await difference(connection, after)).toEqual([]);
    await apply(connection, downgradeOps);
    expect(await table()).toBe(original);
  });

  test("comes back with its CHECK when its table is dropped", async () => {
    await models(sa.column("j", sa.json())).createAll(connection);
    const original = await table();
    const { upgradeOps, downgradeOps } = await migrate(new sa.MetaData());
    await apply(connection, upgradeOps);
    await apply(connection, downgradeOps);
    expect(await table()).toBe(original);
  });

  test.each(["utf8mb4_bin", "utf8mb4_unicode_ci"])(
    "is no difference when spelled out, with %s",
    async (collation) => {
      const spelledOut = models(checked("j", collation));
      await spelledOut.createAll(connection);
      expect(await difference(connection, spelledOut)).toEqual([]);
    },
  );
});
