import { describe, expect, test } from "vitest";
import { type Connection, MigrationContext, produceMigrations, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { revisionTo, runBody } from "../../support/there-and-back.ts";
import { apply } from "./apply.ts";

interface Naming {
  readonly column?: string;
  readonly name?: string;
  readonly namingConvention?: sa.NamingConvention;
}

function models(
  labels: readonly string[],
  { column = "e", name, namingConvention }: Naming = {},
): sa.MetaData {
  const metadata = new sa.MetaData({ namingConvention });
  const named = name === undefined ? {} : { name };
  metadata.table("t", [
    sa.column("id", sa.integer(), { primaryKey: true }),
    sa.column(column, sa.enum(labels, { ...named, nativeEnum: false, createConstraint: true })),
    sa.column("f", sa.boolean({ name: "ck_f", createConstraint: true })),
  ]);
  return metadata;
}

const convention = { ck: "ck_%(table_name)s_%(constraint_name)s" };

const namings: readonly (readonly [string, Naming])[] = [
  ["with a name", { name: "ck_e" }],
  ["without a name", {}],
  ["without a name, on a column in quotes", { column: "The Kind" }],
  ["with a name by convention", { name: "ee", namingConvention: convention }],
];

const changes: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ["another label", ["a", "b"], ["a", "b", "c"]],
  ["a longer label", ["a", "b"], ["a", "b", "it's"]],
  ["fewer labels", ["a", "b", "c"], ["a", "b"]],
  ["more than one label", ["b"], ["a", "b"]],
];

const cases = namings.flatMap(([how, naming]) =>
  changes.map(([what, before, after]) => [what, how, naming, before, after] as const),
);

describe.each(databaseKinds())("an enum that is a text with a CHECK, on $name", (kind) => {
  let connection: Connection;

  connectEach(kind, "type_checks", (opened) => {
    connection = opened;
  });

  test.each(cases)("gets %s %s, and comes back", async (_what, _how, naming, from, to) => {
    const [before, after] = [models(from, naming), models(to, naming)];
    const column = MigrationContext.configure({ connection }).dialect.identifiers.quote(naming.column ?? "e");
    await before.createAll(connection);
    expect(await difference(connection, before)).toEqual([]);
    const context = MigrationContext.configure({ connection });
    const { upgradeOps, downgradeOps } = await produceMigrations(context, after);
    await apply(connection, upgradeOps, { targetMetadata: after });
    expect(await difference(connection, after)).toEqual([]);
    await connection.execute(`INSERT INTO t (id, ${column}) VALUES (1, 'b')`);
    await expect(connection.execute(`INSERT INTO t (id, ${column}) VALUES (2, 'x')`)).rejects.toThrow();
    await apply(connection, downgradeOps, { targetMetadata: after });
    expect(await difference(connection, before)).toEqual([]);
    await expect(connection.execute(`INSERT INTO t (id, ${column}) VALUES (2, 'x')`)).rejects.toThrow();
  });

  test.each(namings)("comes with its column %s, and goes with it", async (_how, naming) => {
    const before = new sa.MetaData({ namingConvention: naming.namingConvention });
    before.table("t", [sa.column("id", sa.integer(), { primaryKey: true })]);
    const after = models(["a", "b"], naming);
    await before.createAll(connection);
    const revision = await revisionTo(connection, after);
    await runBody(connection, revision.upgrade);
    expect(await difference(connection, after)).toEqual([]);
    await runBody(connection, revision.downgrade);
    expect(await difference(connection, before)).toEqual([]);
  });

  test("gets the CHECK under the name of its type, and under that without the convention it is no difference", async () => {
    const labels = ["a", "b"];
    await models(labels, { name: "ee" }).createAll(connection);
    expect(
      await difference(connection, models(labels, { name: "ee", namingConvention: convention })),
    ).toEqual([]);
    const after = models(labels, { name: "ff" });
    const context = MigrationContext.configure({ connection });
    const { upgradeOps } = await produceMigrations(context, after);
    await apply(connection, upgradeOps);
    expect(await difference(connection, after)).toEqual([]);
    await expect(connection.execute("INSERT INTO t (id, e) VALUES (2, 'x')")).rejects.toThrow();
  });
});
