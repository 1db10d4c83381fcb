import { describe, expect, test } from "vitest";
import { type Connection, MigrationContext, produceMigrations, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { apply } from "../autogenerate/apply.ts";

const mariadb = databaseKinds().filter(({ name }) => name === "mariadb");

interface Chosen {
  readonly name?: string;
  readonly type?: sa.SqlType;
  readonly check?: string;
  readonly renamedFrom?: string;
}

function models({ name = "b", type = sa.integer(), check, renamedFrom }: Chosen): sa.MetaData {
  const metadata = new sa.MetaData();
  metadata.table("t", [
    sa.column("id", sa.integer(), { primaryKey: true }),
    sa.column(name, type, {
      comment: "kept",
      ...(check !== undefined && { checks: sa.check(check) }),
      ...(renamedFrom !== undefined && { renamedFrom }),
    }),
  ]);
  return metadata;
}

const cases: readonly (readonly [string, Chosen, Chosen, string])[] = [
  ["another type", { check: "b > 0" }, { type: sa.bigInteger(), check: "b > 0" }, "CHECK (`b` > 0)"],
  ["no CHECK", { check: "b > 0" }, {}, "COMMENT 'kept',"],
  ["a CHECK", {}, { check: "b > 0" }, "CHECK (`b` > 0)"],
  ["another CHECK", { check: "b > 0" }, { check: "b > 1" }, "CHECK (`b` > 1)"],
  [
    "another type and another CHECK",
    { check: "b > 0" },
    { type: sa.bigInteger(), check: "b > 1" },
    "CHECK (`b` > 1)",
  ],
  [
    "another name",
    { check: "b > 0 or 'b' = 'b'" },
    { name: "select", check: "`select` > 0 or 'b' = 'b'", renamedFrom: "b" },
    "CHECK (`select` > 0 or 'b' = 'b')",
  ],
  [
    "another name and another type",
    { check: "b > 0" },
    { name: "c", type: sa.bigInteger(), check: "c > 0", renamedFrom: "b" },
    "`c` bigint(20) DEFAULT NULL COMMENT 'kept' CHECK (`c` > 0)",
  ],
];

describe.each(mariadb)("a column with a CHECK inside, on $name", (kind) => {
  let connection: Connection;

  connectEach(kind, "column_checks", (opened) => {
    connection = opened;
  });

  const table = async (): Promise<string> =>
    String((await connection.executeArrays("SHOW CREATE TABLE t"))[0]?.[1]);

  test.each(cases)("gets %s, and comes back as it was", async (_what, before, after, expected) => {
    await models(before).createAll(connection);
    const original = await table();
    const context = MigrationContext.configure({ connection });
    const { upgradeOps, downgradeOps } = await produceMigrations(context, models(after));
    await apply(connection, upgradeOps);
    expect(await table()).toContain(expected);
    expect(await difference(connection, models(after))).toEqual([]);
    await apply(connection, downgradeOps);
    expect(await table()).toBe(original);
  });

  test("keeps its CHECK when its table gets another collation", async () => {
    const collated = (collate: string): sa.MetaData => {
      const metadata = new sa.MetaData();
      const columns = [sa.column("b", sa.string(5), { checks: sa.check("b <> 'x'") })];
      metadata.table("t", columns, { mariadb: { charset: "utf8mb4", collate } });
      return metadata;
    };
    await collated("utf8mb4_general_ci").createAll(connection);
    const original = await table();
    const after = collated("utf8mb4_bin");
    const { upgradeOps, downgradeOps } = await produceMigrations(
      MigrationContext.configure({ connection }),
      after,
    );
    await apply(connection, upgradeOps);
    expect(await table()).toContain("CHECK (`b` <> 'x')");
    expect(await difference(connection, after)).toEqual([]);
    await apply(connection, downgradeOps);
    expect(await table()).toBe(original);
  });
});
