import { describe, expect, test } from "vitest";
import * as mysql from "../../../src/dialect/mysql/public.ts";
import { type Connection, MigrationContext, produceMigrations, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds, isOfMysql } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { apply } from "../autogenerate/apply.ts";

function models(
  [charset, collate]: readonly [string, string],
  columns: readonly sa.Column[] = [],
): sa.MetaData {
  const metadata = new sa.MetaData();
  const options = { charset, collate };
  metadata.table(
    "the table",
    [
      sa.column("id", sa.integer(), { primaryKey: true }),
      sa.column("a", sa.string(20), { nullable: false, serverDefault: "it's", comment: "kept's" }),
      sa.column("t", sa.text()),
      sa.column("e", sa.enum(["x", "y"], { name: "e" })),
      sa.column("g", sa.string(30), { computed: sa.computed("concat(a, 'x')", { persisted: true }) }),
      sa.column("collation", sa.string(20, { collation: "utf8mb4_bin" })),
      sa.column("charset", mysql.varchar(20, { charset: "latin1", collation: "latin1_bin" })),
      sa.column("j", sa.json()),
      ...columns,
    ],
    { mysql: options, mariadb: options },
  );
  return metadata;
}

const collations = {
  unicode: ["utf8mb4", "utf8mb4_unicode_ci"],
  general: ["utf8mb4", "utf8mb4_general_ci"],
  latin: ["latin1", "latin1_swedish_ci"],
} as const;

const cases: readonly (readonly [string, sa.MetaData, sa.MetaData])[] = [
  ["collation", models(collations.unicode), models(collations.general)],
  ["character set", models(collations.latin), models(collations.unicode)],
  [
    "collation, and columns with it",
    models(collations.unicode, [
      sa.column("b", sa.string(5)),
      sa.column("own", sa.string(5)),
      sa.column("old", sa.string(5)),
      sa.column("theirs", sa.string(5, { collation: "utf8mb4_bin" })),
    ]),
    models(collations.general, [
      sa.column("b", sa.string(9), { nullable: false }),
      sa.column("own", sa.string(5, { collation: "utf8mb4_unicode_ci" })),
      sa.column("new", sa.string(5), { renamedFrom: "old" }),
      sa.column("theirs", sa.string(5)),
    ]),
  ],
];

describe.each(databaseKinds().filter(({ name }) => isOfMysql(name)))("a table on $name", (kind) => {
  let connection: Connection;

  connectEach(kind, "table_collation", (opened) => {
    connection = opened;
  });

  const table = async (): Promise<string> =>
    String((await connection.executeArrays("SHOW CREATE TABLE `the table`"))[0]?.[1]);

  test.each(cases)("gets another %s, and comes back as it was", async (_what, before, after) => {
    await before.createAll(connection);
    const original = await table();
    const context = MigrationContext.configure({ connection });
    const { upgradeOps, downgradeOps } = await produceMigrations(context, after);
    await apply(connection, upgradeOps);
    expect(await difference(connection, after)).toEqual([]);
    expect(await table()).toMatch(/`collation` varchar\(20\) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin /);
    expect(await table()).toMatch(/`charset` varchar\(20\) CHARACTER SET latin1 COLLATE latin1_bin /);
    await apply(connection, downgradeOps);
    expect(await table()).toBe(original);
  });
});
