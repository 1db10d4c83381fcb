import { describe, expect, test } from "vitest";
import { type Connection, MigrationContext, produceMigrations, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { apply } from "./apply.ts";

function models(...labels: readonly string[]): sa.MetaData {
  const metadata = new sa.MetaData();
  metadata.table("t", [
    sa.column("id", sa.integer(), { primaryKey: true }),
    sa.column("e", sa.enum(labels, { name: "ck_e", nativeEnum: false, createConstraint: true })),
    sa.column("f", sa.boolean({ name: "ck_f", createConstraint: true })),
  ]);
  return metadata;
}

const cases: readonly (readonly [string, sa.MetaData, sa.MetaData])[] = [
  ["another label", models("a", "b"), models("a", "b", "c")],
  ["a longer label", models("a", "b"), models("a", "b", "it's")],
  ["fewer labels", models("a", "b", "c"), models("a", "b")],
];

describe.each(databaseKinds())("an enum that is a text with a CHECK, on $name", (kind) => {
  let connection: Connection;

  connectEach(kind, "type_checks", (opened) => {
    connection = opened;
  });

  test.each(cases)("gets %s, and comes back", async (_what, before, after) => {
    await before.createAll(connection);
    expect(await difference(connection, before)).toEqual([]);
    const context = MigrationContext.configure({ connection });
    const { upgradeOps, downgradeOps } = await produceMigrations(context, after);
    await apply(connection, upgradeOps);
    expect(await difference(connection, after)).toEqual([]);
    await connection.execute("INSERT INTO t (id, e) VALUES (1, 'b')");
    await expect(connection.execute("INSERT INTO t (id, e) VALUES (2, 'x')")).rejects.toThrow();
    await apply(connection, downgradeOps);
    expect(await difference(connection, before)).toEqual([]);
    await expect(connection.execute("INSERT INTO t (id, e) VALUES (2, 'x')")).rejects.toThrow();
  });
});
